"""Removing what a drill left: in order, on fresh evidence, never what is not proven ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from drilltui.domain import ownership
from drilltui.domain.clearing_progress import Stage as How
from drilltui.domain.clearing_progress import Step
from drilltui.domain.errors import CloudError, Refused, Unreachable, UsageError
from drilltui.domain.leftover import LeftoverKind, Proof
from drilltui.domain.network import Subnet
from drilltui.domain.record import Action, Kind, broken_at, seal
from drilltui.domain.sending import Sending
from tests.services.left_network import (
    DHCP,
    FOREIGN,
    clear,
    deletes,
    left_by_a_drill,
    over,
    submit_into,
)
from tests.services.stage import DRILL, SUBNET, VPC, Stage

LOST = Unreachable("The connection broke.", sent=True)
IN_USE = Refused(status=500, code="VPC.0208", message="subnet is in use", request_id="req-1")


async def test_the_subnets_go_first_and_then_the_vpc_and_both_are_read_back() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    plan, cleared, steps = await clear(stage, record_id)

    assert [one.called for one in plan.removals] == ["subnet subnet-app", "VPC vpc-drill-1"]
    assert plan.word == "vpc-drill-1"
    assert deletes(stage) == ["delete_subnet", "delete_vpc"]
    assert cleared.done
    assert [step.stage for step in steps] == [How.LOOKING, How.SENT, How.GONE] * 2
    assert stage.cloud.known_vpcs == {}
    kinds = (await stage.kinds(record_id))[-6:]
    assert kinds == ["read-back", *["intended", "accepted"] * 2, "read-back"]
    exercise = await stage.exercise(record_id)
    assert exercise.leftovers == ()
    assert [one.sending for one in exercise.removals.values()] == [Sending.ACCEPTED] * 2
    assert broken_at(await stage.events(record_id)) is None


async def test_the_intention_says_what_is_removed_and_why_it_may_be() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    await clear(stage, record_id)

    meant = [one.data for one in await stage.events(record_id) if one.kind == Kind.INTENDED][-1]
    assert (meant["action"], meant["subject"], meant["method"]) == ("delete-vpc", VPC.id, "DELETE")
    assert "names this one; it was none of the 1" in str(meant["why"])


@pytest.mark.parametrize("typed", ["", "vpc-drill", "VPC-DRILL-1", "vpc-1"])
async def test_nothing_is_removed_without_the_name_of_the_vpc(typed: str) -> None:
    stage = Stage()
    plan = await stage.session.cleanup.plan(await left_by_a_drill(stage))

    with pytest.raises(UsageError, match="not the name of the VPC: vpc-drill-1"):
        await stage.session.cleanup.remove(plan, typed)

    assert deletes(stage) == []


async def test_a_vpc_without_a_name_is_confirmed_by_its_id() -> None:
    stage = Stage()
    stage.cloud.known_vpcs = {VPC.id: replace(VPC, name="")}

    plan = await stage.session.cleanup.plan(await left_by_a_drill(stage))

    assert plan.word == VPC.id


def foreign_server(stage: Stage) -> None:
    stage.cloud.known_ports = (DHCP, FOREIGN)


def drill_server(stage: Stage) -> None:
    stage.cloud.known_ports = (DHCP, replace(FOREIGN, device_id="server-1"))


def foreign_subnet(stage: Stage) -> None:
    new = Subnet("subnet-x", "by-hand", VPC.id, "10.20.9.0/24")
    stage.cloud.known_subnets = {VPC.id: (SUBNET, new)}


def virtual_address(stage: Stage) -> None:
    stage.cloud.known_ports = (DHCP, replace(FOREIGN, owner="network:VIP_PORT", device_id=""))


def another_drill(stage: Stage) -> None:
    stage.add_drill(replace(DRILL, id="drill-id-9", name="drill-9"))


def the_drill_again(stage: Stage) -> None:
    stage.add_drill()


def unread_ports(stage: Stage) -> None:
    stage.cloud.script("network_ports", *[LOST] * 9)


def unread_drills(stage: Stage) -> None:
    stage.cloud.script("drills", *[LOST] * 9)


SPOILT: dict[Callable[[Stage], None], str] = {
    foreign_server: "In it: server server-x (10.20.0.99).",
    drill_server: "In it: drill server pay-app-01 (10.20.0.99).",
    foreign_subnet: "The subnet by-hand is not proven to be the drill's",
    virtual_address: "In it: network:VIP_PORT port-x (10.20.0.99).",
    another_drill: "The drill drill-9 uses the VPC.",
    the_drill_again: "drill drill-1",
    unread_ports: "could not look at the ports of subnet subnet-app",
    unread_drills: "could not look at the drills of the project",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda one: one.__name__)
async def test_what_holds_or_may_hold_anything_else_is_not_removed(
    spoil: Callable[[Stage], None],
) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    spoil(stage)

    plan, cleared, _ = await clear(stage, record_id)

    assert plan.removals == ()
    assert any(SPOILT[spoil] in why for why in plan.keeps), plan.keeps
    assert not cleared.done
    assert deletes(stage) == []


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda one: one.__name__)
async def test_an_earlier_look_is_not_trusted(spoil: Callable[[Stage], None]) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    plan = await stage.session.cleanup.plan(record_id)
    assert len(plan.removals) == 2
    spoil(stage)

    cleared = await stage.session.cleanup.remove(plan, plan.word)

    assert any(SPOILT[spoil] in why for why in cleared.kept), cleared.kept
    assert deletes(stage) == []


@pytest.mark.parametrize("spoil", [foreign_subnet, another_drill], ids=lambda one: one.__name__)
async def test_evidence_is_read_again_between_the_subnet_and_the_vpc(
    spoil: Callable[[Stage], None],
) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    async def meanwhile() -> None:
        spoil(stage)

    stage.cloud.during("delete_subnet", meanwhile)
    _, cleared, _ = await clear(stage, record_id)

    assert deletes(stage) == ["delete_subnet"]
    assert cleared.kept


async def test_a_vpc_that_the_record_does_not_prove_ours_is_not_removed() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, vpcs_before=("vpc-prod", VPC.id))

    plan, cleared, _ = await clear(stage, record_id)

    assert plan.keeps == (
        "The VPC is not proven to be the drill's: it was there before the drill was submitted.",
    )
    assert (plan.removals, deletes(stage), cleared.done) == ((), [], False)


async def test_a_chosen_vpc_is_not_removed() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, vpc_id=VPC.id)

    plan, _, _ = await clear(stage, record_id)

    assert (plan.removals, deletes(stage)) == ((), [])
    assert [(one.kind, one.proof) for one in plan.leftovers] == [(LeftoverKind.VPC, Proof.CHOSEN)]


async def test_the_guard_is_the_proof_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the question "is it ours?" always answered yes, a foreign VPC would be removed."""
    stage = Stage()
    record_id = await left_by_a_drill(stage, vpcs_before=("vpc-prod", VPC.id))
    yes = ownership.Evidence(Proof.RECORDED, "said so")
    monkeypatch.setattr(ownership, "of_vpc", lambda *_: yes)

    await clear(stage, record_id)

    assert deletes(stage) == ["delete_subnet", "delete_vpc"]


async def test_a_drill_that_is_not_read_back_as_gone_keeps_its_vpc() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, gone=False)
    stage.add_drill()

    plan, _, _ = await clear(stage, record_id)

    assert "The drill drill-1 is not read back as gone: delete it first." in plan.keeps
    assert deletes(stage) == []


async def test_a_drill_that_is_being_submitted_into_the_vpc_keeps_it() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    plan = await stage.session.cleanup.plan(record_id)
    await submit_into(stage, VPC.id)

    cleared = await stage.session.cleanup.remove(plan, plan.word)

    assert any("was started in the VPC" in why for why in cleared.kept), cleared.kept
    assert deletes(stage) == []


async def test_one_that_is_submitted_at_the_last_moment_is_seen_by_the_intention(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    plan = await stage.session.cleanup.plan(record_id)
    taking = stage.journal.take

    async def take(which: str) -> bool:
        monkeypatch.setattr(stage.journal, "take", taking)
        await submit_into(stage, VPC.id)
        return await taking(which)

    monkeypatch.setattr(stage.journal, "take", take)
    cleared = await stage.session.cleanup.remove(plan, plan.word)

    assert any("was started in the VPC" in why for why in cleared.kept), cleared.kept
    assert deletes(stage) == []


async def test_a_subnet_that_is_in_use_for_a_while_is_tried_again() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.script("delete_subnet", IN_USE, IN_USE)

    _, cleared, steps = await clear(stage, record_id)

    assert cleared.done
    assert deletes(stage) == [*["delete_subnet"] * 3, "delete_vpc"]
    assert [step.tries for step in steps if step.stage is How.AGAIN] == [1, 2]
    kinds = await stage.kinds(record_id)
    assert kinds.count(Kind.REFUSED) == 2


async def test_a_subnet_that_stays_in_use_is_given_up_and_the_vpc_is_left_alone() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.script("delete_subnet", *[IN_USE] * 9)

    _, cleared, _ = await clear(stage, record_id)

    assert deletes(stage) == ["delete_subnet"] * 6
    assert cleared.steps[-1].stage is How.STAYS
    assert "VPC.0208" in cleared.steps[-1].words


async def test_a_vpc_whose_subnet_lingers_is_tried_again() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    has_subnets = Refused(status=409, code="VPC.0104", message="subnets exist")
    stage.cloud.script("delete_vpc", has_subnets)

    _, cleared, _ = await clear(stage, record_id)

    assert (cleared.done, deletes(stage)) == (True, ["delete_subnet", *["delete_vpc"] * 2])


async def test_a_service_that_lies_is_said_to_still_show_it() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.script("delete_subnet", None)  # a success that removes nothing

    _, cleared, _ = await clear(stage, record_id)

    (step,) = cleared.steps
    assert (step.stage, step.words) == (How.STAYS, "the service took it, and still shows it")
    assert len(stage.cloud.calls("subnet")) == 5
    assert deletes(stage) == ["delete_subnet"]


async def test_a_lost_answer_is_looked_up_and_settled_by_the_read_back() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)

    async def carried_out() -> None:
        stage.cloud.known_subnets[VPC.id] = ()

    stage.cloud.during("delete_subnet", carried_out)
    stage.cloud.script("delete_subnet", LOST)
    _, cleared, _ = await clear(stage, record_id)

    assert cleared.done
    assert deletes(stage) == ["delete_subnet", "delete_vpc"]
    kinds = await stage.kinds(record_id)
    assert kinds[kinds.index("unknown") :][:2] == ["unknown", "found"]


async def test_a_call_that_never_arrived_is_proven_absent_before_it_is_sent_again() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.script("delete_subnet", LOST)

    _, cleared, _ = await clear(stage, record_id)

    assert cleared.done
    kinds = await stage.kinds(record_id)
    assert kinds[kinds.index("unknown") :][:4] == ["unknown", "absent", "intended", "accepted"]
    assert stage.cloud.calls("delete_subnet") == [(VPC.id, SUBNET.id)] * 2


async def test_a_refusal_of_another_kind_ends_it() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.script("delete_subnet", Refused(status=403, code="VPC.0010", message="no right"))

    _, cleared, _ = await clear(stage, record_id)

    assert deletes(stage) == ["delete_subnet"]
    assert "no right" in cleared.steps[-1].words


@pytest.mark.parametrize("code", ["APIGW.0101", "404", "VPC.0105"])
async def test_only_the_services_own_word_proves_a_subnet_gone(code: str) -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    error: CloudError = Refused(status=404, code=code, message="no such page")
    stage.cloud.script("subnet", error)

    _, cleared, _ = await clear(stage, record_id)

    assert cleared.unknown
    assert deletes(stage) == ["delete_subnet"]


async def test_an_open_removal_is_among_what_is_left_and_is_settled_after_a_crash() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    about = {"action": Action.DELETE_SUBNET.value, "subject": SUBNET.id, "vpc_id": VPC.id}
    await stage.exercises.add(record_id, Kind.INTENDED, about)
    stage.cloud.known_subnets[VPC.id] = ()
    session = stage.session

    (left,) = await session.resumption.left()
    assert left.state == "delete-subnet unknown"
    async with stage.watching():
        sight = await session.resumption.take_up(left)
        assert sight is not None
        assert sight.target.key == f"{record_id}/delete-subnet/{SUBNET.id}"
        await stage.clock.advance(10)

    known = session.watcher.sight(sight.target.key)
    assert known is not None
    assert (known.settled, known.status, known.succeeded) == (True, "gone", True)
    call = (await stage.exercise(record_id)).call_of(Action.DELETE_SUBNET, SUBNET.id)
    assert call is not None
    assert call.sending is Sending.FOUND
    assert await session.resumption.left() == ()


async def test_what_is_gone_is_told_when_the_record_takes_no_more() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    plan = await stage.session.cleanup.plan(record_id)

    def fill(step: Step) -> None:
        if step.stage is How.GONE:
            stage.journal.full.add(Kind.INTENDED)

    async with stage.watching():
        cleared = await over(stage, stage.session.cleanup.remove(plan, plan.word, fill))

    assert [step.stage for step in cleared.steps] == [How.GONE]
    assert not cleared.done
    assert cleared.kept == ("The disk is full.",)
    assert deletes(stage) == ["delete_subnet"]


async def test_a_record_that_is_not_whole_proves_nothing() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage, vpcs_before=("vpc-prod", VPC.id))
    shelf = stage.journal.shelf
    events = shelf.records[record_id]
    (place,) = (n for n, one in enumerate(events) if one.data.get("vpcs_before"))
    was = events[place]
    forged = {**was.data, "vpcs_before": ["vpc-prod"]}
    # Sealed anew it holds by itself; what follows does not follow from it.
    events[place] = seal(record_id, was.seq, was.at, was.kind, forged, was.before)
    shelf.events[shelf.events.index(was)] = events[place]
    other = Stage(journal=type(stage.journal)(shelf), cloud=stage.cloud)

    _, cleared, _ = await clear(other, record_id)

    assert deletes(other) == []
    assert cleared.kept == (f"The record {record_id} is not whole: it proves nothing.",)


async def test_a_vpc_whose_subnets_are_said_to_be_unknown_is_not_removed() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    stage.cloud.known_ports = (DHCP, FOREIGN)
    missing = Refused(status=404, code="VPC.0202", message="not found")
    stage.cloud.script("subnets", *[missing] * 20)

    plan, _, _ = await clear(stage, record_id)

    assert deletes(stage) == []
    assert plan.keeps == (
        f"Not known: VPC {VPC.id} is there, and the service knows no subnets of it.",
    )


async def test_a_drill_that_is_being_made_somewhere_keeps_every_vpc() -> None:
    stage = Stage()
    record_id = await left_by_a_drill(stage)
    colleague = replace(DRILL, id="d-new", name="drill-2", status="creating", vpc_id="", servers=())
    stage.cloud.known_drills["d-new"] = colleague

    plan, _, _ = await clear(stage, record_id)

    assert deletes(stage) == []
    assert plan.keeps == ("The drill drill-2 is being made, and its VPC is not told yet.",)
