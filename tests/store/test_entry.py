import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.record import GENESIS, Event, broken_at, canonical, seal
from drilltui.store.entry import NotAnEvent, decoded, detached, encoded, event, row

MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
ANY_TEXT = st.text(st.characters())
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
ANY_DATA: st.SearchStrategy[dict[str, Any]] = st.dictionaries(ANY_TEXT, ANY_JSON, max_size=4)
ANY_ZONE = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))
ANY_TIME = st.datetimes(
    datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC) | ANY_ZONE
)  # fmt: skip


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.text_factory = decoded
        yield connection


@given(record_id=ANY_TEXT, kind=ANY_TEXT, data=ANY_DATA, at=ANY_TIME)
def test_an_event_comes_back_as_it_was_sealed(
    database: sqlite3.Connection, record_id: str, kind: str, data: dict[str, Any], at: datetime
) -> None:
    sealed = seal(record_id, 1, at, kind, detached(data), GENESIS)

    stored = database.execute(
        "SELECT CAST(? AS TEXT), ?, ?, CAST(? AS TEXT), ?, ?, ?", row(sealed)
    ).fetchone()

    assert event(stored) == sealed
    assert broken_at([event(stored)]) is None


@given(data=ANY_DATA)
def test_what_went_through_json_once_keeps_its_canonical_text(data: dict[str, Any]) -> None:
    once = detached(data)

    assert canonical(detached(once)) == canonical(once)
    assert json.loads(canonical(data)) == once


@given(text=ANY_TEXT)
def test_every_text_has_bytes_of_its_own(text: str) -> None:
    assert decoded(encoded(text)) == text


def test_data_lies_in_the_row_as_it_was_hashed() -> None:
    sealed = seal("r", 3, MOMENT, "note", {"b": "é", "a": [1, 2]}, "f" * 64)

    assert row(sealed) == (
        b"r",
        3,
        "2026-11-23T09:14:00.000000+00:00",
        b"note",
        '{"a":[1,2],"b":"\\u00e9"}',
        "f" * 64,
        sealed.hash,
    )


def test_data_is_detached_from_its_owner() -> None:
    inner = [1]
    copy = detached({"inner": inner})
    inner.append(2)

    assert copy == {"inner": [1]}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (0, b"r", "column"),
        (0, None, "column"),
        (1, "1", "column"),
        (2, "yesterday", "not a time"),
        (2, "2026-11-23T09:14:00.000000", "no zone"),
        (3, 7, "column"),
        (4, b"{}", "column"),
        (4, "{", "not JSON"),
        (4, '{"x":Infinity}', "not JSON"),
        (4, '"text"', "not an object"),
        (5, None, "column"),
        (6, 1.5, "column"),
    ],
)
def test_a_row_that_cannot_be_an_event_is_refused(column: int, value: object, said: str) -> None:
    columns: list[object] = ["r", 1, "2026-11-23T09:14:00.000000+00:00", "k", "{}", GENESIS, "h"]
    assert event(columns) == Event("r", 1, MOMENT, "k", {}, GENESIS, "h")
    columns[column] = value

    with pytest.raises(NotAnEvent, match=said):
        event(columns)


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(NotAnEvent):
        event(["r", 1, "2026-11-23T09:14:00+00:00", "k", "{}", GENESIS])
