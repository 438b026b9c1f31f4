"""Generated plain groups, to try lists at size: as many as asked, always the same for a seed."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

from drilltui.sandbox.scenario import (
    Age,
    DiskTable,
    GroupTable,
    InstanceTable,
    Scenario,
    ScenarioError,
    SubnetTable,
    VpcTable,
)

_GROUPS_PER_VPC: Final = 200

_LINES: Final = (
    "retail", "claims", "ledger", "fraud", "loyalty", "logistics", "billing", "hr",
    "crm", "trade", "pricing", "treasury", "mobile", "partner", "archive", "reporting",
)  # fmt: skip
_PARTS: Final = ("api", "web", "db", "queue", "cache", "batch", "search", "gateway", "files")
_STAGES: Final = ("prod", "prod", "prod", "qa", "uat")

_STATES: Final = {
    "protected": 78,
    "available": 8,
    "failed-over": 3,
    "stopping": 2,
    "starting": 2,
    "reprotecting": 2,
    "error-starting": 2,
    "error-reversing": 1,
    "error": 1,
    "creating": 1,
}


def with_fleet(scenario: Scenario, groups: int, seed: int) -> Scenario:
    """``scenario`` and, in its first project, so many generated groups of one instance each.

    Quotas give way to them. Raises ``ScenarioError`` for a negative number.
    """
    if groups < 0:
        raise ScenarioError(f"The number of groups to add must be 0 or more, not {groups}.")
    if not groups:
        return scenario
    rng = random.Random(f"{seed}/fleet")
    project = scenario.account.projects[0]
    vpcs = tuple(
        VpcTable(
            project=project,
            name=f"vpc-fleet-{number:02}",
            cidr="10.128.0.0/16",
            subnets=(SubnetTable("subnet-fleet", "10.128.0.0/22"),),
        )
        for number in range(-(-groups // _GROUPS_PER_VPC))
    )
    fleet = tuple(
        _group(rng, project, number, vpcs[number // _GROUPS_PER_VPC].name)
        for number in range(groups)
    )
    return replace(
        scenario,
        account=replace(scenario.account, group_quota=-1, pair_quota=-1),
        vpcs=scenario.vpcs + vpcs,
        groups=scenario.groups + fleet,
    )


def _group(rng: random.Random, project: str, number: int, vpc: str) -> GroupTable:
    stem = f"{rng.choice(_LINES)}-{rng.choice(_PARTS)}-{rng.choice(_STAGES)}-{number:05}"
    status = rng.choices(list(_STATES), list(_STATES.values()))[0]
    age = rng.randint(30, 1200)
    return GroupTable(
        project=project,
        name=f"pg-{stem}",
        status=status,
        vpc=vpc,
        created=Age(timedelta(days=age)),
        updated=Age(timedelta(hours=rng.randint(1, 24 * 29))),
        last_drill=Age(timedelta(days=rng.randint(1, age))) if rng.random() < 0.6 else None,
        instances=() if status == "creating" else (_instance(rng, stem),),
    )


def _instance(rng: random.Random, stem: str) -> InstanceTable:
    disk = DiskTable(size=rng.choice((40, 40, 60, 100)), type=rng.choice(("SAS", "SSD")))
    return InstanceTable(name=f"{stem}-01", disks=(disk,))
