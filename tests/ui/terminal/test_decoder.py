from __future__ import annotations

import pytest
from textual import events

from drilltui.ui.terminal.decoder import Decoder


def keys(*pieces: str) -> list[str]:
    decoder = Decoder()
    found = [message for piece in pieces for message in decoder.messages(piece)]
    return [one.key if isinstance(one, events.Key) else type(one).__name__ for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("q", ["q"]),
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[A", ["up"]),
        ("\x1bOP", ["f1"]),
        ("\x1b[15~", ["f5"]),
        ("\x1bn", ["alt+n"]),
        ("\x1b\x1bn", ["escape", "alt+n"]),
        ("\x1bnj", ["alt+n", "j"]),
        ("\x1b[xjq", ["j", "q"]),
        ("\x1b[999;5xq", ["q"]),
    ],
)
def test_every_whole_unit_is_told_at_once(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("before", ["\x1bn", "\x1b\r", "\x1b[x", "\x1b[110;5u", "\x1bOz"])
def test_no_sequence_swallows_the_keys_behind_it(before: str) -> None:
    assert keys(before, "j", "?", "\x03", "\x1b[B")[-4:] == ["j", "question_mark", "ctrl+c", "down"]


def test_a_paste_stays_one_paste() -> None:
    decoder = Decoder()
    (paste,) = decoder.messages("\x1b[200~two\nlines [x\x1b[201~")
    assert isinstance(paste, events.Paste)
    assert paste.text == "two\nlines [x"
    assert keys("\x1b[200~a\x1b[201~", "q") == ["Paste", "q"]
