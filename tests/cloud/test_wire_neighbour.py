from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from drilltui.cloud.wire_neighbour import enterprise_project, project, server
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.project import EnterpriseProject, Project
from drilltui.domain.server import Address, Server
from tests.cloud.json_values import rows

SERVER: JsonObject = {
    "id": "s", "name": "billing-db", "status": "ACTIVE", "created": "2025-09-17T06:46:02Z",
    "addresses": {
        "9c8b": [
            {"addr": "192.168.10.21", "OS-EXT-IPS:type": "fixed", "OS-EXT-IPS:port_id": "port-1"},
            {"version": "4", "addr": "80.1.2.3", "OS-EXT-IPS:type": "floating"},
            {"addr": None},
        ],
        "other": [{"addr": "10.0.0.1"}],
        "junk": None,
    },
    "flavor": {"id": "f1", "name": "s6.large.2"}, "image": {"id": "i1"}, "key_name": "ops",
    "metadata": {"vpc_id": "v", "os_type": "Linux", "image_name": "Ubuntu 22.04"},
    "security_groups": [{"name": "default", "id": "sg"}, {"name": "web"}, None],
    "os-extended-volumes:volumes_attached": [{"id": "d1", "device": "/dev/vda"}, {"id": "d2"}],
    "OS-EXT-AZ:availability_zone": "1b", "enterprise_project_id": "0", "fault": None,
}  # fmt: skip
PROJECT: JsonObject = {"id": "p", "name": "eu-example-1", "enabled": False}
ENTERPRISE: JsonObject = {"id": "0", "name": "default", "status": 1, "type": "prod"}


def test_a_server_is_read() -> None:
    assert server(SERVER, "") == Server(
        id="s",
        name="billing-db",
        status="ACTIVE",
        addresses=(
            Address("192.168.10.21", port_id="port-1"),
            Address("80.1.2.3", "floating"),
            Address("10.0.0.1", "fixed"),
        ),
        zone="1b",
        flavor="s6.large.2",
        vpc_id="v",
        system="Linux",
        image="Ubuntu 22.04",
        key_name="ops",
        enterprise_project_id="0",
        security_group_ids=("sg",),
        volume_ids=("d1", "d2"),
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


def test_an_image_without_a_name_is_told_by_its_id() -> None:
    assert server({"image": {"id": "i1"}, "metadata": {}}, "").image == "i1"
    assert server({"image": "", "metadata": None}, "").image == ""


@pytest.mark.parametrize(
    ("status", "expected"), [(1, True), ("1", True), (None, True), (2, False), ("2", False)]
)
def test_an_enterprise_project_is_enabled_unless_it_says_no(
    status: JsonValue, expected: bool
) -> None:
    found = enterprise_project({**ENTERPRISE, "status": status}, "")
    assert found == EnterpriseProject("0", "default", expected)


def test_each_keeps_what_came() -> None:
    assert server(SERVER, "").raw is SERVER
    assert project(PROJECT, "").raw is PROJECT
    assert enterprise_project(ENTERPRISE, "").raw is ENTERPRISE


@given(rows(*SERVER))
def test_any_json_in_any_field_gives_a_server(row: JsonObject) -> None:
    assert isinstance(server(row, "?"), Server)


@given(rows(*PROJECT))
def test_any_json_in_any_field_gives_a_project(row: JsonObject) -> None:
    assert isinstance(project(row, "?"), Project)


@given(rows(*ENTERPRISE))
def test_any_json_in_any_field_gives_an_enterprise_project(row: JsonObject) -> None:
    assert isinstance(enterprise_project(row, "?"), EnterpriseProject)
