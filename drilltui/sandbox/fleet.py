"""Generated plain groups, to try lists at size: as many as asked, always the same for a seed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product, starmap
from typing import Final, TypeVar

from drilltui.sandbox.ages import Age
from drilltui.sandbox.draws import eight_draws
from drilltui.sandbox.scenario import (
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
_STEMS: Final = tuple(map("-".join, product(_LINES, _PARTS, _STAGES)))

_DISKS: Final = tuple(starmap(DiskTable, product((40, 40, 60, 100), ("SAS", "SSD"))))

#: How many of a hundred groups are in which status.
_SHARES: Final = {
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
_STATUSES: Final = tuple(status for status, share in _SHARES.items() for _ in range(share))

#: Ages in days, and hours since the last change.
_AGES: Final = range(30, 1201)
_UPDATES: Final = range(1, 24 * 29 + 1)
_DRILLED: Final = (True, True, True, False, False)

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)

_Option = TypeVar("_Option")


@dataclass(frozen=True, slots=True)
class Fleet:
    """``size`` generated groups of one instance each, numbered from 0, in one project.

    What a number stands for is up to ``seed`` alone, so any one of them can be had by itself.
    Raises ``ScenarioError`` for a negative size.
    """

    project: str
    size: int
    seed: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ScenarioError(f"The number of groups to add must be 0 or more, not {self.size}.")

    def join(self, scenario: Scenario) -> Scenario:
        """``scenario`` with the VPCs that the groups are in, and quotas that give way to them."""
        if not self.size:
            return scenario
        names = dict.fromkeys(map(self.vpc_of, range(0, self.size, _GROUPS_PER_VPC)))
        subnets = (SubnetTable("subnet-fleet", "10.128.0.0/22"),)
        vpcs = [VpcTable(self.project, name, "10.128.0.0/16", subnets=subnets) for name in names]
        account = replace(scenario.account, group_quota=-1, pair_quota=-1)
        return replace(scenario, account=account, vpcs=(*scenario.vpcs, *vpcs))

    def vpc_of(self, number: int) -> str:
        """The name of the VPC that the group of that number is in."""
        return f"vpc-fleet-{number // _GROUPS_PER_VPC:02}"

    def place_of(self, number: int) -> int:
        """How many groups of lower numbers are in the same VPC."""
        return number % _GROUPS_PER_VPC

    def group(self, number: int) -> GroupTable:
        """The group of that number, below ``size``."""
        draws = eight_draws(f"{self.seed}/fleet/{number}")
        stem = f"{_one_of(_STEMS, draws[0])}-{number:05}"
        status = _one_of(_STATUSES, draws[1])
        days = _one_of(_AGES, draws[2])
        is_drilled = _one_of(_DRILLED, draws[3])
        disks = (_one_of(_DISKS, draws[4]),)
        return GroupTable(
            project=self.project,
            name=f"pg-{stem}",
            status=status,
            vpc=self.vpc_of(number),
            created=Age(days * _DAY),
            updated=Age(_one_of(_UPDATES, draws[5]) * _HOUR),
            last_drill=Age((1 + draws[6] % days) * _DAY) if is_drilled else None,
            instances=() if status == "creating" else (InstanceTable(f"{stem}-01", disks),),
        )


def _one_of(options: Sequence[_Option], draw: int) -> _Option:
    return options[draw % len(options)]
