"""VPCs as choices for a drill."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.group import ProtectionGroup
from drilltui.domain.network import Vpc
from drilltui.domain.ports import Cloud


@dataclass(frozen=True, slots=True)
class VpcChoice:
    """A VPC, and why it cannot be the drill VPC: reason and the service's code, or empty."""

    vpc: Vpc
    reason: str = ""
    code: str = ""


class Networks:
    """Reads VPCs."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    async def choices(self, group: ProtectionGroup) -> tuple[VpcChoice, ...]:
        """Return the project's VPCs for a drill of `group`, those without objection first.

        Only what the list itself shows is judged here: the group's own VPC is refused by the
        service with SDRS.1907.
        """
        own = group.vpc_ids
        found = [
            VpcChoice(vpc, "the group's own", "SDRS.1907") if vpc.id in own else VpcChoice(vpc)
            for vpc in await self._cloud.vpcs()
        ]
        return tuple(sorted(found, key=lambda choice: (bool(choice.code), choice.vpc.name)))
