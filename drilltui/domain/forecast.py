"""How long a drill usually takes, from those of the past. Pure.

Only the cloud's own times are used, and only of jobs that succeeded. With few of them there is no
forecast, and so never an alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from statistics import median

from drilltui.domain.cloud_id import same_id
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import SUCCESS
from drilltui.domain.language import marked, tr
from drilltui.domain.rules import rules

THIS_GROUP, ALL_GROUPS = marked("this group"), marked("all groups")


@dataclass(frozen=True, slots=True)
class Past:
    """A job that succeeded: for which group, with how many servers (0: not known), how long."""

    action: str
    group_id: str
    servers: int
    took: timedelta


@dataclass(frozen=True, slots=True)
class Forecast:
    """How long it usually takes; `low` and `high` are the fastest and the slowest so far.

    Both are brought to the number of servers asked for. `samples` is how many drills say so, and
    `basis` of which groups.
    """

    usual: timedelta
    low: timedelta
    high: timedelta
    samples: int
    basis: str

    def slower(self, elapsed: float) -> bool:
        """True when `elapsed` seconds are clearly more than the slowest has taken so far."""
        book = rules("forecast")
        margin = max(float(book["pause"]), self.usual.total_seconds() * float(book["margin"]))
        return elapsed > self.high.total_seconds() + margin

    def slow_words(self, elapsed: float) -> str:
        """Return ``slower than usual (usually 2 min 10 s, now 6 min)``."""
        usual = in_words(self.usual.total_seconds())
        return tr(
            "slower than usual (usually {usual}, now {now})", usual=usual, now=in_words(elapsed)
        )


def past_of(exercises: Iterable[Exercise]) -> tuple[Past, ...]:
    """Return the jobs of records that succeeded and whose times the cloud has told."""
    found: list[Past] = []
    for exercise in exercises:
        for call in exercise.calls:
            if call.job_status == SUCCESS and call.job_begin and call.job_end:
                took = call.job_end - call.job_begin
                if took > timedelta():
                    servers = call.servers or exercise.servers
                    found.append(Past(call.action, exercise.group_id, servers, took))
    return tuple(found)


def forecast(past: Sequence[Past], action: str, group_id: str, servers: int = 0) -> Forecast | None:
    """Return how long `action` usually takes with so many servers (0: not known); None for unsure.

    Drills of the same group say so, where there are enough of them, else those of all groups.
    """
    alike = [one for one in past if one.action == action]
    own = [one for one in alike if same_id(one.group_id, group_id)]
    return _of(own, servers, THIS_GROUP) or _of(alike, servers, ALL_GROUPS)


def _of(past: Sequence[Past], servers: int, basis: str) -> Forecast | None:
    least = int(rules("forecast")["least"])
    same_size = [one for one in past if servers and one.servers == servers]
    if len(same_size) >= least:
        return _spread([one.took.total_seconds() for one in same_size], basis)
    if not servers:
        seconds = [one.took.total_seconds() for one in past]
        return _spread(seconds, basis) if len(past) >= least else None
    sized = [one for one in past if one.servers]
    if len(sized) < least or not _within_reach(sized, servers):
        return None
    slope = _slope(sized)
    # What each would have taken with as many servers as there are now.
    brought = [one.took.total_seconds() + slope * (servers - one.servers) for one in sized]
    if min(brought) <= 0:
        return None  # no straight line leads from there to here
    # None was ever faster: that fewer servers are so much faster is only the line's word.
    fastest = min(one.took.total_seconds() for one in sized)
    return _spread([max(fastest, one) for one in brought], basis)


def _spread(seconds: Sequence[float], basis: str) -> Forecast:
    usual, low, high = (
        timedelta(seconds=one) for one in (median(seconds), min(seconds), max(seconds))
    )
    return Forecast(usual, low, high, len(seconds), basis)


def _within_reach(past: Sequence[Past], servers: int) -> bool:
    reach = float(rules("forecast")["reach"])
    sizes = [one.servers for one in past]
    return min(sizes) / reach <= servers <= max(sizes) * reach


def _slope(past: Sequence[Past]) -> float:
    """Return the seconds for each further server: the median over all pairs (Theil and Sen).

    One drill that hung moves it little. More servers are never taken to be faster.
    """
    slopes = [
        (one.took - other.took).total_seconds() / (one.servers - other.servers)
        for one, other in combinations(past, 2)
        if one.servers != other.servers
    ]
    return max(0.0, median(slopes)) if slopes else 0.0


def in_words(seconds: float) -> str:
    """Return ``45 s``, ``2 min 10 s``, ``6 min`` or ``1 h 5 min``; never negative."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (0 if hours else rest, "s"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"
