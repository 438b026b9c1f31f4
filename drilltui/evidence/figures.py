"""What two drills of a group are compared by: few figures, which an export carries along. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.clocks import RecoveryClock, clocks
from drilltui.domain.event_data import moment, number, text
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Figures:
    """One drill in figures. Seconds are None where a clock was not stopped; texts may be empty.

    `seen` is the fingerprint of what preflight saw: another one says that something has changed.
    """

    record_id: str
    drill_id: str = ""
    drill: str = ""
    begun_at: datetime | None = None
    servers_up: int | None = None
    service_verified: int | None = None
    servers: int = 0
    result: str = ""
    seen: str = ""


def figures_of(exercise: Exercise) -> Figures:
    """Return the figures of a drill."""
    timed = clocks(exercise)
    return Figures(
        exercise.record_id,
        exercise.drill_id,
        exercise.name,
        exercise.create.at if exercise.create else exercise.opened_at,
        _seconds(timed.servers),
        _seconds(timed.service),
        exercise.servers,
        exercise.said.result,
        text(exercise.preflight, "fingerprint"),
    )


def record_of_figures(figures: Figures) -> dict[str, JsonValue]:
    """Return the figures as JSON."""
    return {
        "record": figures.record_id,
        "drill_id": figures.drill_id,
        "drill": figures.drill,
        "begun_at": figures.begun_at.isoformat() if figures.begun_at else "",
        "servers_up": figures.servers_up,
        "service_verified": figures.service_verified,
        "servers": figures.servers,
        "result": figures.result,
        "seen": figures.seen,
    }


def figures_of_record(data: JsonObject) -> Figures:
    """Return the figures that JSON says; what is odd in it counts as not said."""
    return Figures(
        text(data, "record"),
        text(data, "drill_id"),
        text(data, "drill"),
        moment(data, "begun_at"),
        _whole(data, "servers_up"),
        _whole(data, "service_verified"),
        _whole(data, "servers") or 0,
        text(data, "result"),
        text(data, "seen"),
    )


def _whole(data: JsonObject, name: str) -> int | None:
    found = number(data, name)
    return None if found is None else int(found)


def _seconds(clock: RecoveryClock) -> int | None:
    if clock.never or clock.since is None or clock.until is None:
        return None
    return max(0, int((clock.until - clock.since).total_seconds()))
