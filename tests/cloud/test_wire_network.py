from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud import wire_network as read
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.network import (
    NetworkAcl,
    Port,
    PublicIp,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)
from tests.cloud.json_values import rows

VPC: JsonObject = {
    "id": "v", "name": "vpc-prod", "description": "d", "cidr": "192.168.0.0/16", "status": "OK",
    "routes": [], "enterprise_project_id": "0", "created_at": "2025-02-11T09:12:31",
}  # fmt: skip
SUBNET: JsonObject = {
    "id": "n", "name": "subnet-db", "cidr": "192.168.10.0/24", "gateway_ip": "192.168.10.1",
    "vpc_id": "v", "status": "ACTIVE", "availability_zone": "1a", "available_ip_address_count": 250,
}  # fmt: skip
TABLE: JsonObject = {
    "id": "t", "name": "rtb-vpc-prod", "default": True, "vpc_id": "v",
    "subnets": [{"id": "n"}, {"id": ""}, None],
    "routes": [
        {"type": "ecs", "destination": "10.1.0.0/16", "nexthop": "s", "description": "x"},
        {"destination": "10.2.0.0/16"},
        7,
    ],
}  # fmt: skip
ACL: JsonObject = {
    "id": "a", "name": "acl-db", "admin_state_up": True, "status": "ACTIVE",
    "associations": [{"virsubnet_id": "n"}, {"virsubnet_id": None}, {}],
}  # fmt: skip
PORT: JsonObject = {
    "id": "p", "name": "", "network_id": "n", "device_id": "s", "device_owner": "compute:1b",
    "fixed_ips": [{"ip_address": "192.168.10.21", "subnet_id": "x"}, {"subnet_id": "y"}],
}  # fmt: skip
PUBLIC_IP: JsonObject = {
    "id": "e", "public_ip_address": "80.1.2.3", "private_ip_address": "192.168.10.21",
    "port_id": "p", "status": "ACTIVE", "create_time": "2025-03-11 12:37:34",
}  # fmt: skip
GROUP: JsonObject = {"id": "sg", "name": "default", "vpc_id": "v"}

READERS: list[tuple[Callable[[JsonObject, str], Any], JsonObject]] = [
    (read.vpc, VPC),
    (read.subnet, SUBNET),
    (read.route_table, TABLE),
    (read.acl, ACL),
    (read.port, PORT),
    (read.public_ip, PUBLIC_IP),
    (read.security_group, GROUP),
]


def test_a_vpc_is_read() -> None:
    time = datetime(2025, 2, 11, 9, 12, 31, tzinfo=UTC)
    assert read.vpc(VPC, "") == Vpc("v", "vpc-prod", "192.168.0.0/16", "OK", "d", "0", time)


def test_a_subnet_is_read() -> None:
    expected = Subnet("n", "subnet-db", "v", "192.168.10.0/24", "192.168.10.1", "ACTIVE", "1a", 250)
    assert read.subnet(SUBNET, "") == expected


def test_a_route_table_is_read() -> None:
    routes = (Route("10.1.0.0/16", "s", "ecs"), Route("10.2.0.0/16", ""))
    assert read.route_table(TABLE, "") == RouteTable("t", "rtb-vpc-prod", "v", True, ("n",), routes)


@pytest.mark.parametrize("told", [None, "yes", 1])
def test_whether_a_table_is_the_default_one_may_not_be_told(told: JsonValue) -> None:
    assert read.route_table({**TABLE, "default": told}, "").default is None


def test_an_acl_is_read_with_the_subnets_that_it_guards() -> None:
    assert read.acl(ACL, "") == NetworkAcl("a", "acl-db", ("n",))
    assert not read.acl({**ACL, "admin_state_up": False}, "").enabled


def test_a_port_is_read() -> None:
    assert read.port(PORT, "") == Port("p", "n", "s", "compute:1b", ("192.168.10.21",))


def test_an_elastic_ip_is_read() -> None:
    time = datetime(2025, 3, 11, 12, 37, 34, tzinfo=UTC)
    expected = PublicIp("e", "80.1.2.3", "p", "192.168.10.21", "ACTIVE", time)
    assert read.public_ip(PUBLIC_IP, "") == expected


def test_an_elastic_ip_that_is_bound_to_nothing_names_no_port() -> None:
    unbound = {name: PUBLIC_IP[name] for name in ("id", "public_ip_address", "status")}
    assert not read.public_ip(unbound, "").bound
    assert not read.public_ip({**PUBLIC_IP, "port_id": None}, "").bound


def test_a_security_group_is_read() -> None:
    assert read.security_group(GROUP, "") == SecurityGroup("sg", "default", "v")


@pytest.mark.parametrize(("reader", "row"), READERS)
def test_each_keeps_what_came(reader: Callable[[JsonObject, str], Any], row: JsonObject) -> None:
    assert reader(row, "").raw is row
    assert reader({}, "?3").id == "?3"


@pytest.mark.parametrize(("reader", "row"), READERS)
@given(data=st.data())
def test_any_json_in_any_field_can_be_read(
    reader: Callable[[JsonObject, str], Any], row: JsonObject, data: st.DataObject
) -> None:
    assert isinstance(reader(data.draw(rows(*row)), "?").id, str)
