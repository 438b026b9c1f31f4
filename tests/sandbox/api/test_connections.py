"""What hangs on networks, as a client sees it."""

from typing import Any

import pytest

from tests.sandbox.cloud import Cloud

NOWHERE = "00000000-0000-4000-8000-000000000000"


async def subnets_of(cloud: Cloud, vpc: str) -> dict[str, dict[str, Any]]:
    """The subnets of the VPC called ``vpc`` by their names."""
    vpc_id = (await cloud.vpc(vpc))["id"]
    subnets = (await cloud.get(f"subnets?vpc_id={vpc_id}"))["subnets"]
    return {subnet["name"]: subnet for subnet in subnets}


async def test_quotas_of_every_type_or_of_one() -> None:
    cloud = Cloud()
    resources = (await cloud.get("quotas"))["quotas"]["resources"]
    assert [one["type"] for one in resources] == [
        "vpc",
        "subnet",
        "port",
        "publicIp",
        "securityGroup",
    ]
    vpcs = (await cloud.get("vpcs"))["vpcs"]
    assert resources[0] == {"type": "vpc", "used": len(vpcs), "quota": 40, "min": 0}
    assert (await cloud.get("quotas?type=vpc"))["quotas"]["resources"] == [resources[0]]
    ports = (await cloud.get("ports"))["ports"]
    assert resources[2]["used"] == len(ports)
    assert [one["used"] for one in resources[3:]] == [3, 2]


async def test_a_drill_in_a_vpc_of_its_own_uses_quota() -> None:
    cloud = Cloud()
    await cloud.create("pg-payments")
    cloud.clock.tick(120)
    resources = (await cloud.get("quotas"))["quotas"]["resources"]
    used = {one["type"]: one["used"] for one in resources}
    assert (used["vpc"], used["subnet"]) == (11, 15)


async def test_the_ports_of_a_subnet_are_the_service_s_own_and_its_servers() -> None:
    cloud = Cloud()
    lab = (await subnets_of(cloud, "vpc-lab"))["subnet-lab"]
    router, dhcp, jumphost = (await cloud.get(f"ports?network_id={lab['id']}"))["ports"]
    assert router["device_owner"] == "network:router_interface_distributed"
    assert router["fixed_ips"] == [
        {"subnet_id": lab["neutron_subnet_id"], "ip_address": lab["gateway_ip"]}
    ]
    assert dhcp["device_owner"] == "network:dhcp"
    (server,) = (await cloud.get("cloudservers/detail?name=lab-jumphost"))["servers"]
    assert jumphost["device_owner"] == f"compute:{server['OS-EXT-AZ:availability_zone']}"
    assert (jumphost["device_id"], jumphost["network_id"]) == (server["id"], lab["id"])
    (address,) = server["addresses"][lab["vpc_id"]]
    assert address["OS-EXT-IPS:port_id"] == jumphost["id"]
    assert jumphost["security_groups"] == [server["security_groups"][0]["id"]]
    assert (await cloud.get(f"ports?device_id={server['id']}"))["ports"] == [jumphost]
    empty = (await subnets_of(cloud, "vpc-drill-a"))["subnet-db"]
    own = (await cloud.get(f"ports?network_id={empty['id']}"))["ports"]
    assert {port["device_owner"].partition(":")[0] for port in own} == {"network"}


async def test_ports_are_paged_by_marker() -> None:
    cloud = Cloud()
    whole = (await cloud.get("ports"))["ports"]
    assert len({port["id"] for port in whole}) == len(whole)
    after = f"ports?limit=3&marker={whole[4]['id']}"
    assert (await cloud.get(after))["ports"] == whole[5:8]


async def test_security_groups_belong_to_no_vpc() -> None:
    cloud = Cloud()
    groups = (await cloud.get("security-groups"))["security_groups"]
    assert [group["name"] for group in groups] == ["default", "sg-payments-db"]
    assert groups[0]["enterprise_project_id"] == "0" != groups[1]["enterprise_project_id"]
    assert [rule["direction"] for rule in groups[0]["security_group_rules"]] == [
        "egress",
        "ingress",
    ]
    vpc = (await cloud.vpc("vpc-prod"))["id"]
    assert (await cloud.get(f"security-groups?vpc_id={vpc}"))["security_groups"] == []


async def test_an_elastic_ip_tells_what_it_is_bound_to() -> None:
    cloud = Cloud()
    gateway, wiki, unbound = (await cloud.get("publicips"))["publicips"]
    assert [one["status"] for one in (gateway, wiki, unbound)] == ["ACTIVE", "ACTIVE", "DOWN"]
    ports = (await cloud.get("ports"))["ports"]
    port = next(one for one in ports if one["id"] == gateway["port_id"])
    assert port["fixed_ips"][0]["ip_address"] == gateway["private_ip_address"] == "10.20.0.12"
    assert unbound["public_ip_address"] == "80.158.44.90"
    assert not {"port_id", "private_ip_address"} & unbound.keys()


async def test_a_subnet_tells_how_many_addresses_it_has_left() -> None:
    cloud = Cloud()
    left = {
        name: one["available_ip_address_count"]
        for name, one in (await subnets_of(cloud, "vpc-drill-a")).items()
    }
    assert left == {"subnet-app": 251, "subnet-db": 251}
    vpc = (await cloud.vpc("vpc-drill-a"))["id"]
    await cloud.create("pg-payments", drill_vpc_id=vpc)
    cloud.clock.tick(120)
    used = {
        name: one["available_ip_address_count"]
        for name, one in (await subnets_of(cloud, "vpc-drill-a")).items()
    }
    assert used == {"subnet-app": 248, "subnet-db": 249}


@pytest.mark.parametrize(
    "target",
    ["quotas?type=x", f"ports?marker={NOWHERE}", "security-groups?vpc_id=x", "publicips?limit=x"],
)
async def test_refusals(target: str) -> None:
    assert await Cloud().refusal("GET", target) == (400, "VPC.0101")
