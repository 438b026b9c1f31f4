"""The service's rules for what a person types, as pure functions: value in, problem or None out.

Sources: SDRS API, "Creating a DR Drill" (name: 1 to 64 bytes, letters, digits, `.` `_` `-`; code
SDRS.0202 otherwise) and the UUID form of VPC ids (SDRS.0204 otherwise).
"""

from __future__ import annotations

import string
from dataclasses import dataclass

from drilltui.domain.language import tr

NAME_BYTES = 64
NAME_CHARACTERS = frozenset(string.ascii_letters + string.digits + "._-")

_HEX = frozenset(string.hexdigits)
_UUID_LENGTH = 36
_UUID_DASHES = frozenset({8, 13, 18, 23})


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value cannot be sent.

    `text` is one short sentence; `character` and `position` (counted from 1, in characters) name
    the place when there is one; `code` is the error the service would answer with.
    """

    text: str
    code: str
    character: str | None = None
    position: int | None = None


def name_bytes(value: str) -> int:
    """Return how many bytes of the name limit `value` uses (UTF-8)."""
    return len(value.encode("utf-8", "surrogatepass"))


def name_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a drill's name, or None when it can."""
    code = "SDRS.0202"
    if not value:
        return Problem(tr("a name is needed: letters, digits, . _ -"), code)
    for position, character in enumerate(value, start=1):
        if character not in NAME_CHARACTERS:
            return Problem(tr("only letters, digits, . _ -"), code, character, position)
    if (used := name_bytes(value)) > NAME_BYTES:
        text = tr("{used} bytes, at most {most}", used=used, most=NAME_BYTES)
        return Problem(text, code, value[NAME_BYTES], NAME_BYTES + 1)
    return None


def vpc_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a VPC's id (UUID form: 8-4-4-4-12 hex digits), or None."""
    code = "SDRS.0204"
    if not value:
        return Problem(tr("a VPC id is needed, or choose from the list"), code)
    for index, character in enumerate(value[:_UUID_LENGTH]):
        if index in _UUID_DASHES:
            if character != "-":
                return Problem(tr("a dash belongs here (8-4-4-4-12)"), code, character, index + 1)
        elif character not in _HEX:
            return Problem(tr("only 0-9 and a-f between the dashes"), code, character, index + 1)
    if len(value) > _UUID_LENGTH:
        text = tr("{count} characters, a VPC id has {most}", count=len(value), most=_UUID_LENGTH)
        return Problem(text, code, value[_UUID_LENGTH], _UUID_LENGTH + 1)
    if len(value) < _UUID_LENGTH:
        return Problem(
            tr("{count} of {most} characters (8-4-4-4-12)", count=len(value), most=_UUID_LENGTH),
            code,
        )
    return None
