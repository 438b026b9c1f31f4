"""A far end that remembers: it hands bytes on to the sandbox, and keeps what passed.

What it heard is the source of the tokens to look for, and proves that a secret was really used. It
is kept in this process only, which is none of the places that are searched.
"""

from __future__ import annotations

import re

from tests.relay import Passes, Relay

_TOKEN = re.compile(rb"(?im)^x-subject-token:[ ]*([^\r\n]+)")


class RememberingRelay(Relay):
    """Lets everything pass; it is kept before it goes on: whoever has it can find it here."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint)
        self._heard: list[bytearray] = []
        self._told: list[bytearray] = []

    def ways(self) -> tuple[Passes, Passes]:
        """Return two that keep what passes."""
        return _keeping(self._heard), _keeping(self._told)

    @property
    def heard(self) -> bytes:
        """Everything that clients have sent."""
        return b"\n".join(map(bytes, list(self._heard)))

    @property
    def tokens(self) -> list[str]:
        """The tokens that were given out, in no particular order."""
        answers = b"\n".join(map(bytes, list(self._told)))
        return list(dict.fromkeys(found.decode() for found in _TOKEN.findall(answers)))


def _keeping(record: list[bytearray]) -> Passes:
    kept = bytearray()
    record.append(kept)

    def passes(piece: bytes) -> bool:
        kept.extend(piece)
        return True

    return passes
