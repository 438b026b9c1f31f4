"""A project with more VPCs than anybody reads, as facts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts
from drilltui.domain.server import Address
from tests.domain.preflight.facts_of import FACTS, GROUP, INSTANCE, OWN, STANDBY

SUBNETS_EACH = 3


def many_vpcs(count: int, servers: int) -> Facts:
    """The facts of so many VPCs, some like the group's, and so many servers standing by."""
    standing = {
        f"s-{number}": replace(
            STANDBY,
            id=f"s-{number}",
            addresses=(Address(f"10.20.0.{number % 250 + 2}", port_id=f"port-{number}"),),
        )
        for number in range(servers)
    }
    instances = tuple(
        replace(INSTANCE, id=f"i-{number}", target_server_id=f"s-{number}")
        for number in range(servers)
    )
    ids = [OWN, *(str(UUID(int=number)) for number in range(1, count))]
    return replace(
        FACTS,
        group=replace(GROUP, instance_count=servers),
        instances=instances,
        standby=standing,
        vpcs=tuple(
            Vpc(id_, f"vpc-{number}", f"10.{20 + number % 9}.0.0/16", "OK")
            for number, id_ in enumerate(ids)
        ),
        subnets=tuple(
            Subnet(
                f"{id_}-{third}",
                f"subnet-{third}",
                id_,
                f"10.{20 + number % 9}.{third}.0/24",
                free_addresses=number % 250,
            )
            for number, id_ in enumerate(ids)
            for third in range(SUBNETS_EACH)
        ),
    )
