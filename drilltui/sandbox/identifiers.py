"""Identifiers that look like the service's and come out the same for the same seed.

Forms (API reference, limits): resources carry UUIDs with dashes; projects, accounts, users and
requests 32 hexadecimal characters; jobs 32 characters that start like ``ff808082``.
"""

import random
import re
from typing import Final

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


class Identifiers:
    """A stream of identifiers drawn from one random source."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def uuid(self) -> str:
        """A version 4 UUID, 36 characters."""
        text = f"{self._rng.getrandbits(128):032x}"
        variant = "89ab"[int(text[16], 16) & 3]
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"

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


def identifiers_for(seed: int, *labels: str) -> Identifiers:
    """The stream that belongs to ``labels``: adding other things to a world leaves it alone."""
    return Identifiers(random.Random("\x1f".join((str(seed), *labels))))


def is_uuid(text: str) -> bool:
    """Whether ``text`` has the form of a UUID with dashes."""
    return _UUID.fullmatch(text) is not None
