"""Data of an event may be anything: what is not as it should be counts as not told."""

from __future__ import annotations

import pytest

from drilltui.domain.event_data import names, number, text, texts
from drilltui.domain.json_value import JsonValue


@pytest.mark.parametrize(("value", "read"), [("a", "a"), (1, ""), (None, ""), (["a"], "")])
def test_a_text_is_a_text(value: JsonValue, read: str) -> None:
    assert text({"name": value}, "name") == read
    assert text({}, "name") == ""


def test_of_a_list_its_texts_count_and_of_names_those_that_are_texts() -> None:
    assert texts({"ids": ["a", 1, "b"]}, "ids") == ("a", "b")
    assert texts({"ids": "a"}, "ids") is None
    assert names({"names": {"a": "b", "c": 1}}) == {"a": "b"}
    assert names({"names": ["a"]}) == {}


@pytest.mark.parametrize(
    ("value", "read"),
    [(2, 2.0), (-0.5, -0.5), (True, None), ("2", None), (1e10, None), (float("nan"), None)],
)
def test_a_number_is_one_to_reckon_with(value: JsonValue, read: float | None) -> None:
    assert number({"n": value}, "n") == read
