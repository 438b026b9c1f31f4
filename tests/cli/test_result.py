"""Every way a call can end, and the exit status that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from drilltui.cli import result
from drilltui.cli.exits import EXIT_CODES
from drilltui.cli.result import EXITS, WORST, Result
from drilltui.domain.call import Call
from drilltui.domain.drill import AVAILABLE, ERROR, ERROR_DELETING, Drill
from drilltui.domain.errors import (
    Blocked,
    CloudError,
    ConfigError,
    CredentialsNeeded,
    DrilltuiError,
    JournalError,
    NameInUse,
    NotSignedIn,
    ReadOnly,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
    VaultError,
)
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import FAIL, RUNNING, SUCCESS, Job
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import Settlement
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack, Search, Sight
from tests.services.stage import DRILL, target

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
TWIN = replace(DRILL, id="drill-id-2")
MADE, TWINS = DrillDetail(DRILL), DrillDetail(DRILL, twins=(TWIN,))
HALF = DrillDetail(replace(DRILL, status=ERROR))


def job(status: str) -> Job:
    return Job("job-1", "type", status)


def search(sending: Sending, drill: Drill | None = None) -> Search:
    return Search(0.0, 4, Settlement(sending, "why", drill))


def sight(action: Action | str, *, unsettled: bool = False, **about: Any) -> Sight:
    known = target(Action.DELETE if action == Action.DELETE else Action.CREATE)
    followed = replace(known, action=str(action), unsettled=unsettled)
    settled = about.setdefault("settled", True)
    return replace(Sight(followed, 0.0, ended_at=1.0 if settled else None), **about)


SIGHTS = [
    (sight(Action.CREATE, settled=False), Result.UNFINISHED),
    (sight(Action.CREATE, settled=False, job=job(RUNNING)), Result.UNFINISHED),
    (sight(Action.CREATE, settled=False, unsettled=True), Result.UNKNOWN),
    (sight(Action.CREATE, job=job(SUCCESS), failure="no right to look"), Result.UNFINISHED),
    (sight(Action.CREATE, job=job(SUCCESS), result=MADE), Result.DONE),
    (sight(Action.CREATE, job=job(SUCCESS), result=TWINS), Result.TWINS),
    (sight(Action.CREATE, job=job(SUCCESS)), Result.FAILED),
    (sight(Action.CREATE, job=job(SUCCESS), made=True), Result.DONE),
    (sight(Action.CREATE, made=True), Result.DONE),
    (sight(Action.CREATE, job=job(FAIL), made=True), Result.FAILED),
    (
        sight(Action.CREATE, unsettled=True, job=job(FAIL), search=search(Sending.AMBIGUOUS)),
        Result.AMBIGUOUS,
    ),
    (sight(Action.CREATE, job=job(FAIL)), Result.FAILED),
    (sight(Action.CREATE, job=job(FAIL), result=HALF), Result.FAILED),
    (sight(Action.CREATE, drill=DRILL, result=MADE), Result.DONE),
    (sight(Action.CREATE, drill=HALF.drill, result=HALF), Result.FAILED),
    (sight(Action.CREATE), Result.FAILED),
    (sight(Action.CREATE, unsettled=True, search=search(Sending.ABSENT)), Result.ABSENT),
    (sight(Action.CREATE, search=search(Sending.ABSENT)), Result.FAILED),
    (sight(Action.CREATE, unsettled=True, search=search(Sending.AMBIGUOUS)), Result.AMBIGUOUS),
    (sight(Action.CREATE, search=search(Sending.FOUND), job=job(FAIL)), Result.FAILED),
    (
        sight(Action.CREATE, search=search(Sending.FOUND, DRILL), drill=DRILL, result=MADE),
        Result.DONE,
    ),
    (sight(Action.DELETE, job=job(SUCCESS), result=ReadBack(gone=True)), Result.DONE),
    (sight(Action.DELETE, job=job(FAIL), result=ReadBack(gone=True)), Result.DONE),
    (sight(Action.DELETE, job=job(SUCCESS), result=ReadBack(gone=False)), Result.UNFINISHED),
    (sight(Action.DELETE, job=job(FAIL), result=ReadBack(gone=False)), Result.FAILED),
    (
        sight(
            Action.DELETE,
            drill=replace(DRILL, status=ERROR_DELETING),
            result=ReadBack(gone=False),
        ),
        Result.FAILED,
    ),
    (
        sight(Action.DELETE, search=search(Sending.FOUND), result=ReadBack(gone=True)),
        Result.DONE,
    ),
    (sight(Action.DELETE, unsettled=True, search=search(Sending.ABSENT)), Result.ABSENT),
    (sight(Action.RENAME, search=search(Sending.FOUND, DRILL)), Result.DONE),
    (sight(Action.RENAME, unsettled=True, search=search(Sending.ABSENT)), Result.ABSENT),
    (sight("startProtectionGroup", job=job(SUCCESS)), Result.DONE),
    (sight("startProtectionGroup", job=job(FAIL)), Result.FAILED),
]


@pytest.mark.parametrize(("followed", "expected"), SIGHTS)
def test_what_was_followed_ends_in(followed: Sight, expected: Result) -> None:
    assert result.of_sight(followed) is expected


def call(action: Action, sending: Sending, **about: Any) -> Call:
    return replace(Call(action, sending, AT), **about)


def exercise(**about: Any) -> Exercise:
    return replace(Exercise("record-1"), **about)


CALLS = [
    (Action.CREATE, Sending.INTENDED, {}, {}, Result.UNKNOWN),
    (Action.CREATE, Sending.UNKNOWN, {}, {}, Result.UNKNOWN),
    (Action.CREATE, Sending.AMBIGUOUS, {}, {}, Result.AMBIGUOUS),
    (Action.CREATE, Sending.REFUSED, {}, {}, Result.REFUSED),
    (Action.CREATE, Sending.NOT_SENT, {}, {}, Result.NOT_SENT),
    (Action.CREATE, Sending.ABSENT, {}, {}, Result.ABSENT),
    (Action.CREATE, Sending.ACCEPTED, {}, {}, Result.UNFINISHED),
    (Action.CREATE, Sending.ACCEPTED, {"concluded": True, "job_status": SUCCESS},
     {"drill_status": AVAILABLE}, Result.DONE),
    (Action.CREATE, Sending.FOUND, {"concluded": True}, {"drill_status": AVAILABLE}, Result.DONE),
    (Action.CREATE, Sending.ACCEPTED, {"concluded": True, "job_status": FAIL},
     {"drill_status": ERROR}, Result.FAILED),
    (Action.CREATE, Sending.ACCEPTED, {"concluded": True, "job_status": FAIL},
     {"drill_status": AVAILABLE}, Result.FAILED),
    (Action.CREATE, Sending.ACCEPTED, {"concluded": True, "job_status": SUCCESS},
     {"drill_status": "gone"}, Result.FAILED),
    (Action.DELETE, Sending.ACCEPTED, {}, {}, Result.UNFINISHED),
    (Action.DELETE, Sending.ACCEPTED, {"concluded": True}, {"gone": True}, Result.DONE),
    (Action.DELETE, Sending.ACCEPTED, {"concluded": True}, {}, Result.FAILED),
    (Action.RENAME, Sending.ACCEPTED, {}, {}, Result.DONE),
    (Action.RENAME, Sending.FOUND, {}, {}, Result.DONE),
    (Action.RENAME, Sending.ABSENT, {}, {}, Result.ABSENT),
]  # fmt: skip


@pytest.mark.parametrize(("action", "sending", "of_call", "of_record", "expected"), CALLS)
def test_what_a_record_says_ends_in(
    action: Action,
    sending: Sending,
    of_call: dict[str, Any],
    of_record: dict[str, Any],
    expected: Result,
) -> None:
    made = call(action, sending, **of_call)
    assert result.of_call(exercise(**{action.value: made, **of_record}), made) is expected


def test_a_drill_that_was_made_and_deleted_again_was_made() -> None:
    create = call(Action.CREATE, Sending.ACCEPTED, concluded=True, job_status=SUCCESS)
    delete = call(Action.DELETE, Sending.ACCEPTED, concluded=True)
    gone = exercise(create=create, delete=delete, gone=True, drill_status="deleting")
    assert result.of_call(gone, create) is Result.DONE


def test_a_drill_that_was_found_and_is_being_deleted_was_made() -> None:
    create = call(Action.CREATE, Sending.FOUND, concluded=True)
    delete = call(Action.DELETE, Sending.ACCEPTED, was=AVAILABLE)
    record = exercise(create=create, delete=delete, drill_status="deleting")
    assert result.of_call(record, create) is Result.FAILED
    assert result.of_call(replace(record, made=True), create) is Result.DONE
    half = replace(create, job_status=FAIL)
    assert result.of_call(replace(record, create=half, made=True), half) is Result.FAILED


@pytest.mark.parametrize(
    ("action", "sending", "expected"),
    [
        (Action.CREATE, Sending.ACCEPTED, Result.ACCEPTED),
        (Action.DELETE, Sending.FOUND, Result.ACCEPTED),
        (Action.RENAME, Sending.ACCEPTED, Result.DONE),
        (Action.CREATE, Sending.REFUSED, Result.REFUSED),
        (Action.CREATE, Sending.NOT_SENT, Result.NOT_SENT),
        (Action.CREATE, Sending.UNKNOWN, Result.UNKNOWN),
    ],
)
def test_an_answer_that_nobody_waits_behind_ends_in(
    action: Action, sending: Sending, expected: Result
) -> None:
    assert result.of_answer(Answer("record-1", sending, {}), action) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DrilltuiError("x"), Result.REFUSED),
        (CloudError("x"), Result.REFUSED),
        (Refused(status=400, code="x", message="x"), Result.REFUSED),
        (ReadOnly(), Result.WRONG_USE),
        (ConfigError("x"), Result.WRONG_USE),
        (NameInUse("a", "b"), Result.NAME_IN_USE),
        (Blocked("x", record_id="r"), Result.BLOCKED),
        (CredentialsNeeded("x"), Result.UNREACHED),
        (NotSignedIn("x"), Result.UNREACHED),
        (Unreachable("x", sent=True), Result.UNREACHED),
        (SignInRefused(SignInFault.OTHER, status=401, code="x", message="x"), Result.UNREACHED),
        (JournalError("x"), Result.FAULT),
        (VaultError("x"), Result.FAULT),
    ],
)
def test_an_error_ends_in(error: DrilltuiError, expected: Result) -> None:
    assert result.of_error(error) is expected
    assert EXITS[expected] == error.exit_code


def test_every_result_has_a_known_exit_status_with_its_place() -> None:
    assert set(EXITS) == set(Result)
    assert set(EXITS.values()) <= set(EXIT_CODES)
    assert sorted(set(EXITS.values())) == sorted(WORST)


def test_the_worst_of_several_counts_in_whatever_order_they_come() -> None:
    assert result.worst([]) == 0
    assert [result.worst(WORST[place:]) for place in range(len(WORST))] == list(WORST)
    assert {result.worst(order) for order in permutations((0, 4, 1, 3))} == {3}
