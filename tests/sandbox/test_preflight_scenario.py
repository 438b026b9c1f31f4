"""The scenario ``preflight``: every group and VPC is refused as its description says."""

import re
from typing import Any

import pytest

from drilltui.sandbox.drill_rules import RULES
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.scenario_file import load_scenario
from tests.sandbox.cloud import START, Cloud, drill_body

SCENARIO = load_scenario("preflight")


def code_in(description: str) -> str:
    """The code that a description tells, or ``""``."""
    found = re.match(r"(SDRS|Ecs)\.\d{4}", description)
    return found[0] if found else ""


async def code_of(cloud: Cloud, body: dict[str, Any]) -> str:
    """What a drill is refused with, at once or in the job, or ``""``."""
    answer = await cloud.send("POST", "disaster-recovery-drills", body)
    if answer.status_code != 200:
        code: str = answer.json()["error"]["code"]
        return code
    cloud.clock.tick(90)
    job = await cloud.get(f"jobs/{answer.json()['job_id']}")
    return job["error_code"] or ""


@pytest.mark.parametrize("group", SCENARIO.groups, ids=lambda group: group.name)
async def test_a_group(group: Any) -> None:
    cloud = Cloud("preflight")
    world = open_world(SCENARIO, START, 7)
    project = next(one for one in world.account.projects if one.name == group.project)
    cloud.project = f"/v1/{project.id}"
    body = drill_body((await cloud.group(group.name))["id"])
    assert await code_of(cloud, body) == code_in(group.description)


@pytest.mark.parametrize(
    "vpc", [vpc for vpc in SCENARIO.vpcs if vpc.description], ids=lambda vpc: vpc.name
)
async def test_a_vpc(vpc: Any) -> None:
    cloud = Cloud("preflight")
    group = (await cloud.group("pg-ready"))["id"]
    body = drill_body(group, drill_vpc_id=(await cloud.vpc(vpc.name))["id"])
    assert await code_of(cloud, body) == code_in(vpc.description)


def test_every_rule_that_is_about_what_is_there_is_shown() -> None:
    shown = {code_in(group.description) for group in SCENARIO.groups}
    shown |= {code_in(vpc.description) for vpc in SCENARIO.vpcs}
    # That a VPC does not exist cannot be shown by one that does.
    assert {rule.code for rule in RULES} - shown == {"SDRS.0204", "SDRS.1928"}
