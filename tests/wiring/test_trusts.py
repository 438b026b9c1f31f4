"""Certificates are read once, in a thread, and not waited for without end."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from drilltui.cloud import trust
from drilltui.domain.credential import AccessKey
from drilltui.domain.errors import ConfigError, UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.profile import Profile
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from drilltui.services.requests import Requests
from drilltui.wiring import clouds
from drilltui.wiring.clouds import Clouds
from drilltui.wiring.network import HostNetwork
from drilltui.wiring.trusts import Trusts
from tests.clock import FakeClock

PROFILE = Profile("prod", "eu-de", project_id="0" * 32)
OK = Finding("certificates", Verdict.OK, "store")


class Store:
    """A store of certificates that can be held up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.threads: set[threading.Thread] = set()
        self.open = threading.Event()
        self.open.set()

    def trusted(self, ca_file: str = "") -> tuple[ssl.SSLContext, Finding]:
        self.asked.append(ca_file)
        self.threads.add(threading.current_thread())
        self.open.wait(30)
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), OK


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    held = Store()
    monkeypatch.setattr(trust, "trusted", held.trusted)
    yield held
    held.open.set()


class Nobody:
    async def passcode(self, user: str, why: str) -> None:
        return None


async def test_a_file_is_read_once_in_a_run(store: Store) -> None:
    network = HostNetwork(trusts := Trusts())
    assert await network.certificates(PROFILE) == (OK,)
    first = await trusts.of("")
    for _ in range(4):
        assert await trusts.of("") is first
    await trusts.of("/other.pem")
    assert store.asked == ["", "/other.pem"]


@pytest.mark.parametrize(("ca_file", "kind"), [("/share/ca.pem", ConfigError), ("", UsageError)])
async def test_a_share_that_hangs_is_told_while_everything_goes_on(
    ca_file: str, kind: type[UsageError], store: Store
) -> None:
    store.open.clear()
    waiting = asyncio.ensure_future(Trusts(limit=0.05).of(ca_file))
    for _ in range(5):
        await asyncio.sleep(0)  # the loop is free meanwhile
    assert not waiting.done()
    with pytest.raises(kind, match=r"cannot be read: no answer in 0\.05 s") as caught:
        await waiting
    store.open.set()
    assert type(caught.value) is kind
    assert ca_file in caught.value.what


async def test_neither_the_library_nor_certificates_hold_up_the_loop(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[threading.Thread] = []
    monkeypatch.setattr(clouds, "_bring", lambda: brought.append(threading.current_thread()))
    opened = Clouds(FakeClock(), Random(1))
    for _ in range(2):
        cloud = await opened.open(PROFILE, AccessKey("AK", Secret("SK")), Nobody(), Requests())
        await cloud.close()
    assert store.asked == [""]
    assert brought
    assert threading.main_thread() not in {*store.threads, *brought}


async def test_certificates_that_cannot_be_used_are_told_once(tmp_path: Path) -> None:
    network = HostNetwork()
    profile = Profile("prod", "eu-de", ca_file=str(tmp_path / "none.pem"))
    with pytest.raises(ConfigError, match=r"none\.pem cannot be read"):
        await network.certificates(profile)
    (finding,) = await network.reach(profile, "https://sdrs.example.com")
    assert (finding.subject, finding.verdict) == ("TLS", Verdict.STOP)
    assert "none.pem" not in finding.seen
