"""Looking at a drill VPC, all of it at once."""

from __future__ import annotations

import asyncio

from drilltui.domain.absence import is_missing
from drilltui.domain.drill_vpc import VpcLook
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Cloud
from drilltui.services.doubting import Doubts


async def look_at_vpc(cloud: Cloud, vpc_id: str) -> VpcLook:
    """Return the VPC, its subnets, what has an address there, and the project's drills.

    A read that fails is a doubt in words, and not an absence. Ports are read subnet by subnet.
    """
    doubts = Doubts()
    what = tr("VPC {name}", name=vpc_id)
    vpc, listed, drills = await asyncio.gather(
        doubts.of(what, cloud.vpc(vpc_id), None, is_missing),
        doubts.of(tr("the subnets of {vpc}", vpc=what), cloud.subnets(vpc_id), None, is_missing),
        doubts.of(marked("the drills of the project"), cloud.drills(), ()),
    )
    if listed is None and vpc is not None and not doubts.words:
        doubts.words.append(tr("{vpc} is there, and the service knows no subnets of it", vpc=what))
    subnets = listed or ()
    ports = await asyncio.gather(
        *(
            doubts.of(
                tr("the ports of subnet {subnet}", subnet=one.name or one.id),
                cloud.network_ports(one.id),
                (),
            )
            for one in subnets
        )
    )
    found = tuple(port for some in ports for port in some)
    return VpcLook(vpc, subnets, found, drills, tuple(doubts.words))
