from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from drilltui.domain.call import Call
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.ledger import ledger
from drilltui.domain.leftover import Acceptance, Leftover, LeftoverKind
from drilltui.domain.phase import Phase, phase
from drilltui.domain.programme import notes, standings
from drilltui.domain.record import Action
from drilltui.domain.resource import Resource
from drilltui.domain.sending import Sending
from drilltui.domain.touched import Fate, touched
from drilltui.domain.verification import Verification

NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
TODAY = NOW.date()
VPC = Leftover(LeftoverKind.VPC, "v1", "vpc-1")


def exercise(days: float = 10, **more: object) -> Exercise:
    """A drill of the group g1 that was made so many days ago and is gone."""
    begun = NOW - timedelta(days=days)
    create = Call(Action.CREATE, Sending.ACCEPTED, begun, "", concluded=True)
    told = {"record_id": "r1", "group_id": "g1", "drill_id": "d1", "made": True, "gone": True}
    told |= {"create": create, "opened_at": begun, "read_back_at": begun, "name": "drill-1"}
    return Exercise(**{**told, **more})  # type: ignore[arg-type]


def group(**more: object) -> ProtectionGroup:
    told = {"id": "G1", "name": "pg", "status": "protected", "progress": 100, "instance_count": 1}
    return ProtectionGroup(**{**told, "created_at": NOW - timedelta(days=400), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "overdue"),
    [
        ((), True),
        ((exercise(),), False),
        ((exercise(days=181),), True),
        ((exercise(leftovers=(VPC,)),), True),
        ((exercise(leftovers=(VPC,), outcome="clean with accepted leftovers"),), False),
        ((exercise(outcome="not clean"),), True),
        ((exercise(made=False),), True),
        ((exercise(gone=False, drill_status="available"),), True),
    ],
)
def test_only_a_drill_that_was_made_and_cleaned_up_counts(
    known: tuple[Exercise, ...], overdue: bool
) -> None:
    (found,) = standings([group()], known, (), NOW, 180)
    assert found.overdue is overdue


def test_a_last_drill_that_nobody_verified_counts_and_is_marked() -> None:
    word = Verification("s1", True, NOW, "ada")
    seen = exercise(days=20, verified={"s1": word})
    (found,) = standings([group()], (exercise(days=10), seen), (), NOW, 180)
    assert (found.overdue, found.unverified) == (False, True)
    (found,) = standings([group()], (exercise(days=30), seen), (), NOW, 180)
    assert not found.unverified
    (found,) = standings([group()], (), (), NOW, 180)
    assert not found.unverified  # where there was none, nothing is said of it


def test_a_group_younger_than_the_period_is_not_overdue_yet() -> None:
    (found,) = standings([group(created_at=NOW - timedelta(days=3))], (), (), NOW, 180)
    assert (found.overdue, found.done_at) == (False, None)


def test_a_drill_that_was_made_elsewhere_began_when_the_service_says() -> None:
    made = NOW - timedelta(days=200)
    (found,) = standings([group()], (exercise(create=None, drill_created_at=made),), (), NOW, 180)
    assert (found.done_at, found.tried_at, found.overdue) == (made, made, True)


def test_a_period_beyond_the_calendar_is_never_over() -> None:
    (found,) = standings([group()], (), (), NOW, 10**7)
    assert not found.overdue


@pytest.mark.parametrize(("ids", "said"), [(None, None), ({"g1"}, True), (set(), False)])
def test_the_word_of_the_service_stands_beside_it(ids: set[str] | None, said: bool | None) -> None:
    (found,) = standings([group()], (), (), NOW, 180, ids)
    assert found.service_says is said


def test_what_is_switched_off_or_over_is_said_in_words() -> None:
    off = group(status="available", priority_station="target", target_zone="az-2")
    assert [note.split(":")[0] for note in notes(off)] == [
        "protection is off",
        "production is in az-2",
    ]
    assert notes(group()) == ()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (exercise(), Phase.CLEAN),
        (exercise(leftovers=(VPC,)), Phase.LEFTOVERS),
        (exercise(doubts=("VPCs",)), Phase.UNREAD),
        (exercise(outcome="clean"), Phase.CLOSED),
        (exercise(gone=False, drill_status="available"), Phase.SERVERS_UP),
        (exercise(gone=False, drill_status="error"), Phase.FAILED),
        (Exercise(), Phase.NOT_STARTED),
        (exercise(create=Call(Action.CREATE, Sending.UNKNOWN, NOW, "")), Phase.UNSETTLED),
    ],
)
def test_how_far_a_drill_has_come(one: Exercise, expected: Phase) -> None:
    assert phase(one, TODAY) is expected


def test_a_thing_that_several_records_know_is_listed_once_by_the_last_that_saw_it() -> None:
    upper = Leftover(LeftoverKind.VPC, "V1")
    older = exercise(days=20, record_id="r0", leftovers=(upper,))
    (entry,) = ledger([older, exercise(leftovers=(VPC,))], TODAY)
    assert entry.record_id == "r1"


@pytest.mark.parametrize(
    ("until", "lapsed"), [(None, []), (TODAY, []), (TODAY - timedelta(days=1), [True])]
)
def test_what_is_accepted_counts_again_after_its_day(
    until: date | None, lapsed: list[bool]
) -> None:
    word = Acceptance(frozenset({VPC.key}), "ada", "why", NOW, until)
    closed = exercise(leftovers=(VPC,), accepted=(word,), outcome="clean with accepted leftovers")
    assert [entry.lapsed for entry in ledger([closed], TODAY)] == lapsed


def test_a_drill_that_stands_is_left_and_one_that_comes_is_not() -> None:
    stands = exercise(gone=False, drill_status="available")
    (entry,) = ledger([stands], TODAY)
    assert (entry.standing, entry.leftover.id) == (True, "d1")
    coming = Call(Action.CREATE, Sending.ACCEPTED, NOW, "", job_status="RUNNING")
    assert ledger([exercise(gone=False, made=False, create=coming)], TODAY) == ()


def test_what_a_drill_touched_tells_what_became_of_it() -> None:
    server = Resource(LeftoverKind.SERVER, "s1")
    used = Resource(LeftoverKind.SUBNET, "n1", made=False)
    found = touched(exercise(leftovers=(VPC,), resources=(server, used)))
    assert {one.id: one.fate for one in found} == {
        "s1": Fate.GONE,
        "v1": Fate.LEFT,
        "n1": Fate.USED,
    }
