"""What keeps a call from being sent, and what is told then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drilltui.domain.blocking import blocker, submitted_since
from drilltui.domain.call import Call
from drilltui.domain.exercise import Exercise
from drilltui.domain.job import FAIL, RUNNING, SUCCESS
from drilltui.domain.record import REMOVALS, Action
from drilltui.domain.sending import OPEN, Sending

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
SUBJECTS = {
    Action.CREATE: "g1",
    Action.RENAME: "d1",
    Action.DELETE: "d1",
    Action.DELETE_SUBNET: "s1",
    Action.DELETE_VPC: "v1",
}


def exercise(call: Call) -> Exercise:
    calls = {action: call if call.action == action else None for action in Action}
    return Exercise(
        "r1",
        group_id="g1",
        drill_id="d1",
        create=calls[Action.CREATE],
        rename=calls[Action.RENAME],
        delete=calls[Action.DELETE],
        removals={call.subject: call} if call.subject else {},
    )


def call(action: Action, sending: Sending, **about: object) -> Call:
    subject = SUBJECTS[action] if action in REMOVALS else ""
    return replace(Call(action, sending, AT, subject=subject), **about)  # type: ignore[arg-type]


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("sending", list(Sending))
def test_an_open_call_blocks_its_kind_and_one_that_goes_on_too(
    action: Action, sending: Sending
) -> None:
    going = action in (Action.CREATE, Action.DELETE) and sending in (
        Sending.ACCEPTED,
        Sending.FOUND,
    )
    found = blocker(action, SUBJECTS[action], [exercise(call(action, sending))])

    assert (found is not None) == (sending in OPEN or going)


@pytest.mark.parametrize(
    ("about", "blocks"),
    [
        ({"job_status": RUNNING}, True),
        ({"job_status": "SUSPENDED"}, True),
        ({"job_status": SUCCESS}, False),
        ({"job_status": FAIL}, False),
        ({"concluded": True}, False),
    ],
)
@pytest.mark.parametrize("action", [Action.CREATE, Action.DELETE])
def test_the_next_one_waits_until_the_cloud_has_ended_the_last(
    action: Action, about: dict[str, object], blocks: bool
) -> None:
    accepted = exercise(call(action, Sending.ACCEPTED, **about))

    assert (blocker(action, SUBJECTS[action], [accepted]) is not None) == blocks


@pytest.mark.parametrize("action", list(Action))
def test_another_kind_and_another_subject_are_free(action: Action) -> None:
    known = [exercise(call(action, Sending.UNKNOWN))]

    assert blocker(action, "other", known) is None
    for other in set(Action) - {action}:
        assert blocker(other, SUBJECTS[other], known) is None
    assert blocker(action, SUBJECTS[action].upper(), known) is not None


@pytest.mark.parametrize(
    ("sending", "job_status", "words"),
    [
        (Sending.UNKNOWN, "", "is not settled: nobody knows yet whether it arrived"),
        (Sending.INTENDED, "", "is not settled"),
        (Sending.AMBIGUOUS, "", "is for a person to settle"),
        (Sending.ACCEPTED, RUNNING, r"is still being carried out \(RUNNING\)"),
        (Sending.FOUND, "", r"is still being carried out \(found\)"),
    ],
)
def test_who_is_blocked_is_told_why_and_what_to_do(
    sending: Sending, job_status: str, words: str
) -> None:
    known = exercise(call(Action.CREATE, sending, job_status=job_status))
    found = blocker(Action.CREATE, "g1", [known])
    assert found is not None
    error = found.error()

    assert error.what.startswith("The last submission for this group of 2026-11-23 09:14 UTC ")
    assert words.replace("\\", "") in error.what
    assert error.what.endswith(" (record r1). Nothing was sent.")
    assert "drilltui resume" in error.remedy
    assert (error.record_id, error.exit_code) == ("r1", 3)


def test_a_submission_since_one_has_looked_is_told_settled_or_not() -> None:
    before = [exercise(call(Action.CREATE, Sending.ABSENT))]
    newer = replace(call(Action.CREATE, Sending.ACCEPTED, concluded=True))
    again = exercise(replace(newer, at=AT + timedelta(seconds=1)))
    other = replace(exercise(newer), record_id="r2")

    assert submitted_since("g1", before, before) is None
    assert submitted_since("g2", before, [again, other]) is None
    for group_id, now in (("g1", [again]), ("G1", [*before, other])):
        error = submitted_since(group_id, before, now)
        assert error is not None
        assert error.record_id == now[-1].record_id
        assert "has just been submitted" in str(error)
