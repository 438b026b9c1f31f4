"""What a `domain.ports.Cloud` reads and removes beside SDRS, with the embedded cloud at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from drilltui.domain.errors import Unreachable
from drilltui.domain.ports import Cloud
from drilltui.domain.quota import Counted, Quota
from drilltui.domain.server import Server
from tests.contract.test_cloud import NOBODY, Stage, made_drill, ready_group, refused


@pytest.fixture
def stage() -> Stage:
    return Stage("smooth")


@pytest.fixture
async def cloud(stage: Stage) -> AsyncIterator[Cloud]:
    opened = stage.cloud()
    yield opened
    await opened.close()


async def protected_servers(cloud: Cloud) -> tuple[Server, ...]:
    instances = await cloud.instances((await ready_group(cloud)).id)
    return await cloud.servers([instance.source_server_id for instance in instances])


async def test_the_subnets_of_all_vpcs_are_those_of_each(cloud: Cloud) -> None:
    each = [await cloud.subnets(vpc.id) for vpc in await cloud.vpcs()]
    found = await cloud.subnets()
    assert {subnet.id for subnet in found} == {subnet.id for some in each for subnet in some}
    assert await cloud.subnet(found[0].id) == found[0]


async def test_route_tables_tell_their_routes(cloud: Cloud) -> None:
    vpcs = await cloud.vpcs()
    tables = {vpc.name: await cloud.route_tables(vpc.id) for vpc in vpcs}
    assert all(tables.values())
    for vpc in vpcs:
        assert {table.vpc_id for table in tables[vpc.name]} == {vpc.id}
        subnets = {subnet.id for subnet in await cloud.subnets(vpc.id)}
        assert {each for table in tables[vpc.name] for each in table.subnet_ids} <= subnets
    routes = [route.destination for table in tables["vpc-prod"] for route in table.routes]
    assert "172.16.0.0/16" in routes


async def test_what_a_server_tells_of_itself(cloud: Cloud) -> None:
    servers = await protected_servers(cloud)
    assert {server.system for server in servers} <= {"Linux", "Windows"}
    groups = {group.id for group in await cloud.security_groups()}
    pairs = await cloud.key_pairs()
    for server in servers:
        assert server.image
        assert server.volume_ids
        assert set(server.security_group_ids) <= groups
        assert server.key_name in {"", *pairs}
        assert server.enterprise_project_id


async def test_the_addresses_of_a_server_are_ports_in_its_subnets(cloud: Cloud) -> None:
    server = (await protected_servers(cloud))[0]
    subnets = await cloud.subnets(server.vpc_id)
    found = {port.id: port for one in subnets for port in await cloud.network_ports(one.id)}
    fixed = [address for address in server.addresses if not address.elastic]
    assert fixed
    for address in fixed:
        port = found[address.port_id]
        assert (port.device_id, port.addresses) == (server.id, (address.ip,))
        assert not port.of_the_service


async def test_every_subnet_has_ports_of_the_service(cloud: Cloud) -> None:
    for subnet in await cloud.subnets():
        ports = await cloud.network_ports(subnet.id)
        assert any(port.of_the_service for port in ports)
        assert {port.subnet_id for port in ports} == {subnet.id}


async def test_quotas_count_what_is_there(cloud: Cloud) -> None:
    networks = {quota.counted: quota for quota in await cloud.network_quotas()}
    assert networks[Counted.VPC].used == len(await cloud.vpcs())
    assert networks[Counted.SUBNET].used == len(await cloud.subnets())
    servers = await cloud.server_quotas()
    assert [quota.counted for quota in servers] == [
        Counted.SERVER,
        Counted.CORE,
        Counted.MEMORY_MB,
    ]
    disks = await cloud.disk_quotas()
    assert [quota.counted for quota in disks] == [
        Counted.VOLUME,
        Counted.VOLUME_GB,
        Counted.SNAPSHOT,
    ]
    assert all(within(quota) for quota in (*networks.values(), *servers, *disks))


def within(quota: Quota) -> bool:
    return quota.limit is None or 0 <= quota.used <= quota.limit


async def test_a_drill_uses_quotas(stage: Stage, cloud: Cloud) -> None:
    before = [*await cloud.server_quotas(), *await cloud.disk_quotas()]
    drill = await made_drill(stage, cloud)
    after = [*await cloud.server_quotas(), *await cloud.disk_quotas()]
    used = {new.counted: new.used - old.used for old, new in zip(before, after, strict=True)}
    assert used[Counted.SERVER] == len(drill.servers)
    assert used[Counted.VOLUME] >= len(drill.servers)


async def test_the_disks_of_a_server_that_are_there(cloud: Cloud) -> None:
    server = (await protected_servers(cloud))[0]
    found = await cloud.volumes([NOBODY, *server.volume_ids])
    assert [volume.id for volume in found] == list(server.volume_ids)
    for volume in found:
        assert volume.server_ids == (server.id,)
        assert volume.size_gb
        assert volume.created_at
    assert await cloud.volumes([NOBODY]) == ()


async def test_the_disks_of_a_drill_go_with_it(stage: Stage, cloud: Cloud) -> None:
    drill = await made_drill(stage, cloud)
    servers = await cloud.servers([server.server_id for server in drill.servers])
    volume_ids = [volume_id for server in servers for volume_id in server.volume_ids]
    assert len(await cloud.volumes(volume_ids)) == len(volume_ids)
    receipt = await cloud.delete_drill(drill.id)
    await stage.ended(cloud, receipt.job_id)
    assert await cloud.volumes(volume_ids) == ()


async def test_the_enterprise_projects_of_a_key(cloud: Cloud) -> None:
    found = {project.id: project for project in await cloud.enterprise_projects()}
    assert found["0"].name == "default"
    assert {vpc.enterprise_project_id for vpc in await cloud.vpcs()} <= {"", *found}


async def test_a_password_reads_all_of_it_but_enterprise_projects(stage: Stage) -> None:
    cloud = stage.cloud(stage.login())
    assert await cloud.network_quotas()
    assert await cloud.disk_quotas()
    with pytest.raises(Unreachable):
        await cloud.enterprise_projects()


async def test_the_networks_of_a_drill_are_removed_from_the_inside(
    stage: Stage, cloud: Cloud
) -> None:
    drill = await made_drill(stage, cloud)
    subnets = await cloud.subnets(drill.vpc_id)

    in_use = await refused(stage, cloud.delete_subnet(drill.vpc_id, subnets[0].id))
    assert (in_use.status, in_use.code) == (500, "VPC.0208")
    not_empty = await refused(stage, cloud.delete_vpc(drill.vpc_id))
    assert (not_empty.status, not_empty.code) == (409, "VPC.0104")

    receipt = await cloud.delete_drill(drill.id)
    await stage.ended(cloud, receipt.job_id)
    for subnet in subnets:
        await cloud.delete_subnet(drill.vpc_id, subnet.id)
        sent = stage.log[-1]
        assert sent.request == cloud.delete_subnet_request(drill.vpc_id, subnet.id)
        assert (await refused(stage, cloud.subnet(subnet.id))).status == 404
    await cloud.delete_vpc(drill.vpc_id)
    assert stage.log[-1].request == cloud.delete_vpc_request(drill.vpc_id)
    assert (await refused(stage, cloud.vpc(drill.vpc_id))).status == 404


async def test_what_is_not_there_cannot_be_removed(stage: Stage, cloud: Cloud) -> None:
    assert (await refused(stage, cloud.delete_vpc(NOBODY))).status == 404
    vpc = (await cloud.vpcs())[0]
    assert (await refused(stage, cloud.delete_subnet(vpc.id, NOBODY))).status == 404
    assert (await refused(stage, cloud.subnet(NOBODY))).status == 404


async def test_hostile_texts_are_read_as_they_are() -> None:
    cloud = Stage("hostile").cloud()
    for vpc in await cloud.vpcs():
        await cloud.route_tables(vpc.id)
    for subnet in await cloud.subnets():
        await cloud.network_ports(subnet.id)
    for read in (
        cloud.acls,
        cloud.public_ips,
        cloud.security_groups,
        cloud.network_quotas,
        cloud.server_quotas,
        cloud.disk_quotas,
        cloud.key_pairs,
    ):
        await read()
