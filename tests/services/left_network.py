"""A drill that was made by the program and deleted since, and has left its VPC."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import TypeVar

from drilltui.domain.clearing import Plan
from drilltui.domain.clearing_progress import Cleared, Step
from drilltui.domain.json_value import JsonValue
from drilltui.domain.network import Port
from drilltui.domain.record import Action, Kind
from tests.services.stage import DRILL, GROUP, SUBNET, VPC, Stage

_Value = TypeVar("_Value")

DHCP = Port("port-dhcp", SUBNET.id, "dhcp-1", "network:dhcp", ("10.20.0.2",))
FOREIGN = Port("port-x", SUBNET.id, "server-x", "compute:az1", ("10.20.0.99",))
RESOURCES: list[JsonValue] = [
    {"kind": "VPC", "id": VPC.id, "name": VPC.name, "made": True},
    {"kind": "subnet", "id": SUBNET.id, "name": SUBNET.name, "made": True, "parent_id": VPC.id},
    {"kind": "server", "id": "server-1", "name": "pay-app-01", "made": True},
]


async def left_by_a_drill(
    stage: Stage,
    *,
    vpcs_before: tuple[str, ...] | None = ("vpc-prod",),
    vpc_id: str = "",
    gone: bool = True,
    resources: list[JsonValue] | None = None,
) -> str:
    """Write the record of a drill whose VPC stayed; return its id."""
    stage.cloud.known_ports = (DHCP,)
    record_id = await stage.record()
    about: dict[str, JsonValue] = {
        "action": Action.CREATE.value,
        "fingerprint": "print-1",
        "name": DRILL.name,
        "vpc_id": vpc_id,
        "skew": 0.0,
    }
    if vpcs_before is not None:
        about["vpcs_before"] = list(vpcs_before)
    add = stage.exercises.add
    await add(record_id, Kind.INTENDED, about)
    await add(record_id, Kind.ACCEPTED, {"action": "create", "job_id": "job-1"})
    await add(
        record_id,
        Kind.JOB,
        {"job_id": "job-1", "status": "SUCCESS", "drill_id": DRILL.id, "action": "create"},
    )
    seen: dict[str, JsonValue] = {
        "drill_id": DRILL.id,
        "status": "available",
        "vpc_id": VPC.id,
        "resources": RESOURCES if resources is None else resources,
    }
    await add(record_id, Kind.DRILL, seen)
    if gone:
        for kind, told in (
            (Kind.INTENDED, {"fingerprint": "print-2"}),
            (Kind.ACCEPTED, {"job_id": "job-2"}),
        ):
            await add(record_id, kind, {"action": "delete", **told})
        await add(record_id, Kind.JOB, {"job_id": "job-2", "status": "SUCCESS"})
        await add(record_id, Kind.READ_BACK, {"gone": True, "status": "gone"})
    return record_id


async def over(stage: Stage, work: Awaitable[_Value]) -> _Value:
    """Let time pass until `work` is done."""
    task = asyncio.ensure_future(work)
    for _ in range(1200):
        if task.done():
            break
        await stage.clock.advance(1)
    return task.result()


async def clear(stage: Stage, record_id: str) -> tuple[Plan, Cleared, list[Step]]:
    """Plan the clean-up and carry it out, as a person who types the name of the VPC."""
    steps: list[Step] = []
    plan = await stage.session.cleanup.plan(record_id)
    async with stage.watching():
        cleared = await over(stage, stage.session.cleanup.remove(plan, plan.word, steps.append))
    return plan, cleared, steps


def deletes(stage: Stage) -> list[str]:
    """The removals that were sent, in order."""
    return [name for name, _ in stage.cloud.asked if name in ("delete_subnet", "delete_vpc")]


async def submit_into(stage: Stage, vpc_id: str) -> None:
    """Let another drill be submitted into the VPC; nobody knows yet what came of that."""
    other = await stage.record(replace(GROUP, id="group-2"))
    about: dict[str, JsonValue] = {"action": "create", "name": "drill-2", "vpc_id": vpc_id}
    await stage.exercises.add(other, Kind.INTENDED, about)
