from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.ui.terminal.keyboard import (
    ESCAPE_PATIENCE,
    KEY_PATIENCE,
    PASTE_END,
    PASTE_PATIENCE,
    PASTE_START,
    Keyboard,
)

HOSTILE = "x\x1b[2Jd\x1bd\x9bd\u202ed\x07\x00\r\n\td"
CLEAN = "x[2Jdddd\r\n\td"


def taken(*pieces: str) -> str:
    keyboard = Keyboard()
    return "".join(keyboard.take(piece) for piece in pieces)


def test_keys_pass_at_once() -> None:
    keyboard = Keyboard()
    for keys in ("a", "é漢", "\x1b[A", "\x1bOP", "\x1b[1;5C", "\x1bd", "\x03\t\r", "\x1b[24~"):
        assert keyboard.take(keys) == keys
        assert keyboard.patience is None


def test_a_paste_loses_its_control_characters_and_keeps_its_lines() -> None:
    assert taken(f"a{PASTE_START}{HOSTILE}{PASTE_END}b") == (f"a{PASTE_START}{CLEAN}{PASTE_END}b")


@given(st.lists(st.integers(0, 60)))
def test_a_stream_may_be_split_anywhere(cuts: list[int]) -> None:
    stream = f"a\x1b[A{PASTE_START}{HOSTILE}{PASTE_END}\x1b[1;5Cb{PASTE_START}y{PASTE_END}"
    places = sorted({cut for cut in cuts if cut <= len(stream)})
    pieces = [stream[a:b] for a, b in zip([0, *places], [*places, len(stream)], strict=True)]
    assert taken(*pieces) == taken(stream)


def test_an_end_mark_inside_a_paste_is_not_its_end() -> None:
    text = f"{PASTE_START}x{PASTE_END}ddd{PASTE_END}q"
    assert taken(text) == f"{PASTE_START}x[201~ddd{PASTE_END}q"


def test_two_pastes_are_two() -> None:
    text = f"{PASTE_START}x{PASTE_END}d{PASTE_START}y{PASTE_END}"
    assert taken(text) == text


def test_a_paste_without_an_end_is_given_out_after_a_while() -> None:
    keyboard = Keyboard()
    assert keyboard.take(f"{PASTE_START}x\x1bd") == ""
    assert keyboard.patience == PASTE_PATIENCE
    assert keyboard.release() == f"{PASTE_START}xd{PASTE_END}"
    assert keyboard.take("d") == "d"


def test_an_escape_is_a_key_when_nothing_follows() -> None:
    keyboard = Keyboard()
    assert keyboard.take("\x1b") == ""
    assert keyboard.patience == ESCAPE_PATIENCE
    assert keyboard.release() == "\x1b"
    assert keyboard.take("a\x1b\x1b") == "a"
    assert keyboard.release() == "\x1b\x1b"
    assert keyboard.release() == ""


def test_half_a_key_is_waited_for_and_never_typed() -> None:
    keyboard = Keyboard()
    assert keyboard.take("\x1b[1;") == ""
    assert keyboard.patience == KEY_PATIENCE
    assert keyboard.take("5C") == "\x1b[1;5C"
    keyboard.take("\x1b[1")
    assert keyboard.release() == ""


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1b]52;c;cXVpdA==\x07",
        "\x1bP>|xterm(388)\x1b\\",
        "\x1b[?62;22c",
        "\x1b[?2026;2$y",
        "\x1b[>41;388;0c",
    ],
)
def test_answers_to_questions_of_others_are_not_keys(answer: str) -> None:
    assert taken(f"a{answer}b") == "ab"
    for cut in range(1, len(answer)):
        assert taken(answer[:cut], answer[cut:]) == ""


def test_invisible_characters_are_not_typed() -> None:
    assert taken("a\u202eb\u200bc\x9bd") == "abcd"
