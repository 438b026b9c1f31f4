"""In whatever world: what is not proven to be the drill's, or holds anything else, is not removed.

The worlds are judged here by how they were made, and not by the program's own rules.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from drilltui.domain.drill import CREATING
from drilltui.domain.errors import DrilltuiError, Refused, Unreachable
from drilltui.domain.network import Port, Subnet
from tests.faults.demand import LONGER
from tests.services.left_network import DHCP, FOREIGN, RESOURCES, deletes, left_by_a_drill, over
from tests.services.stage import DRILL, SUBNET, VPC, Stage

OWNERS = st.sampled_from(["compute:az1", "", "network:VIP_PORT", "neutron:LOADBALANCERV2"])
FLAW = st.sampled_from([True, *[False] * 5])


@dataclass(frozen=True)
class Flaws:
    """What is wrong in a world, each of which forbids every removal. With none all may go."""

    there_before: bool = False
    chosen: bool = False
    unknown_subnet: bool = False
    late_subnet: bool = False
    foreign_port: bool = False
    other_drill: bool = False
    drill_there: bool = False
    unread: bool = False


FLAWS = st.builds(Flaws, *[FLAW] * 8)


def spoil(stage: Stage, flaws: Flaws, owner: str) -> None:
    cloud = stage.cloud
    if flaws.unknown_subnet:
        cloud.known_subnets[VPC.id] += (Subnet("subnet-x", SUBNET.name, VPC.id),)
    if flaws.foreign_port:
        cloud.known_ports = (DHCP, replace(FOREIGN, owner=owner))
    if flaws.other_drill:
        other = replace(DRILL, id="drill-id-9", name=DRILL.name, status=CREATING)
        cloud.known_drills[other.id] = other
    if flaws.drill_there:
        stage.add_drill()
    if flaws.unread:
        cloud.script("drills", *[Unreachable("No route.", sent=True)] * 20)


@settings(max_examples=60 * LONGER, deadline=None)
@given(
    before=FLAWS,
    after=FLAWS,
    owner=OWNERS,
    busy=st.integers(0, 2),
    meanwhile=st.sampled_from(["plan", "subnet"]),
)
def test_only_a_vpc_that_is_proven_ours_and_holds_nothing_else_is_removed(
    before: Flaws, after: Flaws, owner: str, busy: int, meanwhile: str
) -> None:
    sent = asyncio.run(_removed(before, after, owner, busy, meanwhile))

    if before != Flaws():
        assert sent == []
        return
    # What the record says does not change any more: the rest of the flaws come up later.
    later = replace(after, there_before=False, chosen=False, late_subnet=False)
    if meanwhile == "subnet" and not busy:
        later = replace(later, foreign_port=False)  # it went with its subnet
    if later == Flaws():
        assert sent == [*["delete_subnet"] * (busy + 1), "delete_vpc"]
    elif meanwhile == "plan":
        assert sent == []
    else:
        assert sent == ["delete_subnet"]


async def _removed(before: Flaws, after: Flaws, owner: str, busy: int, meanwhile: str) -> list[str]:
    """Clean up in this world; the flaws of `after` come up after the plan, or after the subnet."""
    stage = Stage()
    late = [{**row, "made": row["kind"] != "subnet"} for row in RESOURCES if isinstance(row, dict)]
    record_id = await left_by_a_drill(
        stage,
        vpcs_before=("vpc-prod", VPC.id) if before.there_before else ("vpc-prod",),
        vpc_id=VPC.id if before.chosen else "",
        resources=[*late] if before.late_subnet else None,
    )
    in_use = Refused(status=500, code="VPC.0208", message="in use")
    stage.cloud.script("delete_subnet", *[in_use] * busy)
    spoil(stage, before, owner)

    async def later() -> None:
        spoil(stage, after, owner)

    if meanwhile == "subnet":
        stage.cloud.during("delete_subnet", later)
    try:
        plan = await stage.session.cleanup.plan(record_id)
        if meanwhile == "plan":
            await later()
        async with stage.watching():
            await over(stage, stage.session.cleanup.remove(plan, plan.word))
    except DrilltuiError as error:
        stage.cloud.asked.append(("refused", error))
    return deletes(stage)


def test_ports_that_come_with_a_subnet_keep_nothing() -> None:
    async def clean() -> list[str]:
        stage = Stage()
        record_id = await left_by_a_drill(stage)
        router = Port("p", SUBNET.id, "r", "network:router_interface_distributed")
        stage.cloud.known_ports = (DHCP, router)
        plan = await stage.session.cleanup.plan(record_id)
        await over(stage, stage.session.cleanup.remove(plan, plan.word))
        return deletes(stage)

    assert asyncio.run(clean()) == ["delete_subnet", "delete_vpc"]
