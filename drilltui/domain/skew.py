"""How far this host's clock is off, in words and as a finding.

A signed request whose date is more than 15 minutes off is refused (API Signing Guide, FAQ).
"""

from __future__ import annotations

from datetime import timedelta

from drilltui.domain.finding import Finding
from drilltui.domain.language import marked, tr
from drilltui.domain.verdict import Verdict

TOLERANCE = timedelta(minutes=15)
"""How far X-Sdk-Date may be off."""

NOTABLE = timedelta(minutes=2)
"""From here on it is worth saying, before it stops anything."""

NOTICED = timedelta(seconds=5)
"""Below this a difference may be the network's."""

SET_CLOCK = marked("Set this host's clock (timedatectl, chronyc) and try again.")


def skew_words(skew: timedelta) -> str:
    """Say `skew`, the cloud's clock minus ours: ``this host is 17 min behind``."""
    seconds = abs(skew).total_seconds()
    if seconds >= NOTABLE.total_seconds():
        amount = tr("{minutes} min", minutes=round(seconds / 60))
    else:
        amount = tr("{seconds} s", seconds=round(seconds))
    if skew > timedelta():
        return tr("this host is {amount} behind", amount=amount)
    return tr("this host is {amount} ahead", amount=amount)


def too_far(skew: timedelta) -> str:
    """Say that the clock is further off than a signed request may be."""
    return tr("{skew}, 15 min are allowed", skew=skew_words(skew))


def skew_finding(skew: timedelta | None) -> Finding:
    """Judge `skew`; None is an answer without a date."""
    if skew is None:
        return Finding("clock", Verdict.UNKNOWN, tr("the answer told no time"))
    if abs(skew) > TOLERANCE:
        return Finding("clock", Verdict.STOP, too_far(skew), tr(SET_CLOCK))
    if abs(skew) > NOTABLE:
        return Finding("clock", Verdict.WARN, skew_words(skew), tr(SET_CLOCK))
    exact = abs(skew) < NOTICED
    return Finding("clock", Verdict.OK, tr("right") if exact else skew_words(skew))
