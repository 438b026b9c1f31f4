from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.http import URL
from drilltui.cloud.target import known, segment, url, usable
from drilltui.domain.errors import Unreachable, UsageError


@pytest.mark.parametrize("value", ["a", "3b0c5a7e-1f52-4f0c", "ff80__8082", "a" * 128])
def test_an_id_is_used_as_it_is(value: str) -> None:
    assert segment(value, "drill") == value


@pytest.mark.parametrize(
    "value",
    ["", ".", "..", "../x", "a/b", "a%2Fb", "a b", "?3", "a\n", "ä", "٣", "a?b", "a#b", "a" * 129],
)
def test_what_is_no_id_never_gets_into_a_path(value: str) -> None:
    assert not usable(value)
    with pytest.raises(UsageError, match="is not an id of a drill"):
        segment(value, "drill")


def test_a_hostile_id_is_shown_harmless() -> None:
    with pytest.raises(UsageError) as caught:
        segment("\x1b[2J", "drill")
    assert str(caught.value).startswith("?[2J is not")


def test_a_service_that_is_nowhere_is_not_reached() -> None:
    assert known("https://h", "evs") == "https://h"
    with pytest.raises(Unreachable, match="The endpoint of EVS is not known") as caught:
        known("", "evs")
    assert not caught.value.sent
    assert "endpoints.evs" in caught.value.remedy


def test_the_query_is_sorted_and_encoded() -> None:
    made = url("https://h", "/v1", [("b", "x y+z"), ("a", "["), ("b", "")])
    assert made == "https://h/v1?a=%5B&b=&b=x%20y%2Bz"
    assert url("https://h", "/v1") == "https://h/v1"


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.just("x ~'()*"))))
def test_the_http_library_leaves_the_url_alone(query: list[tuple[str, str]]) -> None:
    made = url("", "/v1/a~b_c.d-e", query)
    sent = URL("https://h").copy_with(raw_path=made.encode())
    assert sent.raw_path.decode() == made
