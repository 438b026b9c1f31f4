"""How far this host's clock is off, in words and as a finding.

A signed request whose date is more than 15 minutes off is refused (API Signing Guide, FAQ).
"""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.finding import Finding
from drilltui.domain.verdict import Verdict

TOLERANCE = timedelta(minutes=15)
"""How far X-Sdk-Date may be off."""

NOTABLE = timedelta(minutes=2)
"""From here on it is worth saying, before it stops anything."""

NOTICED = timedelta(seconds=5)
"""Below this a difference may be the network's."""

SET_CLOCK = "Set this host's clock (timedatectl, chronyc) and try again."


def skew_words(skew: timedelta) -> str:
    """Say `skew`, the cloud's clock minus ours: ``this host is 17 min behind``."""
    side = "behind" if skew > timedelta() else "ahead"
    seconds = abs(skew).total_seconds()
    amount = f"{round(seconds / 60)} min" if seconds >= 120 else f"{round(seconds)} s"
    return f"this host is {amount} {side}"


def skew_finding(skew: timedelta | None) -> Finding:
    """Judge `skew`; None is an answer without a date."""
    if skew is None:
        return Finding("clock", Verdict.UNKNOWN, "the answer told no time")
    if abs(skew) > TOLERANCE:
        return Finding("clock", Verdict.STOP, f"{skew_words(skew)}, 15 min are allowed", SET_CLOCK)
    if abs(skew) > NOTABLE:
        return Finding("clock", Verdict.WARN, skew_words(skew), SET_CLOCK)
    exact = abs(skew) < NOTICED
    return Finding("clock", Verdict.OK, "right" if exact else skew_words(skew))
