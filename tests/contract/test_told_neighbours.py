"""What a `domain.ports.Cloud` reads beside SDRS, in an account of which each thing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from drilltui.cloud.http import asgi_transport, open_client
from drilltui.cloud.signing import AkSkAuth
from drilltui.domain.errors import Refused
from drilltui.domain.network import Route, Vpc
from drilltui.domain.ports import Cloud
from drilltui.domain.project import EnterpriseProject
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.secret import Secret
from drilltui.domain.server import Server
from tests.contract.test_cloud import Stage

ENTERPRISE_PROJECTS = """
[[enterprise_projects]]
name = "ep-bank"
[[enterprise_projects]]
name = "ep-old"
enabled = false
"""
BARE = """
title = "Each thing once"
quotas = { vpc = 5, subnet = 20, instances = 10, cores = 40, ram_mb = 65536, volumes = 30 }
[account]
name = "a-1"
region = "r-1"
projects = ["r-1"]
zones = ["r-1a", "r-1b"]
domain = "d-1"
[[users]]
name = "u"
password = "Password-1"
keys = [{ ak = "AK", sk = "SK" }]
[[key_pairs]]
project = "r-1"
name = "ops"
[[security_groups]]
project = "r-1"
name = "sg-db"
[[acls]]
project = "r-1"
name = "acl-db"
[[acls]]
project = "r-1"
name = "acl-idle"
enabled = false
[[vpcs]]
project = "r-1"
name = "v"
cidr = "10.0.0.0/16"
enterprise_project = "ep-bank"
subnets = [
  { name = "app", cidr = "10.0.0.0/24" },
  { name = "db", cidr = "10.0.1.0/24", acl = "acl-db", route_table = "rtb-db" },
]
route_tables = [{ name = "rtb-db", routes = [{ destination = "0.0.0.0/0", nexthop = "10.0.0.9" }] }]
[[groups]]
project = "r-1"
name = "g"
status = "protected"
vpc = "v"
[[groups.instances]]
name = "i"
image = "Windows Server 2022"
system = "Windows"
flavor = "s6.large.2"
key = "ops"
enterprise_project = "ep-bank"
security_groups = ["sg-db"]
subnets = ["db"]
disks = [{ size = 40 }, { size = 200 }]
[[public_ips]]
project = "r-1"
address = "80.158.0.1"
instance = "i"
[[public_ips]]
project = "r-1"
address = "80.158.0.2"
[[volumes]]
project = "r-1"
name = "loose"
size = 7
snapshots = ["before", "after"]
"""
ACCOUNT = BARE + ENTERPRISE_PROJECTS


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return told(tmp_path, ACCOUNT)


@pytest.fixture
def cloud(stage: Stage) -> Cloud:
    return stage.cloud()


def told(folder: Path, account: str) -> Stage:
    path = folder / "own.toml"
    path.write_text(account, "utf-8")
    return Stage(str(path))


async def production(cloud: Cloud) -> Server:
    (group,) = await cloud.groups()
    (instance,) = await cloud.instances(group.id)
    return await cloud.server(instance.source_server_id)


async def vpc_v(cloud: Cloud) -> Vpc:
    return next(vpc for vpc in await cloud.vpcs() if vpc.name == "v")


async def test_a_server(cloud: Cloud) -> None:
    server = await production(cloud)
    assert (server.system, server.image) == ("Windows", "Windows Server 2022")
    assert server.key_name == "ops"
    names = {project.id: project.name for project in await cloud.enterprise_projects()}
    assert names[server.enterprise_project_id] == "ep-bank"
    groups = {group.id: group.name for group in await cloud.security_groups()}
    assert [groups[each] for each in server.security_group_ids] == ["sg-db"]
    assert [volume.size_gb for volume in await cloud.volumes(server.volume_ids)] == [40, 200]


async def test_elastic_ips(cloud: Cloud) -> None:
    server = await production(cloud)
    found = {ip.address: ip for ip in await cloud.public_ips()}
    bound, unbound = found["80.158.0.1"], found["80.158.0.2"]
    assert [address.ip for address in server.addresses if address.elastic] == ["80.158.0.1"]
    (fixed,) = (address for address in server.addresses if not address.elastic)
    assert (bound.port_id, bound.private_address, bound.status) == (
        fixed.port_id,
        fixed.ip,
        "ACTIVE",
    )
    assert (unbound.bound, unbound.private_address, unbound.status) == (False, "", "DOWN")
    assert bound.created_at is not None


async def test_route_tables(cloud: Cloud) -> None:
    vpc = await vpc_v(cloud)
    subnets = {subnet.id: subnet.name for subnet in await cloud.subnets(vpc.id)}
    tables = {table.name: table for table in await cloud.route_tables(vpc.id)}
    custom = tables.pop("rtb-db")
    (default,) = tables.values()
    assert (custom.default, default.default) == (False, True)
    assert custom.routes == (Route("0.0.0.0/0", "10.0.0.9", "ecs"),)
    assert [subnets[each] for each in custom.subnet_ids] == ["db"]
    assert [subnets[each] for each in default.subnet_ids] == ["app"]


async def test_acls(cloud: Cloud) -> None:
    subnets = {subnet.id: subnet.name for subnet in await cloud.subnets()}
    acls = {acl.name: acl for acl in await cloud.acls()}
    assert [subnets[each] for each in acls["acl-db"].subnet_ids] == ["db"]
    assert (acls["acl-idle"].subnet_ids, acls["acl-idle"].enabled) == ((), False)


async def test_key_pairs(cloud: Cloud) -> None:
    assert await cloud.key_pairs() == {"ops"}


async def test_enterprise_projects(cloud: Cloud) -> None:
    found = {project.name: project for project in await cloud.enterprise_projects()}
    assert found["default"] == EnterpriseProject("0", "default")
    assert {name: project.enabled for name, project in found.items()} == {
        "default": True,
        "ep-bank": True,
        "ep-old": False,
    }
    assert (await vpc_v(cloud)).enterprise_project_id == found["ep-bank"].id


async def test_the_snapshots_of_a_disk(stage: Stage, cloud: Cloud) -> None:
    server = await production(cloud)
    assert await cloud.snapshots(server.volume_ids[0]) == ()
    (loose,) = await cloud.volumes([await id_of_disk(stage, "loose")])
    assert (loose.size_gb, loose.status, loose.server_ids) == (7, "available", ())
    found = await cloud.snapshots(loose.id)
    assert [(each.name, each.volume_id) for each in found] == [
        ("before", loose.id),
        ("after", loose.id),
    ]


async def id_of_disk(stage: Stage, name: str) -> str:
    """Drills never look a disk up by its name."""
    access = stage.access
    proof = AkSkAuth(
        access.ak, Secret(access.sk), now=stage.clock.now, project_id=access.project_id
    )
    url = f"{access.endpoint}/v2/{access.project_id}/cloudvolumes/detail?name={name}"
    async with open_client(asgi_transport(stage.sandbox.app)) as client:
        (disk,) = (await client.get(url, auth=proof)).json()["volumes"]
    return str(disk["id"])


async def test_quotas(cloud: Cloud) -> None:
    networks = await cloud.network_quotas()
    assert Quota(Counted.SUBNET, len(await cloud.subnets()), 20) in networks
    assert Quota(Counted.VPC, len(await cloud.vpcs()), 5) in networks
    servers = {quota.counted: quota for quota in await cloud.server_quotas()}
    limits = [servers[each].limit for each in (Counted.SERVER, Counted.CORE, Counted.MEMORY_MB)]
    assert limits == [10, 40, 65536]
    assert servers[Counted.MEMORY_MB].used == servers[Counted.SERVER].used * 4096
    disks = {quota.counted: quota.limit for quota in await cloud.disk_quotas()}
    assert disks == {Counted.VOLUME: 30, Counted.VOLUME_GB: None, Counted.SNAPSHOT: None}


async def test_a_cloud_without_enterprise_projects(tmp_path: Path) -> None:
    bare = BARE.replace("enterprise_project =", "# ")
    cloud = told(tmp_path, f"{bare}\n[neighbours]\nenterprise_projects = false\n").cloud()
    with pytest.raises(Refused) as caught:
        await cloud.enterprise_projects()
    assert caught.value.status == 404
    assert (await production(cloud)).enterprise_project_id == ""
    assert (await vpc_v(cloud)).enterprise_project_id == ""


async def test_a_list_need_not_tell_which_route_table_is_the_default(tmp_path: Path) -> None:
    cloud = told(tmp_path, f"{ACCOUNT}\n[neighbours]\nroute_table_default = false\n").cloud()
    tables = await cloud.route_tables((await vpc_v(cloud)).id)
    assert {table.name: table.default for table in tables}["rtb-db"] is False
