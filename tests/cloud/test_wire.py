from __future__ import annotations

import pytest
from hypothesis import given

from drilltui.cloud import wire
from drilltui.domain.json_value import JsonObject, JsonValue
from tests.cloud.json_values import ANY_JSON


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a ", "a "),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (2.0, "2"),
        (2.5, "2.5"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (["a"], ""),
        ({"a": 1}, ""),
    ],
)
def test_text(value: JsonValue, expected: str) -> None:
    assert wire.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        (-1, -1),
        ("40", 40),
        (" 40 ", 40),
        (40.0, 40),
        (2**63 - 1, 2**63 - 1),
        (2**63, None),
        (10**4000, None),
        (1e300, None),
        (40.5, None),
        (float("nan"), None),
        (float("-inf"), None),
        (True, None),
        ("", None),
        ("4O", None),
        ("²", None),
        ("9" * 19, None),
        (None, None),
        ([1], None),
    ],
)
def test_number(value: JsonValue, expected: int | None) -> None:
    assert wire.number(value) == expected


def test_a_number_too_long_to_print_is_no_text() -> None:
    assert wire.text(10**5000) == ""


@pytest.mark.parametrize(("value", "expected"), [(3, 3), ("3", 3), (-3, 0), (None, 0), ("x", 0)])
def test_count(value: JsonValue, expected: int) -> None:
    assert wire.count(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a,b", ("a", "b")),
        (" a , ,b,", ("a", "b")),
        (["a", None, "b"], ("a", "b")),
        ("", ()),
        (None, ()),
        ({}, ()),
    ],
)
def test_texts(value: JsonValue, expected: tuple[str, ...]) -> None:
    assert wire.texts(value) == expected


def test_records() -> None:
    assert wire.record([]) == {}
    assert wire.record({"a": 1}) == {"a": 1}
    assert wire.records([{"a": 1}, 5, None, {"b": 2}]) == [{"a": 1}, {"b": 2}]
    assert wire.records({"a": 1}) == []


def _identity(row: JsonObject, default_id: str) -> tuple[str, JsonObject]:
    return wire.text(row.get("id")) or default_id, row


def test_a_broken_row_hides_no_other_and_does_not_vanish() -> None:
    found = wire.rows([{"id": "a"}, None, {"name": "no id"}, {"id": "b"}], _identity)
    assert [item_id for item_id, _ in found] == ["a", "?2", "?3", "b"]
    assert found[1][1] == {"unreadable": None}
    assert found[2][1] == {"name": "no id"}


def test_a_row_of_a_later_page_is_named_by_its_place_in_the_whole_list() -> None:
    assert [item_id for item_id, _ in wire.rows([None, {}], _identity, 101)] == ["?101", "?102"]


@given(ANY_JSON)
def test_any_json_is_read_as_anything(value: JsonValue) -> None:
    assert isinstance(wire.text(value), str)
    assert wire.count(value) >= 0
    assert all(wire.texts(value))
    assert isinstance(wire.record(value), dict)
    assert all(isinstance(item, dict) for item in wire.records(value))
