from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.times import clock_time, http_date, moment
from drilltui.domain.json_value import JsonValue
from tests.cloud.json_values import ANY_JSON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-02 08:11:45.207", datetime(2025, 3, 2, 8, 11, 45, 207000, UTC)),
        ("2022-03-06 19:30:34.91", datetime(2022, 3, 6, 19, 30, 34, 910000, UTC)),
        ("2025-09-17 06:45:02.9", datetime(2025, 9, 17, 6, 45, 2, 900000, UTC)),
        ("2025-09-17 06:45:02", datetime(2025, 9, 17, 6, 45, 2, tzinfo=UTC)),
        ("2019-04-01T12:00:00.000000", datetime(2019, 4, 1, 12, tzinfo=UTC)),
        ("2025-09-17T06:45:02.871Z", datetime(2025, 9, 17, 6, 45, 2, 871000, UTC)),
        ("2025-02-11T09:12:31", datetime(2025, 2, 11, 9, 12, 31, tzinfo=UTC)),
        ("2025-02-11T09:12:31+08:00", datetime(2025, 2, 11, 1, 12, 31, tzinfo=UTC)),
        ("2025-02-11T09:12:31-0130", datetime(2025, 2, 11, 10, 42, 31, tzinfo=UTC)),
    ],
)
def test_every_form_of_the_service_is_read(text: str, expected: datetime) -> None:
    found = moment(text)
    assert found == expected
    assert found is not None
    assert found.utcoffset() == timedelta()


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "2025-02-30 00:00:00",
        "2025-09-17",
        "20250917T064502Z",
        " 2025-09-17 06:45:02",
        "2025-09-17 06:45:02\n",
        "2025-09-17 06:45:02.",
        "0001-01-01 00:00:00+14:00",
        "9999-12-31 23:59:59-14:00",
        "２025-09-17 06:45:02",
        1695000000,
        True,
        ["2025-09-17 06:45:02"],
    ],
)
def test_all_else_is_no_time(value: JsonValue) -> None:
    assert moment(value) is None


@given(ANY_JSON)
def test_any_json_is_a_utc_time_or_none(value: JsonValue) -> None:
    found = moment(value)
    assert found is None or found.tzinfo is UTC


def test_http_dates() -> None:
    expected = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
    assert http_date("Sun, 06 Nov 1994 08:49:37 GMT") == expected
    assert http_date("Sun, 06 Nov 1994 09:49:37 +0100") == expected
    assert http_date("Sun, 06 Nov 1994 08:49:37 -0000") == expected


@given(st.text() | st.from_regex(r"\w{3}, \d+ \w{3} \d+ \d+:\d+:\d+ [+-]?\w+", fullmatch=True))
def test_any_text_is_an_http_date_or_none(text: str) -> None:
    found = http_date(text)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Mon, 23 Nov 2026 09:14:00 GMT", True),
        ("Fri, 31 Dec 9999 23:59:59 GMT", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("soon", False),
    ],
)
def test_a_date_that_no_clock_can_show_tells_no_time(value: str, told: bool) -> None:
    assert (clock_time(value) is not None) is told
