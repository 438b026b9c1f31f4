"""What the sandbox refuses, as the SDK's own exceptions tell it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from drilltui.sandbox.embedded import Access
from tests.peers.marks import PEER

if TYPE_CHECKING:
    from tests.peers.vendor import Vendor

pytestmark = PEER

NOBODY = "0b5e1f2a-3c4d-4e5f-8a9b-0c1d2e3f4a5b"
"""The id of nothing."""

Attempt: TypeAlias = "Callable[[Vendor], object]"


def create(group: str, name: str = "drill-peers", network: str | None = None) -> Attempt:
    """An attempt to start a drill of a group, in a network with this name."""

    def attempt(vendor: Vendor) -> object:
        vpc_id = None if network is None else vendor.network(network).id
        return vendor.create_drill(vendor.group(group).id, name, vpc_id)

    return attempt


def create_with(**wrong: str) -> Attempt:
    """An attempt to start a drill of pg-payments with ids that are wrong."""
    return lambda vendor: vendor.create_drill(
        wrong.get("group_id") or vendor.group("pg-payments").id, "drill-peers", wrong.get("vpc_id")
    )


def sdrs(call: str, **arguments: Any) -> Attempt:
    return lambda vendor: vendor.sdrs.ask(call, **arguments)


def delete_subnet_in_use(vendor: Vendor) -> object:
    network = vendor.network("vpc-prod")
    subnet = vendor.vpc.ask("list_subnets", vpc_id=network.id).subnets[0]
    return vendor.vpc.ask("delete_subnet", vpc_id=network.id, subnet_id=subnet.id)


def delete_vpc_in_use(vendor: Vendor) -> object:
    return vendor.vpc.ask("delete_vpc", vpc_id=vendor.network("vpc-lab").id)


def check(refusal: Any, status: int, code: str) -> None:
    assert (refusal.status_code, refusal.error_code) == (status, code)
    assert re.fullmatch("[0-9a-f]{32}", refusal.request_id)
    assert refusal.error_msg


@pytest.mark.parametrize(
    ("attempt", "status", "code"),
    [
        pytest.param(create("pg-payments", "bad name!"), 400, "SDRS.0202", id="letters"),
        pytest.param(create("pg-payments", ""), 400, "SDRS.0202", id="no name"),
        pytest.param(create("pg-payments", "n" * 65), 400, "SDRS.0202", id="65 bytes"),
        pytest.param(create("pg-payments", "演" * 22), 400, "SDRS.0202", id="66 bytes"),
        pytest.param(create_with(vpc_id=NOBODY), 400, "SDRS.0204", id="unknown VPC"),
        pytest.param(create_with(vpc_id="vpc-prod"), 400, "SDRS.0204", id="no VPC id"),
        pytest.param(
            create("pg-payments", network="vpc-prod"), 400, "SDRS.1907", id="the group's own VPC"
        ),
        pytest.param(create("pg-payments", network="vpc-empty"), 400, "SDRS.1908", id="no subnet"),
        pytest.param(create("pg-payments", network="vpc-lab"), 400, "SDRS.1909", id="other CIDR"),
        pytest.param(
            create("pg-payments", network="vpc-drill-half"), 400, "SDRS.1909", id="subnet missing"
        ),
        pytest.param(
            create("pg-payments", network="vpc-drill-b"), 400, "SDRS.1921", id="VPC in use"
        ),
        pytest.param(create_with(group_id=NOBODY), 400, "SDRS.1013", id="unknown group"),
        pytest.param(create_with(group_id="pg-payments"), 400, "SDRS.0207", id="no group id"),
        pytest.param(create("pg-archive"), 400, "SDRS.1015", id="nothing protected"),
        pytest.param(create("pg-payments-batch"), 400, "SDRS.1830", id="still syncing"),
        pytest.param(
            lambda vendor: vendor.delete_drill(NOBODY), 400, "SDRS.1902", id="delete nothing"
        ),
        pytest.param(
            lambda vendor: vendor.rename_drill(NOBODY, "new"), 400, "SDRS.1902", id="rename nothing"
        ),
        pytest.param(lambda vendor: vendor.drill(NOBODY), 400, "SDRS.1902", id="show nothing"),
        pytest.param(lambda vendor: vendor.drill("drill-0911"), 400, "SDRS.1900", id="no drill id"),
        pytest.param(
            sdrs("show_protection_group", server_group_id=NOBODY), 400, "SDRS.1013", id="no group"
        ),
        pytest.param(
            sdrs("show_protected_instance", protected_instance_id=NOBODY),
            400,
            "SDRS.1320",
            id="no instance",
        ),
        pytest.param(
            sdrs("show_replication", replication_id=NOBODY), 400, "SDRS.1608", id="no pair"
        ),
        pytest.param(sdrs("show_job_status", job_id="ff80"), 404, "SDRS.0408", id="no job"),
        pytest.param(
            sdrs("list_protection_groups", limit=1001), 400, "SDRS.0221", id="limit too large"
        ),
        pytest.param(
            sdrs("list_disaster_recovery_drills", limit=-1), 400, "SDRS.0221", id="limit negative"
        ),
        pytest.param(
            sdrs("list_protected_instances", offset=-1), 400, "SDRS.0222", id="offset negative"
        ),
        pytest.param(
            sdrs("list_protection_groups", status="fine"), 400, "SDRS.0209", id="no such status"
        ),
        pytest.param(
            sdrs("list_protection_groups", availability_zone="eu-demo-1z"),
            400,
            "SDRS.0203",
            id="no such zone",
        ),
        pytest.param(
            sdrs("list_replications", protected_instance_ids=str([NOBODY] * 31)),
            400,
            "SDRS.0226",
            id="31 ids",
        ),
        pytest.param(
            lambda vendor: vendor.vpc.ask("show_vpc", vpc_id=NOBODY), 404, "VPC.0003", id="no VPC"
        ),
        pytest.param(delete_vpc_in_use, 409, "VPC.0104", id="VPC with subnets"),
        pytest.param(
            lambda vendor: vendor.ecs.ask("show_server", server_id=NOBODY),
            404,
            "Ecs.0114",
            id="no server",
        ),
        pytest.param(
            lambda vendor: vendor.ecs.ask("list_servers_details", limit=1001),
            400,
            "Ecs.0005",
            id="servers, limit too large",
        ),
    ],
)
def test_refused(vendor: Vendor, attempt: Attempt, status: int, code: str) -> None:
    refusal = vendor.refusal(lambda: attempt(vendor))
    assert type(refusal) is vendor.Refused
    check(refusal, status, code)


def test_an_error_of_the_service_is_another_exception(vendor: Vendor) -> None:
    failure = vendor.refusal(lambda: delete_subnet_in_use(vendor))
    assert type(failure) is vendor.Failed
    check(failure, 500, "VPC.0208")


@pytest.mark.parametrize(
    ("project", "name", "state"),
    [
        ("vendor", "pg-webshop", "creating"),
        ("vendor", "pg-old-erp", "deleting"),
        ("vendor", "pg-kiosk", "starting"),
        ("vendor", "pg-paydesk", "stopping"),
        ("vendor", "pg-treasury", "reversing"),
        ("insurance", "pg-policies", "failing-over"),
        ("insurance", "pg-brokers", "reprotecting"),
        ("insurance", "pg-migration-test", "error"),
        ("insurance", "pg-legacy-claims", "error-deleting"),
    ],
)
def test_no_drill_in_a_group_that_is(
    request: pytest.FixtureRequest, project: str, name: str, state: str
) -> None:
    client: Vendor = request.getfixturevalue(project)
    group = client.group(name)
    assert group.status == state
    refusal = client.refusal(lambda: client.create_drill(group.id, "drill-peers"))
    assert type(refusal) is client.Refused
    check(refusal, 400, "SDRS.1002")
    assert client.group(name) == group  # nothing came of it


def test_neither_deleted_nor_its_vpc_reused_while_it_is_being_created(vendor: Vendor) -> None:
    group, network = vendor.group("pg-crm"), vendor.network("vpc-drill-a")
    creation = vendor.create_drill(group.id, "drill-too-soon", network.id)
    (drill,) = vendor.sdrs.ask(
        "list_disaster_recovery_drills", server_group_id=group.id, name="drill-too-soon"
    ).disaster_recovery_drills
    assert (drill.status, drill.drill_vpc_id) == ("creating", network.id)
    check(vendor.refusal(lambda: vendor.delete_drill(drill.id)), 400, "SDRS.1913")
    again = vendor.refusal(lambda: vendor.create_drill(group.id, "drill-again", network.id))
    check(again, 400, "SDRS.1921")

    assert vendor.follow(creation)[-1].status == "SUCCESS"
    deletion = vendor.delete_drill(drill.id)
    check(vendor.refusal(lambda: vendor.delete_drill(drill.id)), 400, "SDRS.1913")
    assert vendor.follow(deletion)[-1].status == "SUCCESS"
    check(vendor.refusal(lambda: vendor.delete_drill(drill.id)), 400, "SDRS.1902")


@pytest.mark.parametrize("change", [{"sk": "not-the-secret-key"}, {"ak": "NOBODYSKEY0000000001"}])
def test_wrong_keys(
    vendor: Vendor, vendor_type: type[Vendor], access: Access, change: dict[str, str]
) -> None:
    stranger = vendor_type(replace(access, **change))
    for service, call in (
        (stranger.sdrs, "list_protection_groups"),
        (stranger.vpc, "list_vpcs"),
        (stranger.ecs, "list_servers_details"),
        (stranger.iam, "keystone_list_projects"),
    ):
        refusal = vendor.refusal(partial(service.ask, call))
        assert type(refusal) is vendor.Refused
        check(refusal, 401, "APIGW.0301")
        assert access.sk not in refusal.error_msg
    stranger.close()
    # A right signature is still welcome: a few wrong ones do not lock the key.
    assert vendor.sdrs.ask("list_protection_groups", limit=1).count == 15


def test_another_account_s_project(
    vendor: Vendor, vendor_type: type[Vendor], access: Access
) -> None:
    astray = vendor_type(replace(access, project_id="0" * 32))
    refusals = [
        vendor.refusal(lambda: astray.sdrs.ask("list_protection_groups")),
        vendor.refusal(lambda: astray.vpc.ask("list_vpcs")),
        vendor.refusal(lambda: astray.ecs.ask("list_servers_details")),
    ]
    for refusal, code in zip(refusals, ("SDRS.0001", "VPC.0007", "Ecs.0023"), strict=True):
        check(refusal, 400, code)
    assert len({refusal.request_id for refusal in refusals}) == 3
    astray.close()
