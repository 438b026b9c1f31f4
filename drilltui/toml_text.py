"""TOML that anybody may have written: what it says, within what people write."""

from __future__ import annotations

import re

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

_LONG_KEY = re.compile(r"(?:\.[ \t]*[\w\"'-]+[ \t]*){64}")
"""Keys in keys in keys: the library keeps each beginning of one, gigabytes in the end."""

_MOST = 2**63
"""Integers of TOML have 64 bits; the library takes any, and Python cannot write long ones down."""


class TooDeep(ValueError):
    """Lists in lists, or keys in keys, deeper than can be followed."""


class NumberTooLong(ValueError):
    """A whole number that has no place in 64 bits."""


def parsed(text: str) -> dict[str, Any]:
    """Return what `text` says.

    Raises ValueError: tomllib.TOMLDecodeError for what is no TOML, TooDeep, NumberTooLong.
    """
    import tomllib  # here: who only looks for a file does not pay for it

    if _LONG_KEY.search(text):
        raise TooDeep
    try:
        told = tomllib.loads(text)
    except RecursionError:
        raise TooDeep from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # of int(), for more digits than it takes
        raise NumberTooLong from None
    _check_numbers(told)
    return told


def _check_numbers(told: dict[str, Any]) -> None:
    """Raise NumberTooLong for one that has no place in 64 bits."""
    rest: list[object] = [told]
    while rest:  # no recursion: this may be as deep as the library could follow
        match rest.pop():
            case dict(table):
                rest += table.values()
            case list(array):
                rest += array
            case int(number) if not -_MOST <= number < _MOST:
                raise NumberTooLong
