"""What arrives from the terminal, made fit to be taken for keys.

Three things that are not keys look like keys to Textual's parser: the rest of a paste behind an
escape character inside it (it would run bindings), the terminal's answers to questions that a
program before us has asked, and characters that nobody types but some text on the web contains.
"""

from __future__ import annotations

import re
from typing import Final

from drilltui.domain.plain_text import UNSAFE

PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"
"""The marks of a bracketed paste (xterm's mode 2004)."""

# Operating system commands, device control strings and the like, and reports with a private mark:
# complete ones only, so that a person's Alt+] is still Alt+].
_ANSWERS: Final = re.compile(
    r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS, APC, PM, SOS
    r"|\x1b\[[?>=][\d;:]*\$?[a-zA-Z]"  # device attributes, mode reports
)
_KEPT_IN_PASTES: Final = frozenset("\t\n\r")

# The start of a key or an answer whose rest has not been read yet.
_UNFINISHED: Final = re.compile(r"\x1b+(?:\[[?<>=]?[\d;:]*\$?|O|[\]P_^X][^\x07\x1b]*\x1b?)?\Z")

ESCAPE: Final = "\x1b"
"""A key by itself, and the start of most others."""

ESCAPE_PATIENCE: Final = 0.1
"""Seconds to wait whether an escape is the start of something; a link may split what it starts."""

KEY_PATIENCE: Final = 1.0
"""Seconds to wait for the rest of what has surely begun."""

PASTE_PATIENCE: Final = 5.0
"""Seconds to wait for the rest of a paste whose end mark may have been lost."""


class Keyboard:
    """Cleans the stream of input; a key, an answer or a mark may be split over any two pieces."""

    def __init__(self) -> None:
        self._held = ""

    @property
    def patience(self) -> float | None:
        """Seconds to wait for more before `release`, or None while nothing is held back."""
        if not self._held:
            return None
        if self._held.startswith(PASTE_START):
            return PASTE_PATIENCE
        return KEY_PATIENCE if self._held.strip(ESCAPE) else ESCAPE_PATIENCE

    def take(self, piece: str) -> str:
        """Return what of `piece`, and of what was held back, may be parsed now.

        A paste is held back until its end is there, and comes out whole, without a control
        character between its marks. So is a key of which only the start is known.
        """
        text, self._held = self._held + piece, ""
        ready: list[str] = []
        while (start := text.find(PASTE_START)) >= 0:
            end = _paste_end(text, start)
            ready.append(_typed(text[:start]))
            if end < 0:
                self._held = text[start:]
                return "".join(ready)
            ready.append(_pasted(text[start + len(PASTE_START) : end]))
            text = text[end + len(PASTE_END) :]
        if unfinished := _UNFINISHED.search(text):
            self._held = unfinished[0]
            text = text[: unfinished.start()]
        return "".join([*ready, _typed(text)])

    def release(self) -> str:
        """Return what can be made of what was held back, as nothing comes to complete it.

        That is a paste, or one or more escapes, or nothing: half a sequence is no key.
        """
        held, self._held = self._held, ""
        if held.startswith(PASTE_START):
            return _pasted(held[len(PASTE_START) :])
        return "" if held.strip(ESCAPE) else held


def _paste_end(text: str, start: int) -> int:
    """Return where the paste that begins at `start` ends, or -1.

    Text that itself holds an end mark would end its paste early and type the rest. The last end
    mark counts that has arrived before another start.
    """
    first = text.find(PASTE_END, start)
    if first < 0:
        return -1
    another = text.find(PASTE_START, first)
    return text.rfind(PASTE_END, first, another if another >= 0 else len(text))


def _typed(text: str) -> str:
    return UNSAFE.sub(lambda found: found[0] if found[0] < "\x80" else "", _ANSWERS.sub("", text))


def _pasted(text: str) -> str:
    clean = UNSAFE.sub(lambda found: found[0] if found[0] in _KEPT_IN_PASTES else "", text)
    return f"{PASTE_START}{clean}{PASTE_END}"
