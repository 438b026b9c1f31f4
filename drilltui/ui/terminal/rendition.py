"""How a cell looks, as ECMA-48 `SGR` attributes, and the cheapest way from one look to the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

# Attribute code -> the code that ends it (ECMA-48 8.3.117; 53/55 as in xterm).
_ENDS: Final = {
    1: 22,
    2: 22,
    3: 23,
    4: 24,
    5: 25,
    6: 25,
    7: 27,
    8: 28,
    9: 29,
    21: 24,
    51: 54,
    52: 54,
    53: 55,
}

# Underline, blink (of a reversed cell), reverse, strike, double underline, frame, circle, overline.
_SEEN_ON_BLANKS: Final = frozenset({4, 5, 6, 7, 9, 21, 51, 52, 53})


class Rendition(NamedTuple):
    """The attributes and colours of a cell; colours as SGR parameters, empty for the default."""

    attributes: frozenset[int] = frozenset()
    foreground: str = ""
    background: str = ""


PLAIN: Final = Rendition()
"""The look after a reset."""


@lru_cache(maxsize=4096)
def applied(look: Rendition, parameters: str) -> Rendition:
    """Return `look` after `CSI parameters m`; parameters nobody defined change nothing."""
    attributes, foreground, background = set(look.attributes), look.foreground, look.background
    numbers = iter(parameters.split(";"))
    for text in numbers:
        code = int(text or "0")
        if code == 0:
            attributes, foreground, background = set(), "", ""
        elif code in _ENDS:
            attributes.add(code)
        elif 30 <= code <= 39 or 90 <= code <= 97:
            foreground = _colour(text, numbers)
        elif 40 <= code <= 49 or 100 <= code <= 107:
            background = _colour(text, numbers)
        else:
            attributes -= {begun for begun, end in _ENDS.items() if end == code}
    return Rendition(frozenset(attributes), foreground, background)


def _colour(first: str, rest: Iterator[str]) -> str:
    """Return the parameters of one colour, taking what follows `38` or `48` out of `rest`."""
    if first in {"39", "49"}:
        return ""
    if first not in {"38", "48"}:
        return first
    kind = next(rest, "")
    return ";".join([first, kind, *islice(rest, 3 if kind == "2" else 1)])


@lru_cache(maxsize=4096)
def of_blank(look: Rendition) -> Rendition:
    """Return the simplest rendition that shows a space exactly as `look` does."""
    if look.attributes & _SEEN_ON_BLANKS:
        return look
    return Rendition(background=look.background)


@lru_cache(maxsize=4096)
def change(old: Rendition, new: Rendition) -> str:
    """Return the shortest sequence that turns `old` into `new`, empty when they are equal.

    Only what every terminal knows is relied on: an attribute or a colour is never ended by a code
    of its own (a vt100 has none), but by a reset followed by what remains.
    """
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    from_reset = f"\x1b[;{_parameters(PLAIN, new)}m"
    if old.attributes - new.attributes or _ends_colour(old, new):
        return from_reset
    return min(f"\x1b[{_parameters(old, new)}m", from_reset, key=len)


def _ends_colour(old: Rendition, new: Rendition) -> bool:
    return bool((old.foreground and not new.foreground) or (old.background and not new.background))


def _parameters(old: Rendition, new: Rendition) -> str:
    """Return what has to be added to `old` to have `new`."""
    parts = [str(code) for code in sorted(new.attributes - old.attributes)]
    if new.foreground != old.foreground:
        parts.append(new.foreground)
    if new.background != old.background:
        parts.append(new.background)
    return ";".join(parts)
