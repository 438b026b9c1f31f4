"""Time that was lost or set: told by the wall clock against the monotonic one.

The monotonic clock of Linux stands still while the machine sleeps, and nobody can set it
(clock_gettime(2), CLOCK_MONOTONIC).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.language import tr
from drilltui.domain.rules import rules


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment by both clocks."""

    wall: datetime
    monotonic: float


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The wall clock has gone `seconds` further than time has passed; negative for set back."""

    seconds: float

    @property
    def words(self) -> str:
        """Say it: ``slept 2 h``, ``clock set back 5 min``."""
        if self.seconds > 0:
            return tr("slept {length}", length=_length(self.seconds))
        return tr("clock set back {length}", length=_length(-self.seconds))

    @property
    def doubt(self) -> str:
        """What it may have been as well: from here both look the same."""
        return tr("or its clock was set ahead") if self.seconds > 0 else ""


def jump_between(before: Moment, after: Moment) -> ClockJump | None:
    """Return what happened between two moments; None for nothing but time, and small corrections.

    Moments a few seconds apart tell jumps from a clock that is slewed all the while.
    """
    passed = after.monotonic - before.monotonic
    seconds = (after.wall - before.wall).total_seconds() - passed
    return ClockJump(seconds) if abs(seconds) >= notice() else None


def notice() -> float:
    """Return from how many seconds on a difference of times is worth something being done."""
    return float(rules("watching")["sleep"]["notice"])


def _length(seconds: float) -> str:
    if seconds < 120:
        return tr("{seconds} s", seconds=f"{seconds:.0f}")
    if seconds < 7200:
        return tr("{minutes} min", minutes=f"{seconds / 60:.0f}")
    return tr("{hours} h", hours=f"{seconds / 3600:.0f}")
