"""From cleaned input to Textual's messages, one whole unit at a time.

Textual's parser waits for more after Alt+letter and after a sequence that it does not know, and
takes every key until then for a part of it. Whether more belongs to a sequence is known here: a
`Keyboard` hands over whole ones only. So Alt+letter is told at once, and what nobody knows is
dropped instead of swallowing what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from drilltui.ui.terminal.keyboard import ESCAPE

_UNIT: Final = re.compile(
    r"\x1b\[\[?[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]"  # CSI: arrows, marks of a paste, mouse
    r"|\x1bO."  # SS3: function keys
    r"|\x1b[^\x1b]"  # Alt and a character
    r"|\x1b"
    r"|[^\x1b]+",
    re.DOTALL,
)
"""A whole sequence (ECMA-48, 5.4; the kernel console's `ESC [ [ A` too), or text between two."""

_ALT_LENGTH: Final = 2


class Decoder:
    """Makes messages of text whose sequences are whole."""

    def __init__(self, debug: bool = False) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)

    def messages(self, text: str) -> Iterator[Message]:
        """Yield what `text` says; nothing of it is kept for later but the inside of a paste."""
        for unit in _UNIT.findall(text):
            if unit == ESCAPE:
                yield events.Key("escape", ESCAPE)
                continue
            yield from self._parser.feed(unit)
            if self._waits():
                yield from self._given_up(unit)

    def _waits(self) -> bool:
        return self._parser._timeout_time is not None

    def _given_up(self, unit: str) -> Iterator[Message]:
        """Yield Alt and a character; of anything else nothing, and begin anew."""
        if len(unit) == _ALT_LENGTH:
            self._parser._timeout_time = 0.0
            yield from self._parser.tick()
        else:
            self._parser = XTermParser(self._debug)
