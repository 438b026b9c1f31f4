"""Reads that are only good to know: who refuses one of them refuses nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from drilltui.domain.errors import NotSignedIn, SignInRefused
from drilltui.domain.ports import Cloud
from tests.cloud.far_end import FarEnd, Reply
from tests.cloud.test_huawei import opened

VPC_ID = "7d1f6c02-5a5b-4a3f-9e0c-2f8f0a6b1c77"
ASIDE: dict[str, Callable[[Cloud], Awaitable[object]]] = {
    "firewalls": lambda cloud: cloud.acls(),
    "os-keypairs": lambda cloud: cloud.key_pairs(),
    "limits": lambda cloud: cloud.server_quotas(),
    "quotas": lambda cloud: cloud.network_quotas(),
    "routetables": lambda cloud: cloud.route_tables(VPC_ID),
    "ports": lambda cloud: cloud.network_ports(VPC_ID),
    "publicips": lambda cloud: cloud.public_ips(),
    "security-groups": lambda cloud: cloud.security_groups(),
    "os-quota-sets": lambda cloud: cloud.disk_quotas(),
    "cloudsnapshots": lambda cloud: cloud.snapshots(VPC_ID),
}
"""Part of the path, and the read."""


def refusing(part: str) -> FarEnd:
    def answer(request: httpx.Request) -> Reply:
        if part in request.url.path:
            return Reply(401, {"code": "VPC.0008", "message": "not for you"})
        return Reply(body={"server_groups": [], "vpcs": [], "servers": []})

    return FarEnd(answer)


@pytest.mark.parametrize("part", ASIDE)
async def test_a_refused_read_of_this_kind_shuts_no_door(part: str) -> None:
    cloud = opened(refusing(part))
    with pytest.raises(SignInRefused):
        await ASIDE[part](cloud)

    assert await cloud.groups() == ()
    assert await cloud.vpcs() == ()


async def test_a_refused_read_that_a_drill_needs_shuts_its_host() -> None:
    cloud = opened(refusing("/vpcs"))
    with pytest.raises(SignInRefused):
        await cloud.vpcs()
    with pytest.raises(NotSignedIn):
        await cloud.subnets()
