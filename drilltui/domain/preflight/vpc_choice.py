"""VPCs as choices for a drill: each with the verdict that preflight would give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.cloud_id import same_id
from drilltui.domain.exercise import Exercise
from drilltui.domain.network import Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.finding import WORST_FIRST, PreflightFinding
from drilltui.domain.preflight.judge import vpc_verdict
from drilltui.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class VpcChoice:
    """A VPC and the worst there is to say of it as the drill VPC.

    `last` is True for the one that the group's last drill was in.
    """

    vpc: Vpc
    finding: PreflightFinding
    last: bool = False

    @property
    def usable(self) -> bool:
        """True when nothing that can be seen from outside forbids it."""
        return self.finding.verdict is not Verdict.STOP


def vpc_choices(facts: Facts, last_vpc_id: str = "") -> tuple[VpcChoice, ...]:
    """Return the project's VPCs: usable ones first, of these the last drill's, then by name.

    Empty when the VPCs were not seen.
    """
    if isinstance(facts.vpcs, Unseen):
        return ()
    found = (
        VpcChoice(vpc, vpc_verdict(facts, vpc.id), same_id(vpc.id, last_vpc_id))
        for vpc in facts.vpcs
    )
    return tuple(sorted(found, key=_rank))


def last_vpc_id(exercises: Iterable[Exercise]) -> str:
    """Return the VPC that the newest of these drills was in, of those that tell; else ``""``.

    `exercises` are those of a group, the latest begun first.
    """
    told = (one.drill_vpc_id or one.vpc_id for one in exercises)
    return next((vpc_id for vpc_id in told if vpc_id), "")


def _rank(choice: VpcChoice) -> tuple[bool, bool, int, str]:
    badness = -WORST_FIRST.index(choice.finding.verdict)
    return (not choice.usable, not choice.last, badness, choice.vpc.name.casefold())
