from dataclasses import replace
from datetime import datetime

import pytest

from drilltui.sandbox.drills import DrillFilter
from drilltui.sandbox.failed_tasks import FailedTaskFilter
from drilltui.sandbox.groups import DRILLABLE, STATES, GroupFilter
from drilltui.sandbox.networks import Network
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import ServerFilter
from drilltui.sandbox.world import DrillRequest
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site, after, smooth_world


def code_of(site: Site, group: str, now: datetime = START, **wanted: str | None) -> str:
    request = DrillRequest(site.group(group).id, **({"name": "d"} | wanted))  # type: ignore[arg-type]
    with pytest.raises(Refusal) as caught:
        site.world.create_drill(site.project, request, now)
    return caught.value.code


def test_a_drill_lives_through_its_states() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    ends = drill.creation.ends
    assert 20 <= (ends - START).total_seconds() <= 90
    assert drill.status(START) == "creating"
    assert site.drill(drill.id, ends).status(ends) == "available"
    job = site.world.delete_drill(site.project, drill.id, ends)
    assert 15 <= (job.ends - ends).total_seconds() <= 40
    assert site.drill(drill.id, ends).status(ends) == "deleting"
    with pytest.raises(Refusal, match=r"SDRS\.1902"):
        site.drill(drill.id, job.ends)


def test_a_job_goes_from_init_to_running_to_success_and_stays() -> None:
    job = Site().create("pg-payments", START).creation
    assert 2 <= (job.begins - START).total_seconds() <= 3
    assert [job.status(now) for now in (START, job.begins, job.ends, after(10**9))] == [
        "INIT",
        "RUNNING",
        "SUCCESS",
        "SUCCESS",
    ]


def test_there_is_a_sub_job_for_each_instance_and_one_for_an_automatic_vpc() -> None:
    site = Site()
    instances = site.world.protection.instances_of(site.group("pg-payments"))
    automatic = site.create("pg-payments", START).creation
    given = site.create("pg-payments", START, vpc="vpc-drill-a").creation
    assert [part.instance_id for part in automatic.sub_jobs] == [
        None,
        *(instance.id for instance in instances),
    ]
    assert [part.type for part in automatic.sub_jobs] == ["createDrillVpc"] + [
        "createDrillServer"
    ] * 4
    assert [part.type for part in given.sub_jobs] == ["createDrillServer"] * 4
    begins = [part.begins for part in automatic.sub_jobs]
    assert begins == sorted(begins)
    assert len(set(begins)) == 5
    assert max(part.ends for part in automatic.sub_jobs) <= automatic.ends


def test_drill_servers_are_built_in_the_drill_vpc_and_then_get_the_standby_s_addresses() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    ends = drill.creation.ends
    assert site.world.drill_servers(drill, START) == []
    servers = site.world.drill_servers(drill, ends)
    assert len(servers) == 4
    vpc = site.world.networks.vpc(site.project, drill.vpc_id, ends)
    own = {subnet.id for subnet in site.world.networks.subnets(site.project, vpc.id, ends)}
    for one in servers:
        server = site.world.servers.server(site.project, one.server_id, ends)
        instance = site.world.protection.instance(site.project, one.instance_id)
        standby = site.world.servers.server(site.project, instance.target_server, ends)
        assert (server.name, server.flavor, server.zone) == (
            standby.name,
            standby.flavor,
            "eu-demo-1b",
        )
        assert server.vpc_id == vpc.id
        assert server.status(server.created) == "BUILD"
        assert server.addresses(server.created) == ()
        assert server.status(ends) == "ACTIVE"
        assert {nic.subnet_id for nic in server.nics} <= own
        assert [nic.address for nic in server.addresses(ends)] == [
            nic.address for nic in standby.nics
        ]
        assert not {volume.id for volume in server.volumes} & {
            volume.id for volume in standby.volumes
        }


def test_drill_servers_vanish_one_by_one_and_the_vpc_stays() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    ends = drill.creation.ends
    ids = [server.server_id for server in drill.servers]
    job = site.world.delete_drill(site.project, drill.id, ends)
    left = [
        sum(site.world.servers.find(site.project, one, now) is not None for one in ids)
        for now in (ends, *sorted(part.ends for part in job.sub_jobs))
    ]
    assert left == [4, 3, 2, 1, 0]
    assert site.world.networks.vpc(site.project, drill.vpc_id, job.ends).cidr == "10.20.0.0/16"
    assert len(site.world.networks.subnets(site.project, drill.vpc_id, job.ends)) == 2


def test_an_automatic_vpc_has_the_same_blocks_and_no_custom_routes() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    networks = site.world.networks
    assert drill.known_vpc(START) is None
    assert networks.find_vpc(site.project, drill.vpc_id, START) is None
    made = drill.creation.sub_jobs[0]
    middle = made.begins + (made.ends - made.begins) / 4
    with pytest.raises(Refusal, match=r"VPC\.0104"):
        site.world.delete_vpc(site.project, drill.vpc_id, middle)
    subnet = networks.subnets(site.project, drill.vpc_id, made.ends)[0]
    with pytest.raises(Refusal, match=r"VPC\.0202"):
        networks.subnet(site.project, subnet.id, middle)
    assert networks.vpc(site.project, drill.vpc_id, middle).status(middle) == "CREATING"
    assert networks.subnets(site.project, drill.vpc_id, middle) == []
    assert drill.known_vpc(made.ends) == drill.vpc_id
    vpc = networks.vpc(site.project, drill.vpc_id, made.ends)
    model = networks.network(site.vpc("vpc-prod"), made.ends)
    copy = networks.network(vpc, made.ends)
    assert (vpc.status(made.ends), vpc.cidr) == ("OK", model.vpc.cidr)
    assert copy.subnet_cidrs == model.subnet_cidrs
    assert [table.default for table in copy.route_tables] == [True]
    assert [table.default for table in model.route_tables] == [True, False]


def test_a_given_vpc_is_known_at_once() -> None:
    site = Site()
    drill = site.create("pg-payments", START, vpc="vpc-drill-a")
    assert drill.known_vpc(START) == site.vpc("vpc-drill-a").id


@pytest.mark.parametrize("status", STATES)
def test_only_the_table_s_states_allow_a_drill(status: str) -> None:
    site = Site()
    for project in site.world.account.projects:
        for group in site.world.groups(project.id, GroupFilter(status=status), START):
            refusal = ""
            try:
                site.world.create_drill(project.id, DrillRequest(group.id, "d"), START)
            except Refusal as caught:
                refusal = caught.code
            if status in DRILLABLE:
                assert refusal != "SDRS.1002"
            else:
                assert refusal == "SDRS.1002"


@pytest.mark.parametrize(
    ("vpc", "code"),
    [
        ("vpc-prod", "SDRS.1907"),
        ("vpc-empty", "SDRS.1908"),
        ("vpc-lab", "SDRS.1909"),
        ("vpc-drill-half", "SDRS.1909"),
        ("vpc-drill-b", "SDRS.1921"),
    ],
)
def test_a_vpc_that_breaks_a_rule(vpc: str, code: str) -> None:
    site = Site()
    assert code_of(site, "pg-payments", vpc_id=site.vpc(vpc).id) == code


def test_a_vpc_with_equal_subnets_in_another_block() -> None:
    site = Site()
    drill_a = site.vpc("vpc-drill-a")
    network = site.world.networks.network(drill_a, START)
    wider = replace(network.vpc, id="11111111-2222-4333-8444-555555555555", cidr="10.20.0.0/15")
    subnets = tuple(
        replace(subnet, id=f"wide-{place}", vpc_id=wider.id)
        for place, subnet in enumerate(network.subnets)
    )
    site.world.networks.add(Network(wider, subnets))
    assert code_of(site, "pg-payments", vpc_id=wider.id) == "SDRS.1909"


def test_a_vpc_that_nobody_has_or_another_project_has() -> None:
    site = Site()
    other = site.world.networks.vpcs(site.world.account.projects[1].id, START)[0]
    assert code_of(site, "pg-payments", vpc_id=other.id) == "SDRS.0204"
    assert code_of(site, "pg-payments", vpc_id=site.project) == "SDRS.0204"


def test_a_vpc_is_free_again_when_its_drill_is_gone() -> None:
    site = Site()
    first = site.create("pg-payments", START, vpc="vpc-drill-a")
    ends = first.creation.ends
    assert code_of(site, "pg-payments", ends, vpc_id=first.vpc_id) == "SDRS.1921"
    job = site.world.delete_drill(site.project, first.id, ends)
    assert site.create("pg-payments", job.ends, "again", vpc="vpc-drill-a").vpc_id == first.vpc_id


def test_other_refusals_of_a_creation() -> None:
    site = Site()
    assert code_of(site, "pg-archive") == "SDRS.1015"
    assert code_of(site, "pg-payments-batch") == "SDRS.1830"
    assert code_of(site, "pg-payments", name="a b") == "SDRS.0202"
    with pytest.raises(Refusal, match=r"SDRS\.1013"):
        site.world.create_drill(site.project, DrillRequest(site.project, "d"), START)


def test_a_creation_that_fails_leaves_a_drill_in_error_servers_and_a_failed_task() -> None:
    site = Site()
    drill = site.create("pg-ledger", START)
    job, ends = drill.creation, drill.creation.ends
    assert job.drill_id is None
    assert [part.status(ends) for part in job.sub_jobs] == ["SUCCESS", "SUCCESS", "FAIL"]
    assert job.status(ends) == "FAIL"
    assert job.failure is not None
    assert job.failure.code == "SDRS.1905"
    assert drill.status(ends) == "error"
    assert len(site.world.drill_servers(drill, ends)) == 1
    wanted = FailedTaskFilter(group_id=drill.group_id, failure_status="createFail")
    before = site.world.failed_tasks.tasks(site.project, wanted, START)
    tasks = site.world.failed_tasks.tasks(site.project, wanted, ends)
    assert [task.resource_id for task in tasks if task not in before] == [drill.id]
    gone = site.world.delete_drill(site.project, drill.id, ends).ends
    assert drill.id not in [one.id for one in site.drills(gone)]
    assert site.world.drill_servers(drill, gone) == []


def test_a_deletion_that_fails_can_be_asked_for_again() -> None:
    site = Site()
    drill = site.create("pg-mailrelay", START)
    first = site.world.delete_drill(site.project, drill.id, drill.creation.ends)
    assert first.status(first.ends) == "FAIL"
    stuck = site.drill(drill.id, first.ends)
    assert stuck.status(first.ends) == "error-deleting"
    assert len(site.world.drill_servers(stuck, first.ends)) == 1
    second = site.world.delete_drill(site.project, drill.id, first.ends)
    assert second.status(second.ends) == "SUCCESS"
    assert len(second.sub_jobs) == 1
    assert not site.drill(drill.id, first.ends).is_there(second.ends)


def test_no_deletion_while_creating_or_deleting() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    for now in (START, drill.creation.ends):
        if now > START:
            site.world.delete_drill(site.project, drill.id, now)
        with pytest.raises(Refusal, match=r"SDRS\.1913"):
            site.world.delete_drill(site.project, drill.id, now)


def test_a_rename_takes_effect_at_once_in_any_state() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    renamed = site.world.rename_drill(site.project, drill.id, "other", after(1))
    assert (renamed.name, renamed.status(after(1))) == ("other", "creating")
    assert renamed.updated(after(1)) == after(1)
    assert site.drill(drill.id, after(1)) == renamed
    for name in ("", "a b", None, "x" * 65):
        with pytest.raises(Refusal, match=r"SDRS\.0202"):
            site.world.rename_drill(site.project, drill.id, name, after(2))
    with pytest.raises(Refusal, match=r"SDRS\.1902"):
        site.world.rename_drill(site.project, site.project, "x", after(2))


def test_projects_do_not_see_one_another() -> None:
    site = Site()
    other = site.world.account.projects[1].id
    drill = site.create("pg-payments", START)
    for refused in (
        lambda: site.world.drills.drill(other, drill.id, START),
        lambda: site.world.delete_drill(other, drill.id, START),
        lambda: site.world.jobs.job(other, drill.creation.id),
        lambda: site.world.protection.group(other, drill.group_id),
    ):
        with pytest.raises(Refusal):
            refused()
    assert drill not in site.world.drills.drills(other, DrillFilter(), START)
    assert drill not in site.world.drills.drills(other, DrillFilter(group_id=drill.group_id), START)


def test_after_a_failover_drill_servers_are_built_at_the_old_site() -> None:
    site = Site()
    drill = site.create("pg-payroll", START)
    ends = drill.creation.ends
    ids = {server.server_id for server in drill.servers}
    servers = site.world.servers.servers(site.project, ServerFilter(), ends)
    assert {server.zone for server in servers if server.id in ids} == {"eu-demo-1a"}


def test_networks_are_deleted_from_the_servers_up() -> None:
    site = Site()
    drill = site.create("pg-payments", START)
    ends = drill.creation.ends
    subnets = site.world.networks.subnets(site.project, drill.vpc_id, ends)

    def codes(now: datetime) -> list[str]:
        found = []
        for subnet in subnets:
            try:
                site.world.delete_subnet(site.project, drill.vpc_id, subnet.id, now)
            except Refusal as refusal:
                found.append(refusal.code)
        try:
            site.world.delete_vpc(site.project, drill.vpc_id, now)
        except Refusal as refusal:
            found.append(refusal.code)
        return found

    assert codes(ends) == ["VPC.0208", "VPC.0208", "VPC.0104"]
    gone = site.world.delete_drill(site.project, drill.id, ends).ends
    assert codes(gone) == []
    assert site.world.networks.find_vpc(site.project, drill.vpc_id, gone) is None
    assert site.world.networks.route_tables(site.project, drill.vpc_id, gone) == []
    assert codes(gone) == ["VPC.0003", "VPC.0003", "VPC.0003"]


def test_a_subnet_is_deleted_through_its_own_vpc_only() -> None:
    site = Site()
    empty = site.vpc("vpc-empty")
    subnet = site.world.networks.subnets(site.project, site.vpc("vpc-drill-a").id, START)[0]
    with pytest.raises(Refusal, match=r"VPC\.0202"):
        site.world.delete_subnet(site.project, empty.id, subnet.id, START)


def test_drills_count_for_the_overdue_filter_from_their_begin() -> None:
    site = Site()
    wanted = GroupFilter(query_type="period_no_dr_drill")

    def overdue(now: datetime) -> set[str]:
        return {group.name for group in site.world.groups(site.project, wanted, now)}

    assert {"pg-payments", "pg-paydesk", "pg-payments-batch"} <= overdue(START)
    assert not {"pg-intranet", "pg-payroll"} & overdue(START)
    site.create("pg-payments", START)
    assert "pg-payments" not in overdue(START)
    assert "pg-payments" in overdue(after(91 * 86_400))


def test_the_same_commands_at_the_same_times_make_the_same_world() -> None:
    drills = []
    for seed in (7, 7, 8):
        site = Site(smooth_world(seed))
        first = site.create("pg-payments", START)
        site.world.rename_drill(site.project, first.id, "b", after(5))
        drills.append([first, site.create("pg-crm", after(9)), site.drill(first.id, after(9))])
    assert drills[0] == drills[1]
    assert drills[0] != drills[2]
