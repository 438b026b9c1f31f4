"""The SDK reads everything there is: lists in pages and filtered, single things, itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from drilltui.sandbox.embedded import Access
from drilltui.sandbox.scenario_file import load_scenario
from tests.peers.marks import PEER

if TYPE_CHECKING:
    from tests.peers.vendor import Vendor

pytestmark = PEER

# The API reference's table of group statuses, typed here once more.
GROUP_STATES = {
    *("creating", "deleting", "available", "starting", "protected", "stopping", "reversing"),
    *("failing-over", "failed-over", "reprotecting", "error", "error-deleting"),
    *("error-starting", "error-stopping", "error-reversing", "error-reprotecting"),
    "error-failing-over",
}


def names(things: Iterable[Any]) -> set[str]:
    return {thing.name for thing in things}


def pages(read: Callable[[int], list[Any]], size: int) -> list[Any]:
    """Every item that `read` gives from an offset on, until a page is not full."""
    found: list[Any] = []
    while True:
        page = read(len(found))
        assert len(page) <= size
        found += page
        if len(page) < size:
            return found


def test_groups_in_every_state_there_is(vendor: Vendor, insurance: Vendor) -> None:
    both = [one.sdrs.ask("list_protection_groups") for one in (vendor, insurance)]
    assert {group.status for answer in both for group in answer.server_groups} == GROUP_STATES
    for answer in both:
        assert answer.status_code == 200
        assert answer.count == len(answer.server_groups)


@pytest.mark.parametrize(
    ("call", "member", "counts_all"),
    [
        ("list_protection_groups", "server_groups", True),
        ("list_protected_instances", "protected_instances", False),
        ("list_replications", "replications", False),
        ("list_disaster_recovery_drills", "disaster_recovery_drills", False),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 999])
def test_lists_of_sdrs_in_pages(
    vendor: Vendor, call: str, member: str, counts_all: bool, size: int
) -> None:
    whole = getattr(vendor.sdrs.ask(call), member)
    assert len(whole) > 1

    def read(offset: int) -> list[Any]:
        answer = vendor.sdrs.ask(call, limit=size, offset=offset)
        page: list[Any] = getattr(answer, member)
        assert answer.count == (len(whole) if counts_all else len(page))
        return page

    assert pages(read, size) == whole


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"name": "pay"}, {"pg-payments", "pg-payments-batch", "pg-paydesk", "pg-payroll"}),
        ({"status": "failed-over"}, {"pg-payroll"}),
        ({"availability_zone": "eu-demo-1b"}, {"pg-payroll"}),
        ({"query_type": "status_abnormal"}, {"pg-mailrelay"}),
        ({"query_type": "stop_protected"}, {"pg-archive", "pg-crm"}),
        ({"name": "pay", "status": "protected"}, {"pg-payments", "pg-payments-batch"}),
        # Characters that a signature is easily wrong about: the answer is a list, not a 401.
        ({"name": "a b+c&d=e/f?g%20h~i*j'k(l)"}, set()),
        ({"name": "演练 é"}, set()),
    ],
)
def test_groups_filtered(vendor: Vendor, wanted: dict[str, str], found: set[str]) -> None:
    answer = vendor.sdrs.ask("list_protection_groups", **wanted)
    assert names(answer.server_groups) == found
    assert answer.count == len(found)


def test_groups_without_a_drill_for_three_months(vendor: Vendor) -> None:
    overdue = names(
        vendor.sdrs.ask("list_protection_groups", query_type="period_no_dr_drill").server_groups
    )
    assert {"pg-fraud", "pg-reporting", "pg-webshop"} <= overdue
    assert not {"pg-payroll", "pg-intranet", "pg-ledger", "pg-mailrelay"} & overdue


def test_instances_and_pairs_filtered(vendor: Vendor) -> None:
    payments, fraud = vendor.group("pg-payments"), vendor.group("pg-fraud")
    every = vendor.sdrs.ask("list_protected_instances").protected_instances
    of_both = [one for one in every if one.server_group_id in (payments.id, fraud.id)]
    assert names(of_both) >= {"pay-db-01", "fraud-score-01"}
    ids = f'["{payments.id}","{fraud.id}"]'

    def instances(**wanted: Any) -> list[Any]:
        found = vendor.sdrs.ask("list_protected_instances", **wanted).protected_instances
        assert isinstance(found, list)
        return found

    def pairs(**wanted: Any) -> set[str]:
        return names(vendor.sdrs.ask("list_replications", **wanted).replications)

    assert instances(server_group_ids=ids) == of_both
    assert names(instances(server_group_id=fraud.id)) == {"fraud-score-01", "fraud-score-02"}
    assert names(instances(status="fault")) == {"fraud-score-01"}
    database = next(one for one in of_both if one.name == "pay-db-01")
    assert instances(protected_instance_ids=f'["{database.id}"]') == [database]
    disks = {"pay-db-01-sys", "pay-db-01-data1", "pay-db-01-data2"}
    assert pairs(protected_instance_id=database.id) == disks
    assert pairs(server_group_id=payments.id, name="pay-db") == disks
    assert "fraud-score-01-data1" in pairs(status="fault")
    assert not pairs(status="fault") & disks


def test_drills_filtered(vendor: Vendor) -> None:
    def drills(**wanted: str) -> set[str]:
        answer = vendor.sdrs.ask("list_disaster_recovery_drills", **wanted)
        return names(answer.disaster_recovery_drills)

    assert drills(status="error") == {"drill-ledger-2"}
    assert drills(status="error-deleting") == {"drill-relay"}
    assert drills(server_group_id=vendor.group("pg-payroll").id) == {"drill-0911"}
    assert drills(drill_vpc_id=vendor.network("vpc-drill-b").id) == {"drill-0911"}
    assert drills(name="edger") == {"drill-ledger-2"}


def test_what_is_shown_alone_is_what_the_list_shows(vendor: Vendor) -> None:
    ask = vendor.sdrs.ask
    for group in ask("list_protection_groups").server_groups:
        assert ask("show_protection_group", server_group_id=group.id).server_group == group
    instance = ask("list_protected_instances").protected_instances[-1]
    shown = ask("show_protected_instance", protected_instance_id=instance.id)
    assert shown.protected_instance == instance
    pair = ask("list_replications").replications[-1]
    assert ask("show_replication", replication_id=pair.id).replication == pair
    drill = ask("list_disaster_recovery_drills").disaster_recovery_drills[0]
    assert vendor.drill(drill.id) == drill
    server = vendor.ecs.ask("list_servers_details", limit=1).servers[0]
    assert vendor.ecs.ask("show_server", server_id=server.id).server == server
    network = vendor.network("vpc-lab")
    assert vendor.vpc.ask("show_vpc", vpc_id=network.id).vpc == network


def test_networks_in_pages(vendor: Vendor) -> None:
    for call, member in (("list_vpcs", "vpcs"), ("list_subnets", "subnets")):
        whole = getattr(vendor.vpc.ask(call), member)
        found: list[Any] = []
        while page := getattr(
            vendor.vpc.ask(call, limit=2, marker=found[-1].id if found else None), member
        ):
            found += page
        assert found == whole
        assert len(found) > 5
    lab = vendor.network("vpc-lab")
    assert vendor.vpc.ask("list_vpcs", id=lab.id).vpcs == [lab]
    assert names(vendor.vpc.ask("list_subnets", vpc_id=lab.id).subnets) == {"subnet-lab"}
    assert vendor.vpc.ask("list_subnets", vpc_id=vendor.network("vpc-empty").id).subnets == []


def test_servers_by_page_name_address_and_id(vendor: Vendor) -> None:
    ask = vendor.ecs.ask
    first, second = (ask("list_servers_details", limit=5, offset=page) for page in (1, 2))
    assert first.count == second.count > 10
    assert len({server.id for server in (*first.servers, *second.servers)}) == 10
    one, two = first.servers[0], second.servers[0]
    assert ask("list_servers_details", server_id=f"{one.id},{two.id}").servers == [one, two]
    assert names(ask("list_servers_details", name="pay.db", status="SHUTOFF").servers) == {
        "pay-db-01"
    }
    (nic,) = one.addresses[one.metadata["vpc_id"]]
    assert one in ask("list_servers_details", ip_eq=nic.addr).servers


def test_domains_quotas_and_versions(vendor: Vendor) -> None:
    (domain,) = vendor.sdrs.ask("list_active_active_domains").domains
    assert domain.local_replication_cluster.availability_zone == "eu-demo-1a"
    assert domain.remote_replication_cluster.availability_zone == "eu-demo-1b"
    resources = vendor.sdrs.ask("show_quota").quotas.resources
    used = {resource.type: (resource.used, resource.quota) for resource in resources}
    assert used["server_groups"] == (15, 50)
    assert set(used) == {"server_groups", "replications"}
    (version,) = vendor.sdrs.ask("list_api_versions").versions
    assert (version.id, version.status) == ("v1", "CURRENT")


def test_the_sdk_finds_projects_and_the_account(
    vendor: Vendor, insurance: Vendor, access: Access
) -> None:
    projects = vendor.iam.ask("keystone_list_projects").projects
    assert names(projects) == {access.region, f"{access.region}_insurance"}
    assert projects == [
        project
        for number in (1, 2)
        for project in vendor.iam.ask("keystone_list_projects", page=number, per_page=1).projects
    ]
    assert len(vendor.iam.ask("keystone_list_auth_projects").projects) == 2
    assert vendor.found_project(access, access.region) == access.project_id
    with pytest.raises(vendor.Error) as caught:
        vendor.found_project(access, "eu-demo-9")
    assert "Failed to get project id of region 'eu-demo-9'" in str(caught.value)
    assert {vendor.found_account(access)} == {project.domain_id for project in projects}


def test_a_project_has_only_its_own(vendor: Vendor, insurance: Vendor) -> None:
    groups = insurance.sdrs.ask("list_protection_groups").server_groups
    assert "pg-claims" in names(groups)
    assert not names(groups) & names(vendor.sdrs.ask("list_protection_groups").server_groups)
    assert names(insurance.vpc.ask("list_vpcs").vpcs) == {"vpc-claims", "vpc-claims-drill"}


def test_temporary_keys(vendor_type: type[Vendor], access: Access) -> None:
    key = load_scenario("smooth").users[0].keys[1]
    temporary = vendor_type(replace(access, ak=key.ak, sk=key.sk), key.security_token)
    assert temporary.sdrs.ask("list_protection_groups", limit=1).count == 15
    temporary.close()
