"""Text from outside, made harmless for a terminal.

A name from the cloud may hold escape sequences, C1 controls, text-direction marks or lone
surrogates. All of them would act on the terminal (or break the output encoding) instead of being
shown, so each is replaced by a question mark: visible, one cell wide, obeyed by nobody.
"""

from __future__ import annotations

import re

UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # unseen, width-changing
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # the same, of rare scripts
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, separators, bidi
    "\ufe00-\ufe0f\ufff0-\ufffb"  # variation selectors and annotations
    "\ud800-\udfff"  # lone surrogates: no encoding takes them
    "\U000e0000-\U000e0fff"  # tags and further variation selectors
    "]"
)


def plain(text: str) -> str:
    """Return `text` with every character that a terminal might obey replaced by `?`.

    The result has the same number of characters, so positions reported to a person stay true.
    """
    return UNSAFE.sub("?", text)
