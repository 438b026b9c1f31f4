from __future__ import annotations

import base64
import re

import pytest

from drilltui.ui.terminal.clipboard import LIMIT, copy, sequence

PLAIN = "\x1b]52;c;bmFtZQ==\x07"


def test_it_is_one_sequence_on_a_terminal() -> None:
    assert sequence("name", {}) == PLAIN


def test_tmux_gets_it_plain_and_passed_through() -> None:
    assert sequence("name", {"TMUX": "/tmp/x,1,0"}) == (
        f"{PLAIN}\x1bPtmux;\x1b\x1b]52;c;bmFtZQ==\x07\x1b\\"
    )


def test_screen_gets_pieces_that_it_does_not_cut() -> None:
    text = "x" * 3000
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sequence(text, {"STY": "1.pts"}), re.DOTALL)
    assert all(len(piece) < 768 for piece in pieces)
    assert "".join(pieces) == sequence(text, {})


def test_copying_tells_that_nobody_knows() -> None:
    written: list[str] = []
    told = copy("größer 漢", written.append, {})
    assert "may not have taken it" in told
    (output,) = written
    assert base64.b64decode(output[7:-1]).decode() == "größer 漢"


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "nothing to copy"), ("x" * (LIMIT + 1), str(LIMIT)), ("漢" * LIMIT, str(3 * LIMIT))],
)
def test_what_is_not_copied_is_said(text: str, told: str) -> None:
    written: list[str] = []
    assert told in copy(text, written.append, {})
    assert not written


def test_a_text_of_the_limit_is_copied() -> None:
    written: list[str] = []
    copy("x" * LIMIT, written.append, {})
    assert written


def test_text_that_has_no_encoding_does_not_fail() -> None:
    written: list[str] = []
    copy("a\ud800", written.append, {})
    assert written == [sequence("a?", {})]
