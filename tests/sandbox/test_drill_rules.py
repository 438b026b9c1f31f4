"""Each rule of creating a drill, broken in the smallest world, and asked early and late."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from drilltui.sandbox.drill_rules import RULES
from tests.sandbox.cloud import Cloud
from tests.sandbox.small import SUBNETS, request, small

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Broken:
    """A world in which one rule is broken: how it differs, and the drill VPC to ask for.

    ``service`` holds keys of [service]; ``servers`` is how many servers a job builds first.
    """

    code: str
    vpc: str = ""
    servers: int = 0
    status: int = 400
    service: str = ""
    world: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {' '.join((*self.world.values(), self.vpc, self.service))}"

    def open(self, folder: Path, service: str = "") -> Cloud:
        """That world, with more keys of [service]."""
        world = dict(self.world)
        tables = f"[service]\n{self.service}\n{service}\n{world.pop('tables', '')}"
        return small(folder, tables=tables, **world)


def third(more: str, disk: str = "") -> dict[str, str]:
    """A world whose third instance, or its disk, says something more."""
    disks = f"disks = [{{ size = 40{disk} }}]"
    return {"instances": f'{{ name = "i" }}, {{ name = "j" }}, {{ name = "k", {disks}{more} }}'}


def limited(quotas: str) -> dict[str, str]:
    """A world with these quotas. It has 2 VPCs, 4 subnets, 14 ports, 6 servers and 6 disks."""
    return {"tables": f"[quotas]\n{quotas}"}


NO_SUBNETS = '[[vpcs]]\nproject = "r-1"\nname = "bare"\ncidr = "10.0.0.0/16"'


def drilled(age: str) -> dict[str, str]:
    """A world in which another group has a drill in the VPC ``other``."""
    instance = '[{ name = "x", subnets = ["b"] }]'
    drill = f'[{{ name = "d", created = "{age}", vpc = "other" }}]'
    group = 'project = "r-1"\nname = "h"\nstatus = "protected"\nvpc = "own"'
    return {"more": f"[[groups]]\n{group}\ninstances = {instance}\ndrills = {drill}"}


CASES = (
    Broken("SDRS.1002", world={"status": "stopping"}),
    Broken(
        "SDRS.1002",
        service="one_at_a_time = true",
        world={"group": 'drills = [{ name = "d", created = "5 seconds ago" }]'},
    ),
    Broken("SDRS.1015", world={"instances": ""}),
    Broken("SDRS.1314", servers=2, world=third(', status = "invalid"', ', status = "protected"')),
    Broken("SDRS.1314", servers=2, world=third(', status = "fault"', ', status = "protected"')),
    Broken("SDRS.0225", servers=2, world=third(", frozen = true")),
    Broken("SDRS.0225", servers=2, world=third("", ", frozen = true")),
    Broken("SDRS.1830", servers=2, world=third("", ', progress = 63, replication = "copying"')),
    Broken("SDRS.1830", servers=2, world=third("", ', progress = 5, replication = "inactive"')),
    Broken("SDRS.1830", servers=2, world=third("", ', fault_level = "5"')),
    Broken("SDRS.1830", servers=2, world=third("", ', status = "fault"')),
    Broken("SDRS.1830", servers=2, world=third("", ', status = "invalid"')),
    Broken("SDRS.0204", vpc=NOWHERE),
    Broken("SDRS.1928", vpc=NOWHERE, service='unknown_vpc = "SDRS.1928"'),
    Broken("SDRS.1907", vpc="own"),
    Broken("SDRS.1908", vpc="other", world={"other_subnets": ""}),
    Broken("SDRS.1909", vpc="other", world={"other_cidr": "10.0.0.0/15"}),
    Broken(
        "SDRS.1909", vpc="other", world={"other_subnets": '{ name = "a", cidr = "10.0.0.0/24" }'}
    ),
    Broken(
        "SDRS.1921",
        vpc="other",
        world=drilled("2 days ago"),
    ),
    Broken(
        "SDRS.1921",
        vpc="other",
        service='busy_vpc = "creating"',
        world=drilled("9 seconds ago"),
    ),
    Broken("SDRS.1924", world={"group": 'recovery_vpc = "bare"', "more": NO_SUBNETS}),
    Broken(
        "SDRS.1910",
        vpc="other",
        servers=2,
        world={"other": 'servers = [{ name = "x", subnet = "b", address = "10.0.1.10" }]'},
    ),
    Broken(
        "SDRS.1910",
        vpc="other",
        servers=1,
        world={"other_subnets": SUBNETS.replace('24" }, ', '24", available = 1 }, ')},
    ),
    Broken("SDRS.1929", world=limited("vpc = 2")),
    Broken("SDRS.1930", world=limited("subnet = 5")),
    Broken("SDRS.1905", servers=1, status=500, world=limited("volumes = 7")),
    Broken("SDRS.1905", servers=2, status=500, world=limited("gigabytes = 340")),
    Broken("SDRS.1905", servers=0, status=500, world=limited("snapshots = 0")),
    Broken("SDRS.1912", servers=2, status=500, world=limited("port = 16")),
    Broken("Ecs.0001", servers=2, world=limited("instances = 8")),
    Broken("Ecs.0001", servers=1, world=limited("cores = 15")),
    Broken("Ecs.0001", servers=2, world=limited("ram_mb = 32768")),
    Broken("Ecs.0314", servers=2, world=third(', system = "Windows", key = "gone"')),
    Broken("SDRS.1919", servers=2, status=500, world=third("", ', attachment = "unreadable"')),
    Broken("SDRS.1920", servers=2, status=500, world=third("", ', attachment = "none"')),
)

by_name = pytest.mark.parametrize("case", CASES, ids=str)


async def job_of(cloud: Cloud, case: Broken) -> dict[str, Any]:
    """The job of a drill, asked for as the case says, once it is over."""
    answer = await cloud.send("POST", "disaster-recovery-drills", await request(cloud, case.vpc))
    assert answer.status_code == 200, answer.text
    cloud.clock.tick(90)
    job: dict[str, Any] = await cloud.get(f"jobs/{answer.json()['job_id']}")
    return job


async def expect_refusal(cloud: Cloud, case: Broken) -> None:
    body = await request(cloud, case.vpc)
    refusal = await cloud.refusal("POST", "disaster-recovery-drills", body)
    assert refusal == (case.status, case.code)


async def expect_failure(cloud: Cloud, case: Broken) -> None:
    """The job fails; a drill in error, its servers so far and a failed task are left."""
    job = await job_of(cloud, case)
    assert (job["status"], job["error_code"]) == ("FAIL", case.code)
    assert f"-fail:{case.code}:" in job["fail_reason"]
    drill = await cloud.drill("drill-1")
    assert (drill["status"], len(drill["drill_servers"])) == ("error", case.servers)
    if not case.vpc and drill["drill_vpc_id"] is not None:
        assert (await cloud.get(f"vpcs/{drill['drill_vpc_id']}"))["vpc"]["cidr"] == "10.0.0.0/16"
    group = drill["server_group_id"]
    tasks = await cloud.get(f"task-center/failure-jobs?server_group_id={group}")
    assert [(one["resource_id"], one["error_code"]) for one in tasks["failure_jobs"]] == [
        (drill["id"], case.code)
    ]


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {case.code for case in CASES} == {rule.code for rule in RULES}


@by_name
async def test_a_broken_rule_where_the_reference_has_it(case: Broken, tmp_path: Path) -> None:
    rule = next(rule for rule in RULES if rule.code == case.code)
    await (expect_failure if rule.late else expect_refusal)(case.open(tmp_path), case)


@by_name
async def test_a_broken_rule_where_a_scenario_has_it(case: Broken, tmp_path: Path) -> None:
    rule = next(rule for rule in RULES if rule.code == case.code)
    moved = "early" if rule.late else "late"
    cloud = case.open(tmp_path, f'{moved} = ["{case.code}"]')
    await (expect_refusal if rule.late else expect_failure)(cloud, case)


VITAL = {rule.code for rule in RULES if rule.vital}


@pytest.mark.parametrize("case", [case for case in CASES if case.code not in VITAL], ids=str)
async def test_a_rule_that_is_switched_off(case: Broken, tmp_path: Path) -> None:
    cloud = case.open(tmp_path, f'off = ["{case.code}"]')
    assert (await job_of(cloud, case))["status"] == "SUCCESS"


@pytest.mark.parametrize("vpc", ["", "other"])
async def test_where_no_rule_is_broken(vpc: str, tmp_path: Path) -> None:
    job = await job_of(small(tmp_path), Broken("", vpc=vpc))
    assert (job["status"], job["fail_reason"]) == ("SUCCESS", None)


async def test_a_vpc_whose_drill_is_there_can_be_free(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.code == "SDRS.1921")
    cloud = case.open(tmp_path, 'busy_vpc = "creating"')
    assert (await job_of(cloud, case))["status"] == "SUCCESS"


async def test_what_an_inner_service_says_is_quoted(tmp_path: Path) -> None:
    job = await job_of(small(tmp_path, **limited("volumes = 7")), Broken("SDRS.1905"))
    head, _, document = job["fail_reason"].partition("Client error : ")
    assert head == "SdrsCreateDrillVolumeTask-fail:SDRS.1905:"
    assert json.loads(document)["badRequest"]["message"].startswith("VolumeLimitExceeded")


@pytest.mark.parametrize(("quota", "subnets"), [("subnet = 4", 0), ("subnet = 5", 1)])
async def test_a_drill_vpc_is_made_as_far_as_the_quota_goes(
    quota: str, subnets: int, tmp_path: Path
) -> None:
    cloud = small(tmp_path, **limited(quota))
    job = await job_of(cloud, Broken("SDRS.1930"))
    (part,) = job["entities"]["sub_jobs"]
    assert (part["job_type"], part["status"]) == ("createDrillVpc", "FAIL")
    vpc = (await cloud.drill())["drill_vpc_id"]
    assert len((await cloud.get(f"subnets?vpc_id={vpc}"))["subnets"]) == subnets


async def test_without_room_no_drill_vpc_is_made(tmp_path: Path) -> None:
    cloud = small(tmp_path, **limited("vpc = 2"))
    await job_of(cloud, Broken("SDRS.1929"))
    assert (await cloud.drill())["drill_vpc_id"] is None
    assert len((await cloud.get("vpcs"))["vpcs"]) == 2
