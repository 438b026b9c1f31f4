from __future__ import annotations

from random import Random

import pytest

from drilltui.cloud.endpoints import Endpoints
from drilltui.cloud.huawei import open_cloud
from drilltui.domain.credential import AccessKey
from drilltui.domain.drill import DrillDraft
from drilltui.domain.errors import UsageError
from drilltui.domain.ports import Cloud
from drilltui.domain.profile import Profile
from drilltui.domain.secret import Secret
from tests.cloud.far_end import PROJECT, TOKEN, FarEnd, Reply

ANYTHING = Reply(
    body={
        name: {"id": "x", "status": "ACTIVE"} if name.endswith(("group", "drill", "vpc")) else []
        for name in ("server_group", "disaster_recovery_drill", "vpc", "servers", "failure_jobs")
    }
    | {name: [] for name in ("server_groups", "protected_instances", "replications", "vpcs")}
    | {name: [] for name in ("disaster_recovery_drills", "subnets", "projects")}
    | {"job_id": "j", "status": "RUNNING", "server": {"id": "x", "status": "ACTIVE"}}
    | {name: [] for name in ("routetables", "firewalls", "ports", "publicips", "security_groups")}
    | {name: [] for name in ("keypairs", "volumes", "snapshots", "enterprise_projects")}
    | {name: {} for name in ("quotas", "absolute", "quota_set")}
    | {"subnet": {"id": "n"}, "volume": {"id": "d"}}
)


def opened(far: FarEnd, **more: object) -> Cloud:
    arguments: dict[str, object] = {
        "endpoint": Endpoints.of_profile(Profile("p", "eu-x", "example.com")),
        "project_id": PROJECT,
        "credential": AccessKey("AK", Secret("SK")),
        "clock": far.clock,
        "log": far,
        "chance": Random(1),
        "transport": far.transport,
    }
    return open_cloud(**(arguments | more))  # type: ignore[arg-type]


async def test_each_call_goes_to_its_service() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far)
    draft = DrillDraft("g", "n")
    for call in (
        cloud.groups(),
        cloud.group("g"),
        cloud.instances("g"),
        cloud.pairs("g"),
        cloud.drills("g"),
        cloud.drill("d"),
        cloud.create_drill(draft),
        cloud.rename_drill("d", "n"),
        cloud.delete_drill("d"),
        cloud.job("j"),
        cloud.failed_tasks("g"),
        cloud.vpcs(),
        cloud.vpc("v"),
        cloud.subnets("v"),
        cloud.subnet("n"),
        cloud.route_tables("v"),
        cloud.acls(),
        cloud.network_ports("n"),
        cloud.public_ips(),
        cloud.security_groups(),
        cloud.network_quotas(),
        cloud.server_quotas(),
        cloud.disk_quotas(),
        cloud.key_pairs(),
        cloud.volumes(["d"]),
        cloud.snapshots("d"),
        cloud.enterprise_projects(),
        cloud.servers(["x"]),
        cloud.server("x"),
        cloud.projects("eu-x"),
    ):
        await call
    assert [page async for page in cloud.group_pages()] == [()]
    asked = [
        (request.method, request.url.host.partition(".")[0], request.url.path.rpartition("/")[2])
        for request in far.asked
    ]
    assert asked == [
        ("GET", "sdrs", "server-groups"),
        ("GET", "sdrs", "g"),
        ("GET", "sdrs", "protected-instances"),
        ("GET", "sdrs", "replications"),
        ("GET", "sdrs", "disaster-recovery-drills"),
        ("GET", "sdrs", "d"),
        ("POST", "sdrs", "disaster-recovery-drills"),
        ("PUT", "sdrs", "d"),
        ("DELETE", "sdrs", "d"),
        ("GET", "sdrs", "j"),
        ("GET", "sdrs", "failure-jobs"),
        ("GET", "vpc", "vpcs"),
        ("GET", "vpc", "v"),
        ("GET", "vpc", "subnets"),
        ("GET", "vpc", "n"),
        ("GET", "vpc", "routetables"),
        ("GET", "vpc", "firewalls"),
        ("GET", "vpc", "ports"),
        ("GET", "vpc", "publicips"),
        ("GET", "vpc", "security-groups"),
        ("GET", "vpc", "quotas"),
        ("GET", "ecs", "limits"),
        ("GET", "evs", PROJECT),
        ("GET", "ecs", "os-keypairs"),
        ("GET", "evs", "detail"),
        ("GET", "evs", "d"),  # not in the list
        ("GET", "evs", "detail"),
        ("GET", "eps", "enterprise-projects"),
        ("GET", "ecs", "detail"),
        ("GET", "ecs", "x"),  # not in the list
        ("GET", "ecs", "x"),
        ("GET", "iam", "projects"),
        ("GET", "sdrs", "server-groups"),
    ]


async def test_each_removal_goes_to_its_service() -> None:
    far = FarEnd(Reply(204, b""))
    cloud = opened(far)
    await cloud.delete_subnet("v", "n")
    await cloud.delete_vpc("v")
    assert [str(request.url) for request in far.asked] == [
        cloud.delete_subnet_request("v", "n").url,
        cloud.delete_vpc_request("v").url,
    ]
    assert {(request.method, request.url.host) for request in far.asked} == {
        ("DELETE", "vpc.eu-x.example.com")
    }


def test_previews_send_nothing() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far)
    assert cloud.create_request(DrillDraft("g", "n")).method == "POST"
    assert cloud.rename_request("d", "n").method == "PUT"
    assert cloud.delete_request("d").method == "DELETE"
    assert cloud.delete_subnet_request("v", "n").method == "DELETE"
    assert cloud.delete_vpc_request("v").method == "DELETE"
    assert far.asked == []


async def test_temporary_keys_send_their_token() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far, credential=AccessKey("AK", Secret("SK"), Secret(TOKEN)))
    await cloud.groups()
    await cloud.projects()
    assert [request.headers["X-Security-Token"] for request in far.asked] == [TOKEN, TOKEN]
    assert [request.headers.get("X-Project-Id") for request in far.asked] == [PROJECT, None]


async def test_one_url_serves_all() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far, endpoint="http://127.0.0.1:8765/")
    await cloud.vpcs()
    await cloud.projects()
    assert {request.headers["Host"] for request in far.asked} == {"127.0.0.1:8765"}


async def test_a_closed_cloud_sends_nothing() -> None:
    far = FarEnd(ANYTHING)
    cloud = opened(far)
    await cloud.close()
    with pytest.raises(RuntimeError, match="closed"):
        await cloud.groups()


@pytest.mark.parametrize(
    "bad",
    [
        {"endpoint": "ftp://nowhere"},
        {"credential": AccessKey("", Secret("SK"))},
        {"credential": AccessKey("AK", Secret("a b"))},
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(bad: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        opened(FarEnd(ANYTHING), **bad)
