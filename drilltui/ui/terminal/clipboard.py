"""Text to the clipboard of the terminal in front of the person, by xterm's OSC 52."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Final

from drilltui.domain.language import tr

LIMIT: Final = 8192
"""Most bytes of text: they become 11 kB, five seconds of a slow link, and terminals refuse more."""

_SCREEN_PIECE: Final = 512
"""GNU screen cuts device control strings at 768 bytes; it joins those that follow each other."""


def copy(text: str, write: Callable[[str], object], environ: Mapping[str, str]) -> str:
    """Offer `text` to the terminal's clipboard through `write`; return a sentence on what was done.

    There is no answer to OSC 52: many terminals ask their owner first, or ignore it.
    """
    size = len(text.encode("utf-8", "replace"))
    if not size:
        return tr("There is nothing to copy.")
    if size > LIMIT:
        return tr(
            "Not copied: {size} bytes are more than the {most} that a terminal surely takes.",
            size=size,
            most=LIMIT,
        )
    write(sequence(text, environ))
    return tr("Sent to the terminal's clipboard; it may not have taken it.")


def sequence(text: str, environ: Mapping[str, str]) -> str:
    """Return the control sequence that sets the clipboard, wrapped for a multiplexer around us.

    tmux takes the plain one with `set-clipboard on` and the wrapped one with `allow-passthrough
    on`, so it gets both.
    """
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    plain = f"\x1b]52;c;{encoded}\x07"
    if environ.get("TMUX"):
        return f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"
    if environ.get("STY"):
        pieces = (plain[at : at + _SCREEN_PIECE] for at in range(0, len(plain), _SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain
