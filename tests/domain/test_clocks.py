"""The two clocks of an exercise, from what its record says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from drilltui.domain.clocks import (
    Clocks,
    ClockState,
    Met,
    Never,
    StoppedBy,
    Target,
    TargetOrigin,
    clocks,
)
from drilltui.domain.folding import fold
from drilltui.domain.record import GENESIS, Event, Kind, seal

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Told = tuple[float, str, dict[str, Any]]
"""Minutes after the start, kind and data of an event."""


def minute(number: float) -> datetime:
    return START + timedelta(minutes=number)


def record(*told: Told) -> list[Event]:
    events: list[Event] = []
    for number, (at, kind, data) in enumerate(told, start=1):
        before = events[-1].hash if events else GENESIS
        events.append(seal("r1", number, minute(at), kind, data, before))
    return events


def clocks_of(*told: Told, rto: int | None = None) -> Clocks:
    return clocks(fold(record(*told)), rto)


def meant(at: float, skew: float | None = 0.0) -> Told:
    return at, Kind.INTENDED, {"action": "create", "name": "drill-a", "skew": skew}


def job(at: float, status: str, end: datetime | None) -> Told:
    told = {"job_id": "j1", "status": status, "end": end.isoformat() if end else ""}
    return at, Kind.JOB, told


def service(at: float, passed: bool, point: str = "") -> Told:
    return at, Kind.SERVICE, {"passed": passed, "by": "ops", "data_point": point}


def hold(at: float, on: bool, why: str = "") -> Told:
    return at, Kind.HOLD, {"on": on, "why": why, "by": "ops"}


OPENED: Told = (-5, Kind.OPENED, {"mode": "live"})
ACCEPTED: Told = (0.1, Kind.ACCEPTED, {"action": "create", "job_id": "j1"})
SEEN: Told = (5, Kind.DRILL, {"drill_id": "d1", "status": "available"})
ABSENT: Told = (10, Kind.ABSENT, {"action": "create"})
DELETE: Told = (20, Kind.INTENDED, {"action": "delete", "was": "available"})
DELETED: Told = (20.1, Kind.ACCEPTED, {"action": "delete", "job_id": "j2"})
MADE = (OPENED, meant(0), ACCEPTED, SEEN)


@pytest.mark.parametrize(
    ("told", "servers", "service_state"),
    [
        ((OPENED,), ("not begun", None), ("not begun", None)),
        ((OPENED, meant(0)), ("running", 30 * 60), ("running", 30 * 60)),
        ((OPENED, meant(0), ACCEPTED), ("running", 30 * 60), ("running", 30 * 60)),
        (MADE, ("stopped", 300), ("running", 30 * 60)),
        ((*MADE, service(9, True)), ("stopped", 300), ("stopped", 540)),
        ((*MADE, service(9, False)), ("stopped", 300), ("running", 30 * 60)),
        ((*MADE, service(8, False), service(9, True)), ("stopped", 300), ("stopped", 540)),
        ((*MADE, service(9, True), DELETE, DELETED), ("stopped", 300), ("stopped", 540)),
        ((*MADE, DELETE), ("stopped", 300), ("running", 30 * 60)),
        ((*MADE, DELETE, DELETED), ("stopped", 300), ("never", 1200)),
        ((OPENED, meant(0), ABSENT), ("never", None), ("never", None)),
        ((OPENED, meant(0), ABSENT, meant(15)), ("running", 30 * 60), ("running", 30 * 60)),
        (
            (OPENED, meant(0), (0.1, Kind.REFUSED, {"action": "create"})),
            ("never", None),
            ("never", None),
        ),
        (
            (OPENED, meant(0), ACCEPTED, job(4, "FAIL", minute(3))),
            ("never", 180),
            ("never", 180),
        ),
        (
            (OPENED, meant(0), ACCEPTED, (5, Kind.DRILL, {"status": "error"})),
            ("never", None),
            ("never", None),
        ),
        (
            (*MADE, (9, Kind.CLOSED, {"outcome": "not clean"})),
            ("stopped", 300),
            ("never", None),
        ),
    ],
)
def test_a_record_tells_how_both_clocks_stand(
    told: tuple[Told, ...], servers: tuple[str, float], service_state: tuple[str, float]
) -> None:
    found, now = clocks_of(*told), minute(30)

    assert (found.servers.state.value, found.servers.lasted(now)) == servers
    assert (found.service.state.value, found.service.lasted(now)) == service_state


@pytest.mark.parametrize(
    ("skew", "end", "until", "by"),
    [
        (0.0, 3, 3, StoppedBy.JOB),
        (120.0, 5, 3, StoppedBy.JOB),  # the cloud is two minutes ahead
        (-120.0, 1, 3, StoppedBy.JOB),
        (None, 3, 5, StoppedBy.SEEN),  # nobody knows how far ahead it is
        (0.0, None, 5, StoppedBy.SEEN),
        (0.0, 6, 5, StoppedBy.SEEN),  # it was seen before that: a clock was set meanwhile
        (0.0, -1, 5, StoppedBy.SEEN),  # nor can it have ended before it was meant
    ],
)
def test_the_end_of_the_job_counts_where_it_fits_what_this_host_saw(
    skew: float | None, end: float | None, until: float, by: StoppedBy
) -> None:
    ended = job(4, "SUCCESS", None if end is None else minute(end))

    found = clocks_of(OPENED, meant(0, skew), ACCEPTED, ended, SEEN).servers

    assert (found.until, found.stopped_by) == (minute(until), by)


def test_a_create_that_proved_absent_and_was_sent_again_counts_from_the_first_intention() -> None:
    again = (16, Kind.ACCEPTED, {"action": "create", "job_id": "j1"})
    seen = (20, Kind.DRILL, {"drill_id": "d1", "status": "available"})

    found = clocks_of(OPENED, meant(0), ABSENT, meant(15), again, seen)

    assert (found.since, found.sent_at, found.sent_again) == (minute(0), minute(15), True)
    assert found.servers.lasted(minute(30)) == 20 * 60


def test_a_create_that_was_refused_and_mended_counts_from_the_one_that_was_carried_out() -> None:
    refused = (1, Kind.REFUSED, {"action": "create", "code": "SDRS.1013"})

    found = clocks_of(OPENED, meant(0), refused, meant(15))

    assert (found.since, found.sent_again) == (minute(15), False)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ((OPENED, meant(0), ABSENT), Never.NOT_MADE),
        ((OPENED, meant(0), ACCEPTED, job(4, "FAIL", None)), Never.FAILED),
        ((*MADE, DELETE, DELETED), Never.DELETED),
        ((*MADE, (9, Kind.DRILL, {"status": "gone", "made": True})), Never.DELETED),
        ((*MADE, (9, Kind.CLOSED, {"outcome": "clean"})), Never.CLOSED),
    ],
)
def test_it_is_said_why_the_service_was_never_verified(told: tuple[Told, ...], why: Never) -> None:
    assert clocks_of(*told).service.never is why


def test_a_delete_that_failed_lets_the_second_clock_go_on() -> None:
    failed = (25, Kind.JOB, {"job_id": "j2", "status": "FAIL"})
    there = (26, Kind.READ_BACK, {"gone": False, "leftovers": []})

    found = clocks_of(*MADE, DELETE, DELETED, failed, there)

    assert found.service.state is ClockState.RUNNING


def test_a_word_said_before_the_intention_stops_no_clock() -> None:
    assert clocks_of(OPENED, service(-1, True), meant(0)).service.state is ClockState.RUNNING


def test_a_later_word_that_it_does_not_work_is_told_beside_the_clock() -> None:
    found = clocks_of(*MADE, service(9, True), service(12, False))

    assert (found.service.until, found.taken_back) == (minute(9), True)


@pytest.mark.parametrize(
    ("target", "now", "servers", "service_met"),
    [
        (None, 30, None, None),
        (4, 30, Met.NO, Met.NO),
        (5, 5, Met.YES, Met.OPEN),
        (8, 8, Met.YES, Met.OPEN),
        (8, 8.1, Met.YES, Met.NO),  # too late, and it runs yet
        (9, 60, Met.YES, Met.NO),
    ],
)
def test_each_clock_is_held_against_the_target(
    target: int | None, now: float, servers: Met | None, service_met: Met | None
) -> None:
    found = clocks_of(*MADE, rto=target)

    assert found.servers.met(minute(now)) is servers
    assert found.service.met(minute(now)) is service_met


def test_what_was_never_reached_has_missed_its_target() -> None:
    assert clocks_of(OPENED, meant(0), ABSENT, rto=60).servers.met(minute(11)) is Met.NO


@pytest.mark.parametrize(
    ("brief", "target"),
    [
        ({}, Target(30, TargetOrigin.PROFILE)),
        ({"rto_minutes": 0}, Target(30, TargetOrigin.PROFILE)),
        (
            {"rto_minutes": 45, "target_source": "BIA 3"},
            Target(45, TargetOrigin.BRIEF, "BIA 3"),
        ),
    ],
)
def test_the_brief_counts_before_the_profile(brief: dict[str, Any], target: Target) -> None:
    found = clocks_of((0, Kind.OPENED, {}), (0, Kind.BRIEF, brief), rto=30)

    assert (found.target, found.service.target) == (target, target)


def test_holds_stand_beside_the_clocks_and_shorten_neither() -> None:
    lunch = (hold(3, True, "lunch"), SEEN, hold(11, False), hold(20, True, "change freeze"))

    found, now = clocks_of(OPENED, meant(0), ACCEPTED, *lunch), minute(30)

    assert (found.servers.lasted(now), found.service.lasted(now)) == (300, 1800)
    assert [
        (one.why, found.servers.shared(one, now), found.service.shared(one, now))
        for one in found.holds
    ] == [
        ("lunch", 120, 480),
        ("change freeze", 0, 600),
    ]
    assert found.held_service(now) == 1080


def test_a_hold_before_the_intention_is_none_of_a_clocks() -> None:
    found = clocks_of(OPENED, hold(-4, True), hold(-2, False), meant(0))

    assert found.held_service(minute(9)) == 0
    assert [found.servers.shared(one, minute(9)) for one in found.holds] == [0]


def test_the_recovery_point_is_told_as_it_was_said() -> None:
    brief = (-1, Kind.BRIEF, {"rpo_minutes": 15})

    found = clocks_of(OPENED, brief, meant(0), service(9, True, "order 4711 of 08:58"))

    assert (found.rpo_minutes, found.data_point) == (15, "order 4711 of 08:58")


def test_times_beyond_all_calendars_break_nothing() -> None:
    ended = (4, Kind.JOB, {"job_id": "j1", "status": "SUCCESS", "end": "0001-01-01T00:00:00+00:00"})

    found = clocks_of(OPENED, meant(0, 1e9), ACCEPTED, ended, SEEN)

    assert found.servers.until == minute(5)


def test_a_skew_that_somebody_made_up_breaks_nothing() -> None:
    ended = (4, Kind.JOB, {"job_id": "j1", "status": "SUCCESS", "end": "9999-12-31T00:00:00+00:00"})

    found = clocks_of(OPENED, meant(0, -1e9), ACCEPTED, ended, SEEN)

    assert found.servers.until == minute(5)


def test_a_drill_that_was_made_elsewhere_has_no_intention_to_count_from() -> None:
    opened = (0, Kind.OPENED, {"drill_id": "d1", "drill_name": "theirs"})

    found = clocks_of(opened, service(9, True))

    assert (found.servers.state, found.service.state) == (ClockState.NOT_BEGUN,) * 2
    assert not found.running
