"""Identifiers that look like the service's and come out the same for the same seed.

Forms (API reference, limits): resources carry UUIDs with dashes; projects, accounts, users and
requests 32 hexadecimal characters; jobs 32 characters that start like ``ff808082``.
"""

import random
import re
from typing import Final, Protocol

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")

#: Any odd number: the tail of a UUID that carries a number shall not look like its head.
_STRIDE: Final = 0x9E3779B1
_TAILS: Final = 1 << 32
#: The bits of a UUID that are not random, and what they are: version 4, variant 1 (RFC 9562).
_MARKED: Final = 0xF000 << 64 | 0xC000 << 48
_MARKS: Final = 0x4000 << 64 | 0x8000 << 48


class BitSource(Protocol):
    """Where random bits come from, such as a ``random.Random``."""

    def getrandbits(self, k: int, /) -> int:
        """A number of ``k`` random bits."""


class Identifiers:
    """A stream of identifiers drawn from one random source."""

    def __init__(self, rng: BitSource) -> None:
        self._rng = rng

    def uuid(self) -> str:
        """A version 4 UUID, 36 characters."""
        return _uuid_of(self._rng.getrandbits(128))

    def hex32(self) -> str:
        """32 lower-case hexadecimal characters."""
        return f"{self._rng.getrandbits(128):032x}"

    def job(self) -> str:
        """32 characters in the fashion of the service's job IDs."""
        return f"ff808082{self._rng.getrandbits(96):024x}"

    def mac(self) -> str:
        """A MAC address under the prefix OpenStack gives its ports."""
        tail = f"{self._rng.getrandbits(24):06x}"
        return f"fa:16:3e:{tail[:2]}:{tail[2:4]}:{tail[4:]}"


class NumberedIdentifiers(Identifiers):
    """A stream whose UUIDs carry ``number``, 32 bits at most, for ``number_in`` to tell."""

    def __init__(self, rng: BitSource, number: int) -> None:
        super().__init__(rng)
        self._number = number

    def uuid(self) -> str:
        """A version 4 UUID whose last 32 bits are its first ones, multiplied, and the number."""
        head = self._rng.getrandbits(96)
        tail = ((head >> 64) * _STRIDE + self._number) % _TAILS
        return _uuid_of(head << 32 | tail)


def identifiers_for(seed: int, *labels: str) -> Identifiers:
    """The stream that belongs to ``labels``: adding other things to a world leaves it alone."""
    return Identifiers(random.Random("\x1f".join((str(seed), *labels))))


def is_uuid(text: str) -> bool:
    """Whether ``text`` has the form of a UUID with dashes."""
    return _UUID.fullmatch(text) is not None


def number_in(text: str) -> int | None:
    """The number that a UUID carries (of a UUID that carries none: any), None for other text."""
    if not is_uuid(text):
        return None
    return (int(text[-8:], 16) - int(text[:8], 16) * _STRIDE) % _TAILS


def _uuid_of(bits: int) -> str:
    text = f"{bits & ~_MARKED | _MARKS:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
