"""Commands over the real client and a served sandbox, and what is never printed."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from drilltui.clock import FastClock, SystemClock
from drilltui.domain.credential import Given, Keepsake
from drilltui.domain.ports import Clock
from drilltui.domain.profile import SERVICES, AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.sandbox.embedded import Access
from drilltui.services.credentials import Credentials
from drilltui.services.entrance import Entrance
from drilltui.settings import LiveSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import live
from drilltui.wiring.clouds import Clouds
from tests.cli.live_world import ENVIRONMENT, LiveWorld, MemoryProfiles
from tests.cli.running import run
from tests.secrecy.search import sightings

WRONG = "wrong-secret-key-0123456789012345678901"


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    command = [sys.executable, "-m", "drilltui", "sandbox", "--speed", "100"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Access(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@dataclass
class Served:
    """The live side as it is, with a configuration and secrets that the test holds."""

    access: Access
    profile: Profile
    kept: Keepsake
    speed: float = 1.0

    @property
    def secrets(self) -> Mapping[str, str]:
        return {"sk": self.access.sk, "password": self.access.password, "wrong": WRONG}

    def open_entrance(self, settings: LiveSettings) -> Entrance:
        world = LiveWorld(profiles=[self.profile])
        clock: Clock = FastClock(self.speed) if self.speed > 1 else SystemClock()
        chance = random.Random(1)

        async def journal() -> MemoryJournal:
            return MemoryJournal()

        given, profiles = [Given(self.kept, ENVIRONMENT)], MemoryProfiles(world)
        parts = live.Parts(
            profiles=profiles,
            resolve=world.configuration,
            complete=lambda profile: profile,
            credentials=live.open_credentials(given, clock, profiles),
            open_cloud=Clouds(clock, chance).open,
            open_journal=journal,
            clock=clock,
            chance=chance,
        )
        assert isinstance(parts.credentials, Credentials)
        return live.join(parts)


@pytest.fixture
def served(access: Access, monkeypatch: pytest.MonkeyPatch) -> Served:
    profile = Profile(
        "prod",
        access.region,
        project_id=access.project_id,
        endpoints=dict.fromkeys(SERVICES, access.endpoint),
    )
    served = Served(access, profile, Keepsake(access.ak, Secret(access.sk)))
    monkeypatch.setattr(live, "open_entrance", served.open_entrance)
    monkeypatch.setattr(live, "conventions", tuple)
    return served


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def printed(capsys: pytest.CaptureFixture[str], served: Served) -> tuple[str, str]:
    """What was printed, in which no secret may be."""
    out, err = capsys.readouterr()
    assert sightings(served.secrets, {"out": out.encode(), "err": err.encode()}) == []
    return out, err


def with_password(served: Served) -> None:
    served.profile = replace(
        served.profile,
        auth=AuthMethod.PASSWORD,
        user=served.access.user,
        domain=served.access.domain,
        project_id="",
    )
    served.kept = Keepsake(password=Secret(served.access.password))


@pytest.mark.parametrize("method", ["access key", "password"])
def test_the_groups_come_one_object_a_line(
    method: str, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    if method == "password":
        with_password(served)
    assert run("groups", "--json") == 0
    out, err = printed(capsys, served)
    assert err == ""
    groups = [json.loads(line) for line in out.splitlines()]
    assert "pg-payments" in {group["name"] for group in groups}
    assert {group["project_id"] for group in groups} == {served.access.project_id}


def test_a_wrong_key_is_one_sentence_with_a_remedy(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    served.kept = Keepsake(served.access.ak, Secret(WRONG))
    assert run("groups") == 4
    out, err = printed(capsys, served)
    assert out == ""
    assert err.startswith("drilltui: ")
    assert err.count("\n") == 1


def test_where_nobody_listens_is_one_sentence(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = dict.fromkeys(SERVICES, f"http://127.0.0.1:{port}")
    served.speed = 200.0  # the client tries again, with pauses
    served.profile = replace(served.profile, endpoints=nowhere)
    assert run("groups") == 4
    assert printed(capsys, served)[1].count("\n") == 1


@pytest.mark.parametrize("method", ["access key", "password"])
def test_the_doctor_finds_everything_in_order(
    method: str, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    if method == "password":
        with_password(served)
    assert run("doctor", "--json") == 0
    out, err = printed(capsys, served)
    assert err == ""
    found = {one["subject"]: one for one in map(json.loads, out.splitlines())}
    proven = "signature" if method == "access key" else "password"
    for subject in ("certificates", "sdrs/vpc/ecs/iam name", "clock", proven, "permission"):
        assert found[subject]["verdict"] == "ok", subject
    assert "stop" not in {one["verdict"] for one in found.values()}


def test_the_doctor_says_what_is_wrong_with_a_key_and_where_nobody_listens(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    served.kept = Keepsake(served.access.ak, Secret(WRONG))
    assert run("doctor") == 4
    out, _ = printed(capsys, served)
    assert "stop  signature" in out
    assert "permission" not in out.split("stop  signature")[1].replace("-> ", "")

    served.profile = replace(
        served.profile, endpoints=dict.fromkeys(SERVICES, "http://127.0.0.1:1")
    )
    assert run("doctor") == 4
    out, _ = printed(capsys, served)
    assert "stop  sdrs/vpc/ecs/iam" in out
    assert "not tried: no service can be reached" in out
