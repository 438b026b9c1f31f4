"""Random numbers that belong to a label, for things that are made one by one in any order.

To begin a ``random.Random`` costs as much as everything else about such a thing.
"""

from hashlib import blake2b
from struct import Struct
from typing import Final

_EIGHT: Final = Struct("<8Q")


def eight_draws(label: str) -> tuple[int, ...]:
    """Eight random numbers of 64 bits, the same for the same ``label``."""
    return _EIGHT.unpack(blake2b(label.encode()).digest())


class LabelledBits:
    """A stream of random bits, the same for the same ``label``."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn = 0

    def getrandbits(self, k: int, /) -> int:
        """A number of ``k`` random bits, 512 at the most."""
        label = f"{self._label}/{self._drawn}".encode()
        self._drawn += 1
        digest = blake2b(label, digest_size=-(-k // 8)).digest()
        return int.from_bytes(digest) >> -k % 8
