"""What a look at the cloud proves of a call that nobody knows the end of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.call import Call
from drilltui.domain.drill import AVAILABLE, CREATING, DELETING, ERROR_DELETING, Drill
from drilltui.domain.job import FAIL, SUCCESS, FailedTask
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import (
    Effort,
    GroupLook,
    Settlement,
    effort_needed,
    lateness,
    meant_at,
    next_search,
    settle_create,
    settle_delete,
    settle_rename,
    suspects,
)

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
CALL = Call(
    Action.CREATE, Sending.UNKNOWN, AT, name="drill-1", drills_before=(), count_before=0, skew=0.0
)
OURS = Drill("d-1", "drill-1", "g", CREATING, vpc_id="V-1", created_at=AT)
ENOUGH = Effort(120.0, 4)
PATIENT = Effort(240.0, 40)
FIRST = Effort(0.0, 1)
TASK = FailedTask("d-1", "drill-1", "disaster_recovery_drills", "createFail", "job-1", "", begin=AT)


def after(seconds: float, drill: Drill = OURS) -> Drill:
    return replace(drill, created_at=AT + timedelta(seconds=seconds))


def look(*drills: Drill, count: int | None = None, **about: object) -> GroupLook:
    known = GroupLook(drills, len(drills) if count is None else count)
    return replace(known, **about)  # type: ignore[arg-type]


def settled(looked: GroupLook, call: Call = CALL, effort: Effort = FIRST) -> Settlement:
    return settle_create(call, looked, effort)


@pytest.mark.parametrize("effort", [FIRST, ENOUGH])
@pytest.mark.parametrize(
    ("call", "drill"),
    [
        (CALL, OURS),
        (CALL, after(-5)),
        (CALL, after(3600)),
        (replace(CALL, skew=90.0), after(85)),
        (replace(CALL, skew=-90.0), after(-95)),
        (replace(CALL, skew=None), after(-900)),
        (CALL, replace(OURS, created_at=None)),
        (replace(CALL, vpc_id="v-1"), OURS),
        (replace(CALL, vpc_id="v-1"), replace(OURS, vpc_id="")),
        (replace(CALL, drills_before=("d-0",)), OURS),
        (replace(CALL, drills_before=None), OURS),
    ],
)
def test_the_drill_that_fits_is_ours(call: Call, drill: Drill, effort: Effort) -> None:
    found = settled(look(drill), call, effort)

    assert (found.sending, found.drill, found.task) == (Sending.FOUND, drill, None)


@pytest.mark.parametrize(
    ("call", "drill"),
    [
        (CALL, after(-6)),
        (replace(CALL, skew=90.0), after(84)),
        (replace(CALL, skew=None), after(-901)),
        (replace(CALL, drills_before=None), replace(OURS, created_at=None)),
        (replace(CALL, vpc_id="v-2"), OURS),
    ],
    ids=["too old", "too old by the cloud's clock", "too old", "of no known age", "other VPC"],
)
def test_a_new_drill_of_the_name_that_does_not_fit_is_for_a_person(
    call: Call, drill: Drill
) -> None:
    found = settled(look(drill), call)

    assert (found.sending, found.drill, found.candidates) == (Sending.AMBIGUOUS, None, (drill,))


@pytest.mark.parametrize(
    "looked",
    [look(OURS, claimed=frozenset({"d-1"})), look(replace(OURS, id="D-1"), claimed={"d-1"})],
)
@pytest.mark.parametrize("effort", [FIRST, ENOUGH])
def test_a_drill_of_another_record_is_nobody_elses(looked: GroupLook, effort: Effort) -> None:
    expected = Sending.UNKNOWN if effort is FIRST else Sending.ABSENT
    assert settled(looked, effort=effort).sending is expected


@pytest.mark.parametrize("before", [("d-1",), ("D-1",)])
def test_a_drill_that_was_there_before_is_not_ours(before: tuple[str, ...]) -> None:
    call = replace(CALL, drills_before=before, count_before=1)

    assert settled(look(OURS), call, ENOUGH).sending is Sending.ABSENT


def test_of_two_that_fit_none_is_guessed() -> None:
    other = replace(OURS, id="d-2")
    found = settled(look(OURS, other))

    assert (found.sending, found.candidates) == (Sending.AMBIGUOUS, (OURS, other))


def test_a_foreign_one_of_the_name_beside_one_that_fits_is_for_a_person() -> None:
    foreign = replace(after(-600), id="d-2")

    assert settled(look(OURS, foreign)).candidates == (OURS, foreign)


@pytest.mark.parametrize("effort", [FIRST, Effort(119.9, 99), Effort(9999.0, 3)])
def test_absence_takes_both_seconds_and_looks(effort: Effort) -> None:
    assert settled(look(), effort=effort).sending is Sending.UNKNOWN
    assert settled(look(), effort=ENOUGH).sending is Sending.ABSENT


def test_a_drill_that_is_shown_late_is_found_all_the_same() -> None:
    assert settled(look(), effort=Effort(119, 30)).sending is Sending.UNKNOWN
    assert settled(look(OURS), effort=Effort(122, 31)).drill == OURS


@pytest.mark.parametrize("seconds", [-5, 0, 605])
def test_a_new_drill_of_another_name_of_that_time_may_have_been_renamed(seconds: float) -> None:
    renamed = after(seconds, replace(OURS, name="renamed"))

    assert settled(look(renamed)).sending is Sending.UNKNOWN
    found = settled(look(renamed), effort=ENOUGH)
    assert (found.sending, found.candidates) == (Sending.AMBIGUOUS, (renamed,))


@pytest.mark.parametrize(
    ("call", "drill"),
    [
        (CALL, after(-6)),
        (CALL, after(606)),
        (CALL, replace(OURS, created_at=None)),
        (replace(CALL, drills_before=None), OURS),
        (replace(CALL, drills_before=("d-1",), count_before=1), OURS),
    ],
)
def test_one_that_cannot_be_ours_is_no_suspect(call: Call, drill: Drill) -> None:
    other = replace(drill, name="theirs")

    assert suspects(call, (other,), frozenset()) == ()
    if call.drills_before is not None:
        assert settled(look(other), call, ENOUGH).sending is Sending.ABSENT


@pytest.mark.parametrize("seconds", [-900, 0, 1500])
def test_without_a_measured_clock_the_window_is_wide_on_both_sides(seconds: float) -> None:
    call, renamed = replace(CALL, skew=None), after(seconds, replace(OURS, name="renamed"))

    assert suspects(call, (renamed,), frozenset()) == (renamed,)
    assert suspects(call, (after(1501),), frozenset()) == ()


def test_a_group_that_counts_more_than_it_lists_is_looked_at_for_longer() -> None:
    looked = look(count=1)

    assert settled(looked, effort=ENOUGH).sending is Sending.UNKNOWN
    found = settled(looked, effort=PATIENT)
    assert (found.sending, found.candidates) == (Sending.AMBIGUOUS, ())
    assert "counts 1 drills and lists 0" in found.why


@pytest.mark.parametrize(
    ("call", "count"),
    [
        (replace(CALL, count_before=1), 1),
        (replace(CALL, drills_before=("d-0",), count_before=2), 1),
        (CALL, 0),
    ],
)
def test_a_count_that_was_too_high_before_proves_nothing(call: Call, count: int) -> None:
    assert settled(look(count=count), call, PATIENT).sending is Sending.ABSENT


def test_a_failed_creation_without_a_drill_is_found_by_its_task() -> None:
    found = settled(look(failed=(TASK,)))

    assert (found.sending, found.task, found.drill) == (Sending.FOUND, TASK, None)


@pytest.mark.parametrize(
    "about",
    [
        {"begin": AT - timedelta(seconds=6)},
        {"begin": None},
        {"failure_status": "deleteFail"},
        {"resource_type": "protectedInstance", "job_type": "createProtectedInstanceNoCG"},
        {"job_id": ""},
    ],
)
def test_a_failed_task_that_is_not_this_creation_proves_nothing(about: dict[str, object]) -> None:
    task = replace(TASK, **about)  # type: ignore[arg-type]

    assert settled(look(failed=(task,)), effort=ENOUGH).sending is Sending.ABSENT


@pytest.mark.parametrize("claimed", ["job-1", "d-1"])
def test_a_failed_task_of_another_record_is_not_ours(claimed: str) -> None:
    looked = look(failed=(replace(TASK, job_id="Job-1"),), claimed=frozenset({claimed}))

    assert settled(looked, effort=ENOUGH).sending is Sending.ABSENT


@pytest.mark.parametrize("kind", ["disasterRecoveryDrill", "DISASTER_RECOVERY_DRILL"])
def test_the_service_spells_a_drill_in_several_ways(kind: str) -> None:
    assert settled(look(failed=(replace(TASK, resource_type=kind),))).task is not None


def test_a_creation_of_another_name_that_failed_then_may_be_ours_renamed() -> None:
    task = replace(TASK, resource_name="renamed")

    assert settled(look(failed=(task,))).sending is Sending.UNKNOWN
    assert settled(look(failed=(task,)), effort=ENOUGH).sending is Sending.AMBIGUOUS
    foreign = look(failed=(task,), claimed=frozenset({"job-1"}))
    assert settled(foreign, effort=ENOUGH).sending is Sending.ABSENT


def test_a_drill_of_the_name_counts_more_than_its_failed_task() -> None:
    assert settled(look(OURS, failed=(TASK,))).drill == OURS


RENAME = replace(CALL, action=Action.RENAME, name="new", was="drill-1")
DELETE = replace(CALL, action=Action.DELETE, was=AVAILABLE)
SOON = Effort(20.0, 4)


@pytest.mark.parametrize(
    ("drill", "effort", "sending"),
    [
        (replace(OURS, name="new"), FIRST, Sending.FOUND),
        (OURS, FIRST, Sending.UNKNOWN),
        (OURS, Effort(19.9, 9), Sending.UNKNOWN),
        (OURS, SOON, Sending.ABSENT),
        (None, FIRST, Sending.ABSENT),
    ],
)
def test_a_rename_is_seen_by_the_name(
    drill: Drill | None, effort: Effort, sending: Sending
) -> None:
    assert settle_rename(RENAME, drill, effort).sending is sending


@pytest.mark.parametrize(
    ("was", "status", "effort", "sending"),
    [
        (AVAILABLE, None, FIRST, Sending.FOUND),
        (AVAILABLE, DELETING, FIRST, Sending.FOUND),
        (AVAILABLE, ERROR_DELETING, FIRST, Sending.FOUND),
        (ERROR_DELETING, ERROR_DELETING, FIRST, Sending.UNKNOWN),
        (ERROR_DELETING, ERROR_DELETING, SOON, Sending.ABSENT),
        (AVAILABLE, AVAILABLE, FIRST, Sending.UNKNOWN),
        (AVAILABLE, AVAILABLE, Effort(20.0, 3), Sending.UNKNOWN),
        (AVAILABLE, AVAILABLE, SOON, Sending.ABSENT),
    ],
)
def test_a_delete_is_seen_by_the_drills_status(
    was: str, status: str | None, effort: Effort, sending: Sending
) -> None:
    drill = replace(OURS, status=status) if status else None

    assert settle_delete(replace(DELETE, was=was), drill, effort).sending is sending


def test_what_would_be_made_twice_is_looked_for_longest() -> None:
    assert effort_needed(Action.CREATE) == Effort(120, 4)
    assert (lateness(SUCCESS), lateness(""), lateness(FAIL)) == (120, 120, 60)
    assert effort_needed(Action.RENAME) == effort_needed(Action.DELETE) == Effort(20, 4)


def test_looks_become_rarer_and_never_end() -> None:
    assert [next_search(looks) for looks in (0, 1, 2, 3, 4, 5, 6, 99)] == [
        3.0, 3.0, 3.0, 5.0, 5.0, 10.0, 10.0, 10.0,
    ]  # fmt: skip


def test_the_earliest_moment_is_by_the_clouds_clock() -> None:
    assert meant_at(replace(CALL, skew=60.0)) == AT + timedelta(seconds=55)
    assert meant_at(replace(CALL, skew=None)) == AT - timedelta(seconds=900)


def test_where_failed_tasks_are_not_shown_a_person_decides_and_what_is_there_is_found() -> None:
    assert settled(look(OURS, failed=None), effort=ENOUGH).sending is Sending.FOUND
    assert settled(look(failed=None)).sending is Sending.UNKNOWN
    assert settled(look(failed=None), effort=ENOUGH).sending is Sending.AMBIGUOUS


@pytest.mark.parametrize(
    ("at", "skew"),
    [
        (AT, 1e9),
        (datetime.max.replace(tzinfo=UTC), 1e9),
        (datetime.max.replace(tzinfo=UTC), None),
        (datetime.min.replace(tzinfo=UTC), -1e9),
    ],
)
def test_a_record_whose_clocks_were_at_the_ends_of_the_calendar_is_looked_up_too(
    at: datetime, skew: float | None
) -> None:
    call = replace(CALL, at=at, skew=skew)
    assert settled(look(OURS), call).sending in (Sending.FOUND, Sending.AMBIGUOUS)
    assert suspects(call, [OURS], frozenset()) == ()
