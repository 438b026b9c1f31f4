"""How a clean-up goes on: one line for each step, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drilltui.domain.drill_vpc import Removal


class Stage(StrEnum):
    """How far the removal of one thing is."""

    LOOKING = "looking"
    SENT = "sent"
    AGAIN = "in use, tried again"
    SETTLING = "no answer, looked up"
    GONE = "gone"
    STAYS = "stays"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """What has just been seen of one removal; `words` says more, `tries` counts calls."""

    removal: Removal
    stage: Stage
    words: str = ""
    tries: int = 0

    @property
    def over(self) -> bool:
        """True when there will be no more news of this removal."""
        return self.stage in (Stage.GONE, Stage.STAYS, Stage.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Cleared:
    """How a clean-up ended: its last steps, and what kept the rest, in sentences."""

    steps: tuple[Step, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """True when all that was planned is gone."""
        return not self.kept and all(step.stage is Stage.GONE for step in self.steps)

    @property
    def unknown(self) -> bool:
        """True when nobody knows whether a removal was done."""
        return any(step.stage is Stage.UNKNOWN for step in self.steps)
