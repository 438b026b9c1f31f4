"""A fault on the way to the cloud: how much of it reaches the cloud, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from tests.faults.message import Response

Answers = Sequence[Response]
"""What the cloud has answered, once for each delivery."""


class End(Enum):
    """What becomes of the connection after what was told."""

    CLOSED = "closed"
    RESET = "reset"
    LEFT_OPEN = "left open until the client gives up"


@dataclass(frozen=True, slots=True)
class Telling:
    """What the client hears: `data`, after `late` seconds of real time, then the `end`."""

    data: bytes = b""
    end: End = End.CLOSED
    late: float = 0.0


class Reading(Enum):
    """How far the proxy reads a request before the fault strikes."""

    NOTHING = "nobody listens: the connection is refused"
    LINE = "only its first line"
    ALL = "all of it"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `sentence` is its line in the table.

    The request reaches the cloud `deliveries` times, then the client is told what `tell` makes of
    the cloud's answers. It strikes `times` times, None for as long as the test lasts. A duplicate
    is told of a change only: reading twice is nothing.
    """

    name: str
    sentence: str
    deliveries: int
    tell: Callable[[Answers], Telling]
    reading: Reading = Reading.ALL
    times: int | None = 1

    @property
    def arrives(self) -> bool:
        """Whether the request reaches the cloud."""
        return self.deliveries > 0
