from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.ui.terminal.rendition import PLAIN, Rendition, applied, change, of_blank

PARAMETERS = st.lists(
    st.sampled_from(
        [
            *("0", "", "1", "2", "4", "7", "22", "24", "27", "31", "39", "44", "49", "95", "107"),
            *("38;5;200", "48;5;17", "38;2;1;2;3", "48;2;4;5;6", "58"),
        ]
    )
).map(";".join)


@given(PARAMETERS, PARAMETERS)
def test_a_change_leads_from_one_look_to_the_other(one: str, other: str) -> None:
    old, new = applied(PLAIN, one), applied(PLAIN, other)
    sequence = change(old, new)
    if old == new:
        assert sequence == ""
    else:
        assert applied(old, sequence.removeprefix("\x1b[").removesuffix("m")) == new


@pytest.mark.parametrize(
    ("parameters", "look"),
    [
        ("1;31", Rendition(frozenset({1}), "31", "")),
        ("1;2;22;31", Rendition(frozenset(), "31", "")),
        ("38;5;9;1", Rendition(frozenset({1}), "38;5;9", "")),
        ("38;2;1;2;3;48;2;4;5;6", Rendition(frozenset(), "38;2;1;2;3", "48;2;4;5;6")),
        ("31;39;41;49", PLAIN),
        ("31;", PLAIN),
        ("", PLAIN),
        ("38", Rendition(frozenset(), "38;", "")),
    ],
)
def test_parameters_are_read_in_order(parameters: str, look: Rendition) -> None:
    assert applied(PLAIN, parameters) == look


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        ("1;31", "", "\x1b[m"),
        ("31", "1;31", "\x1b[1m"),
        ("1;31", "1;32", "\x1b[32m"),
        ("1;31", "31", "\x1b[;31m"),
        ("41", "31", "\x1b[;31m"),
    ],
)
def test_a_change_is_short_and_ends_things_by_a_reset_only(
    old: str, new: str, sequence: str
) -> None:
    assert change(applied(PLAIN, old), applied(PLAIN, new)) == sequence


def test_a_blank_keeps_what_is_seen_of_it() -> None:
    assert of_blank(applied(PLAIN, "1;3;31;44")) == applied(PLAIN, "44")
    for seen in ("7;31", "4;31", "9;31", "53;31"):
        assert of_blank(applied(PLAIN, seen)) == applied(PLAIN, seen)
