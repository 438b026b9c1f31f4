"""Whose a VPC is: proven by the record, or by nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from drilltui.domain import ownership
from drilltui.domain.call import Call
from drilltui.domain.exercise import Exercise
from drilltui.domain.leftover import LeftoverKind, Proof
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.record import Action
from drilltui.domain.resource import Resource
from drilltui.domain.sending import Sending
from drilltui.domain.storage import Snapshot

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
MADE = AT + timedelta(minutes=2)
SEEN = AT + timedelta(minutes=5)
VPC = Vpc("vpc-new", "vpc-drill-1", "10.20.0.0/16", created_at=MADE)
SUBNET = Subnet("subnet-1", "subnet-app", VPC.id)
CREATE = Call(
    Action.CREATE,
    Sending.ACCEPTED,
    AT,
    "print-1",
    name="drill-1",
    skew=0.0,
    vpcs_before=("vpc-prod", "vpc-other"),
)
EXERCISE = Exercise(
    record_id="r",
    name="drill-1",
    create=CREATE,
    drill_id="d",
    drill_vpc_id=VPC.id,
    drill_seen_at=SEEN,
    resources=(Resource(LeftoverKind.SUBNET, SUBNET.id, parent_id=VPC.id),),
)
BY_TIME = replace(CREATE, vpcs_before=None)


def with_create(create: Call | None, **fields: Any) -> Exercise:
    return replace(EXERCISE, create=create, **fields)


def test_a_new_vpc_that_the_drill_names_is_ours() -> None:
    its = ownership.of_vpc(VPC, EXERCISE)

    assert its.is_ours
    assert its.words == (
        "the drill drill-1 asked for a new VPC and names this one; it was none of the 2 that there "
        "were at 2026-11-23 09:14 UTC"
    )


def test_without_a_list_its_time_proves_it() -> None:
    its = ownership.of_vpc(VPC, with_create(BY_TIME))

    assert its.is_ours
    assert "made at 2026-11-23 09:16 UTC, while the drill was being made" in its.words


@pytest.mark.parametrize(
    "exercise",
    [
        with_create(replace(CREATE, vpcs_before=("VPC-NEW",))),
        with_create(CREATE, drill_vpc_id="vpc-another"),
        with_create(CREATE, drill_vpc_id=""),
        with_create(None),
        with_create(replace(CREATE, fingerprint="")),
        with_create(replace(CREATE, sending=Sending.AMBIGUOUS)),
        with_create(replace(CREATE, sending=Sending.ABSENT)),
        with_create(replace(BY_TIME, by="ada")),
        with_create(BY_TIME, drill_seen_at=None),
    ],
    ids=[
        "it was there before",
        "the drill names another",
        "the drill names none",
        "made elsewhere",
        "the intention is lost",
        "a person has to choose",
        "never carried out",
        "a person's word alone",
        "nobody saw the drill",
    ],
)
def test_what_is_not_proven_is_not_ours(exercise: Exercise) -> None:
    assert ownership.of_vpc(VPC, exercise).proof is Proof.FITTING


def test_a_chosen_vpc_was_there_before() -> None:
    chosen = with_create(replace(CREATE, vpc_id=VPC.id))

    assert ownership.of_vpc(VPC, chosen).proof is Proof.CHOSEN
    assert ownership.of_subnet(SUBNET, VPC, chosen).proof is Proof.CHOSEN


def test_a_persons_word_is_no_proof_though_the_vpc_is_new() -> None:
    """The drill may be a colleague's, in a VPC that the colleague made for it."""
    found = ownership.of_vpc(VPC, with_create(replace(CREATE, by="ada")))

    assert not found.is_ours
    assert found.words == "a person has said which drill it is: the record does not prove it"


@pytest.mark.parametrize("made_at", [AT - timedelta(seconds=6), SEEN + timedelta(seconds=6), None])
def test_a_vpc_of_another_time_is_not_ours(made_at: datetime | None) -> None:
    other = replace(VPC, created_at=made_at)

    assert not ownership.of_vpc(other, with_create(BY_TIME)).is_ours


@pytest.mark.parametrize(
    "known",
    [
        (),
        (Resource(LeftoverKind.SUBNET, SUBNET.id, made=False, parent_id=VPC.id),),
        (Resource(LeftoverKind.SUBNET, SUBNET.id, parent_id="vpc-other"),),
        (Resource(LeftoverKind.VPC, SUBNET.id, parent_id=VPC.id),),
    ],
    ids=["not seen", "came later", "of another VPC", "no subnet"],
)
def test_a_subnet_that_came_from_elsewhere_is_not_ours(known: tuple[Resource, ...]) -> None:
    assert ownership.of_subnet(SUBNET, VPC, EXERCISE).is_ours
    assert not ownership.of_subnet(SUBNET, VPC, replace(EXERCISE, resources=known)).is_ours


def test_a_snapshot_only_ever_fits() -> None:
    snapshot = Snapshot("snap-1", "snapshot-of-drill-1", "disk-1", created_at=MADE)

    its = ownership.of_snapshot(snapshot, ["DISK-1"], EXERCISE)

    assert its is not None
    assert its.proof is Proof.FITTING
    assert ownership.of_snapshot(snapshot, ["disk-2"], EXERCISE) is None
    late = replace(snapshot, created_at=SEEN + timedelta(hours=1))
    assert ownership.of_snapshot(late, ["disk-1"], EXERCISE) is None
    assert ownership.of_snapshot(replace(snapshot, created_at=None), ["disk-1"], EXERCISE) is None


def test_a_drill_that_was_found_by_its_name_proves_nothing() -> None:
    found = replace(CREATE, sending=Sending.FOUND, job_id="")

    assert not ownership.of_vpc(VPC, with_create(found)).is_ours
