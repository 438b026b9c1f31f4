"""A world that is brought to where another run has left it."""

import asyncio
import json
from pathlib import Path

import httpx
import pytest

from drilltui.cloud.http import asgi_transport
from drilltui.sandbox import chronicle
from drilltui.sandbox.embedded import Sandbox, open_sandbox
from tests.sandbox.cloud import START, Clock, Key

EVERYTHING = (
    "server-groups", "protected-instances", "replications", "disaster-recovery-drills",
    "task-center/failure-jobs", "vpcs", "subnets", "ports",
)  # fmt: skip


class Run:
    """A run of the embedded cloud, beginning at START, that writes down what it was asked for."""

    def __init__(self, scenario: str, clock: Clock) -> None:
        self.clock = clock
        self.written: list[chronicle.Line] = []
        self.sandbox: Sandbox = open_sandbox(
            scenario, clock=clock, start=START, write=self.written.append
        )
        self.root = f"/v1/{self.sandbox.access.project_id}/"

    def call(self, method: str, path: str, body: object = None) -> httpx.Response:
        return asyncio.run(self._call(method, self.root + path, body))

    async def _call(self, method: str, target: str, body: object) -> httpx.Response:
        told = json.dumps(body).encode() if body is not None else b""
        access = self.sandbox.access
        headers = {"host": "127.0.0.1", "content-type": "application/json"}
        headers = Key(access.ak, access.sk).sign(method, target, self.clock.now, headers, told)
        transport = asgi_transport(self.sandbox.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, target, headers=headers, content=told)

    def create(self, name: str) -> httpx.Response:
        groups = self.call("GET", "server-groups").json()["server_groups"]
        group = next(one["id"] for one in groups if one["name"] == "pg-shop")
        draft = {"name": name, "server_group_id": group}
        return self.call("POST", "disaster-recovery-drills", {"disaster_recovery_drill": draft})

    def drill_id(self) -> str:
        drills = self.call("GET", "disaster-recovery-drills").json()["disaster_recovery_drills"]
        return str(drills[0]["id"])

    def seen(self) -> dict[str, object]:
        """All that can be seen of the main project, but for the ids of requests."""
        return {path: self.call("GET", path).json() for path in EVERYTHING}

    def again(self) -> "Run":
        """Another run that is told what this one has written, as it lies on a disk."""
        other = Run(self._scenario(), self.clock)
        asyncio.run(other.sandbox.tell_again(json.loads(json.dumps(self.written))))
        return other

    def _scenario(self) -> str:
        return self.sandbox.scenario


def test_it_is_the_same_world_at_every_moment() -> None:
    clock = Clock()
    run = Run("delete-refused", clock)
    run.create("d")
    clock.tick(20.25)
    assert run.again().seen() == run.seen()
    clock.tick(200)
    for _ in range(3):  # two are refused, which counts as well
        run.call("DELETE", f"disaster-recovery-drills/{run.drill_id()}")
    clock.tick(9)
    other = run.again()
    assert other.seen() == run.seen()
    clock.tick(100)
    assert other.seen() == run.seen()


def test_it_goes_on_as_the_other_would_have() -> None:
    clock = Clock()
    run = Run("quota", clock)
    run.create("one")
    clock.tick(300)
    other = run.again()
    assert run.create("two").json() == other.create("two").json()
    clock.tick(30)
    assert run.seen() == other.seen()


def test_disks_that_were_copied_are_so_again() -> None:
    clock = Clock()
    run = Run("not-synchronised", clock)
    assert run.create("early").json()["error"]["code"] == "SDRS.1830"
    clock.tick(600)
    assert run.create("late").status_code == 200
    assert run.again().seen() == run.seen()


def test_faults_are_not_met_twice() -> None:
    clock = Clock()
    run = Run("lost-not-accepted", clock)
    with pytest.raises(httpx.RemoteProtocolError):
        run.create("d")
    other = run.again()
    assert other.create("d").status_code == 200
    assert other.sandbox.faults is not None
    assert run.sandbox.faults is not None
    assert other.sandbox.faults.strikes == run.sandbox.faults.strikes


def test_questions_are_not_written_down() -> None:
    run = Run("smooth", Clock())
    run.seen()
    assert run.written == []


@pytest.mark.parametrize(
    "line",
    [
        {"method": "POST"},
        {"method": "POST", "path": "/", "query": "", "user": "nobody", "projects": []},
        {"method": "POST", "path": "/", "query": "", "user": "drill-operator", "projects": 5},
    ],
)
def test_nonsense_is_refused(line: chronicle.Line) -> None:
    run = Run("smooth", Clock())
    with pytest.raises(ValueError, match=r"request|user"):
        asyncio.run(run.sandbox.tell_again([line]))


def test_a_world_of_a_file_of_one_s_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('like = "webshop"', "utf-8")
    clock = Clock()
    run = Run(str(path), clock)
    run.create("d")
    clock.tick(50)
    assert run.again().seen() == run.seen()
