"""Two clients, one sandbox: our own client reads, field by field, what the SDK reads."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from drilltui.cloud.huawei import HuaweiCloud
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import Refused
from drilltui.domain.group import ProtectedInstance, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.network import Subnet
from drilltui.domain.server import Server
from tests.peers import twins
from tests.peers.marks import PEER
from tests.peers.twins import Twins

if TYPE_CHECKING:
    from tests.peers.vendor import Service, Vendor

pytestmark = PEER

Value = TypeVar("Value")
Read = TypeVar("Read")

NOBODY = "0b5e1f2a-3c4d-4e5f-8a9b-0c1d2e3f4a5b"

PATIENCE = 20.0
"""Real seconds after which a job that has not ended, or a world that never stands still for three
requests, counts as stuck."""


async def at_once(
    theirs: Callable[[], Any], ours: Callable[[], Awaitable[Read]]
) -> tuple[Any, Read]:
    """What both clients read of the same moment.

    The SDK reads before and after ours; when it reads the same, so must ours have done.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        before, own = theirs(), await ours()
        if theirs() == before:
            return before, own
    pytest.fail(f"the sandbox did not stand still for {PATIENCE} s")


def listed(service: Service, call: str, member: str, **wanted: Any) -> Callable[[], list[Any]]:
    """The SDK's reading of a list, to be done when it is called."""

    def read() -> list[Any]:
        found: list[Any] = getattr(service.ask(call, **wanted), member)
        return found

    return read


def silent(kind: type, values: Iterable[object]) -> set[str]:
    """The fields that are empty in every one of `values`."""
    known = list(values)
    names = [field.name for field in fields(kind) if field.name != "raw"]
    return {name for name in names if not any(getattr(value, name) for value in known)}


async def compare(
    kind: Twins[Value],
    theirs: Callable[[], list[Any]],
    ours: Callable[[], Awaitable[Sequence[Value]]],
) -> Sequence[Value]:
    """Both clients read a list: the same items in the same order, equal in every field."""
    before, own = await at_once(theirs, ours)
    assert list(own) == [kind.of(one) for one in before]
    return own


@pytest.mark.parametrize("kind", twins.ALL, ids=lambda kind: kind.kind.__name__)
def test_every_field_of_ours_has_its_twin(kind: Twins[Any]) -> None:
    assert set(kind.fields) == {field.name for field in fields(kind.kind)} - {"raw"}
    unequal = {field.name for field in fields(kind.kind) if not field.compare}
    assert unequal <= {"raw"}, "what == leaves out, these tests would not see"


async def test_groups(vendor: Vendor, ours: HuaweiCloud) -> None:
    theirs = listed(vendor.sdrs, "list_protection_groups", "server_groups")
    groups = await compare(twins.GROUP, theirs, ours.groups)
    assert len(groups) == 15
    assert silent(twins.GROUP.kind, groups) == twins.GROUP.silent
    assert {group.protection_type for group in groups} == {"replication-pair", ""}
    assert [group async for page in ours.group_pages() for group in page] == list(groups)
    assert await ours.group(groups[0].id) == groups[0]


async def test_instances_and_pairs_and_their_counts(vendor: Vendor, ours: HuaweiCloud) -> None:
    instances: list[ProtectedInstance] = []
    pairs: list[ReplicationPair] = []
    for group in await ours.groups():
        of_group = partial(listed, vendor.sdrs, server_group_id=group.id)
        mine = await compare(
            twins.INSTANCE,
            of_group("list_protected_instances", "protected_instances"),
            partial(ours.instances, group.id),
        )
        disks = await compare(
            twins.PAIR,
            of_group("list_replications", "replications"),
            partial(ours.pairs, group.id),
        )
        drills = of_group("list_disaster_recovery_drills", "disaster_recovery_drills")()
        counts = (group.instance_count, group.pair_count, group.drill_count)
        assert counts == (len(mine), len(disks), len(drills))
        instances += mine
        pairs += disks
    assert silent(twins.INSTANCE.kind, instances) == twins.INSTANCE.silent
    assert silent(twins.PAIR.kind, pairs) == twins.PAIR.silent
    assert [one.name for one in instances if one.frozen] == ["report-02"]
    assert {pair.replication_status for pair in pairs} >= {"active", "copying", "inactive"}


async def test_drills_failed_tasks_and_their_jobs(vendor: Vendor, ours: HuaweiCloud) -> None:
    drills = await same_drills(vendor, ours)
    assert {drill.status for drill in drills} == {"available", "error", "error-deleting"}
    assert silent(twins.DRILL.kind, drills) == twins.DRILL.silent
    tasks: list[FailedTask] = []
    for group_id in (None, *(drill.group_id for drill in drills)):
        tasks += await compare(
            twins.FAILED_TASK,
            listed(vendor.sdrs, "list_failure_jobs", "failure_jobs", server_group_id=group_id),
            partial(ours.failed_tasks, group_id),
        )
    assert silent(twins.FAILED_TASK.kind, tasks) == twins.FAILED_TASK.silent
    kept = [task for task in tasks if task.resource_type == "disaster_recovery_drills"]
    assert {task.failure_status for task in kept} == {"createFail", "deleteFail"}
    for task in kept:
        job = await same_job(vendor, ours, task.job_id)
        assert (job.type, job.status, job.drill_id) == (task.job_type, "FAIL", "")
        assert (job.error_code, job.fail_reason) == (task.error_code, task.fail_reason)


async def test_networks(vendor: Vendor, ours: HuaweiCloud) -> None:
    networks = await compare(twins.NETWORK, listed(vendor.vpc, "list_vpcs", "vpcs"), ours.vpcs)
    assert silent(twins.NETWORK.kind, networks) == twins.NETWORK.silent
    subnets: list[Subnet] = []
    for network in networks:
        subnets += await compare(
            twins.SUBNET,
            listed(vendor.vpc, "list_subnets", "subnets", vpc_id=network.id),
            partial(ours.subnets, network.id),
        )
        assert await ours.vpc(network.id) == network
    assert silent(twins.SUBNET.kind, subnets) == twins.SUBNET.silent


async def test_servers_and_one_that_is_gone(vendor: Vendor, ours: HuaweiCloud) -> None:
    every = listed(vendor.ecs, "list_servers_details", "servers", limit=1000)
    ids = [server.id for server in every()]
    assert len(ids) > 25  # what the service gives to those who name no limit
    servers = await compare(twins.SERVER, every, partial(ours.servers, ids))
    assert await ours.server(ids[0]) == servers[0]
    (gone,) = await same_servers(vendor, ours, [NOBODY])
    assert gone.gone
    assert silent(twins.SERVER.kind, [*servers, gone]) == twins.SERVER.silent


async def test_projects(vendor: Vendor, ours: HuaweiCloud) -> None:
    by_name = partial(listed, vendor.iam, "keystone_list_projects", "projects")
    projects = await compare(twins.PROJECT, by_name(), ours.projects)
    assert len(projects) == 2
    assert silent(twins.PROJECT.kind, projects) == twins.PROJECT.silent
    for project in projects:
        one = by_name(name=project.name)
        assert await compare(twins.PROJECT, one, partial(ours.projects, project.name)) == (project,)


async def test_a_drill_that_one_starts_and_the_other_follows(
    vendor: Vendor, ours: HuaweiCloud
) -> None:
    group_id = vendor.group("pg-intranet").id
    receipt = await ours.create_drill(DrillDraft(group_id, "drill-of-two"))
    (drill,) = await same_drills(vendor, ours, group_id)
    assert drill.status == "creating"
    jobs = await same_course(vendor, ours, receipt.job_id)
    assert silent(Job, jobs) == {*twins.JOB.silent, "error_code", "fail_reason"}
    assert {"RUNNING", "SUCCESS"} <= {job.status for job in jobs}

    (drill,) = await same_drills(vendor, ours, group_id)
    assert drill.id == jobs[-1].drill_id
    assert await ours.drill(drill.id) == drill
    await same_rename(vendor, ours, drill.id)
    made = await same_servers(vendor, ours, [server.server_id for server in drill.servers])
    assert [(server.status, server.vpc_id) for server in made] == [("ACTIVE", drill.vpc_id)] * 2

    jobs = await same_course(vendor, ours, vendor.delete_drill(drill.id))
    assert (jobs[-1].type, jobs[-1].status) == ("deleteDisasterRecoveryDrill", "SUCCESS")
    assert await same_drills(vendor, ours, group_id) == ()
    vendor.delete_network(drill.vpc_id)


async def same_job(vendor: Vendor, ours: HuaweiCloud, job_id: str) -> Job:
    """A job as both clients see it."""
    before, own = await at_once(
        partial(vendor.sdrs.ask, "show_job_status", job_id=job_id), partial(ours.job, job_id)
    )
    assert own == twins.JOB.of(before)
    return own


async def same_course(vendor: Vendor, ours: HuaweiCloud, job_id: str) -> list[Job]:
    """A job as both clients see it, again and again until it has ended."""
    deadline = time.monotonic() + PATIENCE
    jobs = [await same_job(vendor, ours, job_id)]
    while not jobs[-1].ended:
        assert time.monotonic() < deadline, f"the job is still {jobs[-1].status}"
        await same_drills(vendor, ours)  # they are changing meanwhile
        jobs.append(await same_job(vendor, ours, job_id))
    return jobs


async def same_drills(
    vendor: Vendor, ours: HuaweiCloud, group_id: str | None = None
) -> Sequence[Drill]:
    """A group's drills, or all of them, as both clients see them."""
    theirs = partial(listed, vendor.sdrs, "list_disaster_recovery_drills")
    return await compare(
        twins.DRILL,
        theirs("disaster_recovery_drills", server_group_id=group_id),
        partial(ours.drills, group_id),
    )


async def same_servers(vendor: Vendor, ours: HuaweiCloud, ids: Sequence[str]) -> Sequence[Server]:
    """The servers with these ids as both clients see them."""
    theirs = listed(vendor.ecs, "list_servers_details", "servers", server_id=",".join(ids))
    return await compare(twins.SERVER, theirs, partial(ours.servers, ids))


async def same_rename(vendor: Vendor, ours: HuaweiCloud, drill_id: str) -> None:
    """Either client's new name is what the other reads."""
    renamed = await ours.rename_drill(drill_id, "drill-of-ours")
    assert renamed.name == "drill-of-ours"
    assert twins.DRILL.of(vendor.drill(drill_id)) == renamed
    theirs = vendor.rename_drill(drill_id, "演练-2.of_theirs")
    assert theirs.name == "演练-2.of_theirs"
    assert await ours.drill(drill_id) == twins.DRILL.of(theirs)


async def test_refusals(vendor: Vendor, ours: HuaweiCloud) -> None:
    paydesk, payments = vendor.group("pg-paydesk").id, vendor.group("pg-payments").id
    occupied = vendor.network("vpc-drill-b").id
    attempts: list[tuple[Callable[[], Any], Callable[[], Awaitable[Any]]]] = [
        (
            partial(vendor.create_drill, paydesk, "drill"),
            partial(ours.create_drill, DrillDraft(paydesk, "drill")),
        ),
        (
            partial(vendor.create_drill, payments, "drill", occupied),
            partial(ours.create_drill, DrillDraft(payments, "drill", occupied)),
        ),
        (
            partial(vendor.sdrs.ask, "show_protection_group", server_group_id=NOBODY),
            partial(ours.group, NOBODY),
        ),
        (partial(vendor.drill, NOBODY), partial(ours.drill, NOBODY)),
        (partial(vendor.delete_drill, NOBODY), partial(ours.delete_drill, NOBODY)),
        (
            partial(vendor.sdrs.ask, "show_job_status", job_id=NOBODY),
            partial(ours.job, NOBODY),
        ),
        (partial(vendor.vpc.ask, "show_vpc", vpc_id=NOBODY), partial(ours.vpc, NOBODY)),
        (partial(vendor.ecs.ask, "show_server", server_id=NOBODY), partial(ours.server, NOBODY)),
    ]
    request_ids = set()
    for theirs, own in attempts:
        refusal = vendor.refusal(theirs)
        with pytest.raises(Refused) as caught:
            await own()
        error = caught.value
        said = (refusal.status_code, refusal.error_code, refusal.error_msg)
        assert (error.status, error.code, error.message) == said
        request_ids |= {error.request_id, refusal.request_id}
    assert len(request_ids - {""}) == 2 * len(attempts)
