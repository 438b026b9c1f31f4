"""A drill from wish to clean-up, by a client that knows nothing of drilltui."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.peers.marks import PEER

if TYPE_CHECKING:
    from tests.peers.vendor import Vendor

pytestmark = PEER

COURSE = ("INIT", "RUNNING", "SUCCESS")


def check_course(seen: list[Any], kind: str, instance_ids: set[str], *, made_vpc: bool) -> None:
    """A job went through its statuses in order, with a sub-job for each instance."""
    places = [COURSE.index(job.status) for job in seen]
    assert places == sorted(places)
    assert {1, 2} <= set(places)  # INIT lasts two looks and may be missed
    assert {job.job_type for job in seen} == {kind}
    for job in seen:
        assert (job.end_time is None) == (job.status != "SUCCESS")
        assert (job.error_code, job.fail_reason) == (None, None)
    done = [
        {sub.job_id for sub in job.entities.sub_jobs or () if sub.status == "SUCCESS"}
        for job in seen
    ]
    assert all(before <= after for before, after in pairwise(done))  # what is done stays done
    subs = seen[-1].entities.sub_jobs
    of_servers = [sub for sub in subs if sub.entities.protected_instance_id]
    assert {sub.entities.protected_instance_id for sub in of_servers} == instance_ids
    assert len(of_servers) == len(instance_ids)
    assert len(subs) - len(of_servers) == made_vpc
    assert {sub.status for sub in subs} == {"SUCCESS"}
    for part in (seen[-1], *subs):
        assert stamp(part.begin_time) < stamp(part.end_time) <= stamp(seen[-1].end_time)


def stamp(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


def drills_named(vendor: Vendor, group_id: str, name: str) -> list[Any]:
    answer = vendor.sdrs.ask("list_disaster_recovery_drills", server_group_id=group_id, name=name)
    found = answer.disaster_recovery_drills
    assert isinstance(found, list)
    return found


def check_servers(vendor: Vendor, drill: Any) -> None:
    """The drill has a copy of each stand-in, in its own VPC and the recovery zone."""
    group_id = drill.server_group_id
    group = vendor.sdrs.ask("show_protection_group", server_group_id=group_id).server_group
    instances = vendor.sdrs.ask(
        "list_protected_instances", server_group_id=group_id
    ).protected_instances
    stands_for = {one.protected_instance: one.drill_server_id for one in drill.drill_servers}
    assert set(stands_for) == {instance.id for instance in instances}
    for instance in instances:
        copy = vendor.ecs.ask("show_server", server_id=stands_for[instance.id]).server
        model = vendor.ecs.ask("show_server", server_id=instance.target_server).server
        assert (copy.status, model.status) == ("ACTIVE", "SHUTOFF")
        assert (copy.name, copy.flavor) == (model.name, model.flavor)
        assert copy.metadata["vpc_id"] == drill.drill_vpc_id
        assert copy.os_ext_a_zavailability_zone == group.target_availability_zone
        addresses = [nic.addr for nic in copy.addresses[drill.drill_vpc_id]]
        assert addresses == [nic.addr for nic in model.addresses[group.target_vpc_id]]


def cidrs(vendor: Vendor, vpc_id: str) -> set[str]:
    return {subnet.cidr for subnet in vendor.vpc.ask("list_subnets", vpc_id=vpc_id).subnets}


def check_tidied(vendor: Vendor, vpc_id: str) -> None:
    """The VPC that a drill left behind can be deleted."""
    vendor.delete_network(vpc_id)
    gone = vendor.refusal(lambda: vendor.vpc.ask("show_vpc", vpc_id=vpc_id))
    assert (gone.status_code, gone.error_code) == (404, "VPC.0003")


@pytest.mark.parametrize("network", ["vpc-drill-a", None], ids=["given VPC", "automatic VPC"])
def test_from_wish_to_clean_up(vendor: Vendor, network: str | None) -> None:
    group = vendor.group("pg-payments")
    own = {
        instance.id
        for instance in vendor.sdrs.ask(
            "list_protected_instances", server_group_id=group.id
        ).protected_instances
    }
    assert len(own) == group.protected_instance_num == 4
    given = None if network is None else vendor.network(network).id
    before = {one.id for one in vendor.vpc.ask("list_vpcs").vpcs}
    assert drills_named(vendor, group.id, "drill-peers") == []

    seen = vendor.follow(vendor.create_drill(group.id, "drill-peers", given))
    check_course(seen, "createDisasterRecoveryDrill", own, made_vpc=given is None)
    (drill,) = drills_named(vendor, group.id, "drill-peers")
    assert vendor.drill(drill.id) == drill
    assert drill.status == "available"
    assert vendor.group("pg-payments").disaster_recovery_drill_num == 1
    made = {one.id for one in vendor.vpc.ask("list_vpcs").vpcs} - before
    assert made == (set() if given else {drill.drill_vpc_id})
    assert drill.drill_vpc_id == (given or made.pop())
    assert cidrs(vendor, drill.drill_vpc_id) == cidrs(vendor, group.target_vpc_id)
    check_servers(vendor, drill)

    renamed = vendor.rename_drill(drill.id, "drill-演练_2.0")
    assert (renamed.id, renamed.name) == (drill.id, "drill-演练_2.0")
    assert vendor.drill(drill.id) == renamed
    assert drills_named(vendor, group.id, "drill-peers") == []
    bad = vendor.refusal(lambda: vendor.rename_drill(drill.id, "drill peers"))
    assert bad.error_code == "SDRS.0202"

    seen = vendor.follow(vendor.delete_drill(drill.id))
    check_course(seen, "deleteDisasterRecoveryDrill", own, made_vpc=False)
    check_gone(vendor, drill)
    shown = vendor.vpc.ask("show_vpc", vpc_id=drill.drill_vpc_id).vpc
    assert shown.status == "OK"  # the VPC stays, a given one as well as one made for the drill
    assert cidrs(vendor, shown.id) == cidrs(vendor, group.target_vpc_id)
    if given is None:
        check_tidied(vendor, shown.id)


def check_gone(vendor: Vendor, drill: Any) -> None:
    """Neither the drill nor any of its servers is to be found."""
    gone = vendor.refusal(lambda: vendor.drill(drill.id))
    assert type(gone) is vendor.Refused
    assert (gone.status_code, gone.error_code) == (400, "SDRS.1902")
    of_group = vendor.sdrs.ask(
        "list_disaster_recovery_drills", server_group_id=drill.server_group_id
    )
    assert of_group.disaster_recovery_drills == []
    for one in drill.drill_servers:
        show = partial(vendor.ecs.ask, "show_server", server_id=one.drill_server_id)
        missing = vendor.refusal(show)
        assert (missing.status_code, missing.error_code) == (404, "Ecs.0114")


def test_a_drill_that_fails(vendor: Vendor) -> None:
    group = vendor.group("pg-ledger")
    job = vendor.follow(
        vendor.create_drill(group.id, "drill-fails", vendor.network("vpc-drill-a").id)
    )[-1]
    assert (job.status, job.error_code) == ("FAIL", "SDRS.1905")
    assert "VolumeLimitExceeded" in job.fail_reason
    assert sorted(sub.status for sub in job.entities.sub_jobs) == ["FAIL", "SUCCESS"]
    (drill,) = drills_named(vendor, group.id, "drill-fails")
    assert drill.status == "error"
    assert len(drill.drill_servers) == 1
    tasks = vendor.sdrs.ask("list_failure_jobs", server_group_id=group.id).failure_jobs
    (task,) = [one for one in tasks if one.resource_id == drill.id]
    assert (task.failure_status, task.job_id) == ("createFail", job.job_id)
    assert (task.error_code, task.fail_reason) == (job.error_code, job.fail_reason)

    assert vendor.follow(vendor.delete_drill(drill.id))[-1].status == "SUCCESS"
    assert vendor.sdrs.ask("delete_failure_job", failure_job_id=drill.id).status_code == 204
    assert drills_named(vendor, group.id, "drill-fails") == []
