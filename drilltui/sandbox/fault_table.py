"""The tables ``[[faults]]`` and ``[access]`` of a scenario: the wire, and who calls."""

from dataclasses import dataclass
from typing import Final

#: What a fault may do.
DEEDS: Final = ("lose-answer", "lose-request", "throttle", "expire", "delay")


@dataclass(frozen=True, slots=True)
class FaultTable:
    """What happens to some requests for the operation ``on`` (see ``operations``).

    It strikes the ``nth`` of them and the ``times - 1`` that follow. ``does`` says how:
    ``"lose-answer"`` breaks the connection once the cloud has done what was asked,
    ``"lose-request"`` before anything of it arrived; ``"throttle"`` answers 429, with
    ``retry_after`` seconds (0: without); ``"expire"`` ends the token or key that the request comes
    with; ``"delay"`` keeps it waiting for so many ``seconds`` of the world.
    """

    on: str
    does: str
    nth: int = 1
    times: int = 1
    retry_after: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class AccessTable:
    """How a rehearsal of this scenario signs in: with a ``"key"``, or with a ``"password"``."""

    road: str = "key"
