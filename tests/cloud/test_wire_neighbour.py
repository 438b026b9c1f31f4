from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from drilltui.cloud.wire_neighbour import project, server
from drilltui.cloud.wire_network import subnet, vpc
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.project import Project
from drilltui.domain.server import Address, Server
from tests.cloud.json_values import rows

VPC: JsonObject = {
    "id": "v", "name": "vpc-prod", "description": "d", "cidr": "192.168.0.0/16", "status": "OK",
    "routes": [], "enterprise_project_id": "0", "created_at": "2025-02-11T09:12:31",
}  # fmt: skip
SUBNET: JsonObject = {
    "id": "n", "name": "subnet-db", "cidr": "192.168.10.0/24", "gateway_ip": "192.168.10.1",
    "vpc_id": "v", "status": "ACTIVE", "availability_zone": "1a", "available_ip_address_count": 250,
}  # fmt: skip
SERVER: JsonObject = {
    "id": "s", "name": "billing-db", "status": "ACTIVE", "created": "2025-09-17T06:46:02Z",
    "addresses": {
        "9c8b": [
            {"version": "4", "addr": "192.168.10.21", "OS-EXT-IPS:type": "fixed"},
            {"version": "4", "addr": "80.1.2.3", "OS-EXT-IPS:type": "floating"},
            {"addr": None},
        ],
        "other": [{"addr": "10.0.0.1"}],
        "junk": None,
    },
    "flavor": {"id": "f1", "name": "s6.large.2"}, "metadata": {"vpc_id": "v"},
    "OS-EXT-AZ:availability_zone": "1b", "fault": None,
}  # fmt: skip
PROJECT: JsonObject = {"id": "p", "name": "eu-example-1", "enabled": False}


def test_a_vpc_is_read() -> None:
    time = datetime(2025, 2, 11, 9, 12, 31, tzinfo=UTC)
    assert vpc(VPC, "") == Vpc("v", "vpc-prod", "192.168.0.0/16", "OK", "d", "0", time)


def test_a_subnet_is_read() -> None:
    expected = Subnet("n", "subnet-db", "v", "192.168.10.0/24", "192.168.10.1", "ACTIVE", "1a", 250)
    assert subnet(SUBNET, "") == expected


def test_a_server_is_read() -> None:
    assert server(SERVER, "") == Server(
        id="s",
        name="billing-db",
        status="ACTIVE",
        addresses=(
            Address("192.168.10.21"),
            Address("80.1.2.3", "floating"),
            Address("10.0.0.1", "fixed"),
        ),
        zone="1b",
        flavor="s6.large.2",
        vpc_id="v",
        created_at=datetime(2025, 9, 17, 6, 46, 2, tzinfo=UTC),
    )


def test_a_vanished_server_has_only_an_id_and_a_fault() -> None:
    row = {**dict.fromkeys(SERVER), "id": "s", "fault": {"message": "could not be found"}}
    found = server(row, "")
    assert found == Server("s", fault="could not be found")
    assert found.gone


@pytest.mark.parametrize(
    ("enabled", "expected"), [(True, True), (None, True), ("False", False), (False, False)]
)
def test_a_project_is_enabled_unless_it_says_no(enabled: JsonValue, expected: bool) -> None:
    assert project({**PROJECT, "enabled": enabled}, "") == Project("p", "eu-example-1", expected)


def test_a_flavor_without_a_name_is_told_by_its_id() -> None:
    assert server({"flavor": {"id": "f1"}}, "").flavor == "f1"


def test_each_keeps_what_came() -> None:
    assert vpc(VPC, "").raw is VPC
    assert subnet(SUBNET, "").raw is SUBNET
    assert server(SERVER, "").raw is SERVER
    assert project(PROJECT, "").raw is PROJECT


@given(rows(*VPC))
def test_any_json_in_any_field_gives_a_vpc(row: JsonObject) -> None:
    assert isinstance(vpc(row, "?"), Vpc)


@given(rows(*SUBNET))
def test_any_json_in_any_field_gives_a_subnet(row: JsonObject) -> None:
    assert isinstance(subnet(row, "?"), Subnet)


@given(rows(*SERVER))
def test_any_json_in_any_field_gives_a_server(row: JsonObject) -> None:
    assert isinstance(server(row, "?"), Server)


@given(rows(*PROJECT))
def test_any_json_in_any_field_gives_a_project(row: JsonObject) -> None:
    assert isinstance(project(row, "?"), Project)
