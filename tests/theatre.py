"""Where the unattended exercise is played: in time that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from drilltui.play import Play
from drilltui.services.session import Session
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import open_rehearsal
from tests.chance import Even
from tests.clock import FakeClock

LONGEST = 900
"""Seconds after which an exercise of a minute or two counts as stuck."""

SMALL_WORLD = """
title = "One group, {about}"
[account]
name = "small"
region = "eu-demo-1"
projects = ["eu-demo-1"]
zones = ["eu-demo-1a", "eu-demo-1b"]
domain = "domain-1"
[[users]]
name = "drill-operator"
password = "Sandbox-Operator-1"
totp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
keys = [{{ ak = "SANDBOXACCESSKEY0001", sk = "sandbox-secret-key-not-real-00000000001" }}]
[[vpcs]]
project = "eu-demo-1"
name = "vpc-prod"
cidr = "10.20.0.0/16"
subnets = [{{ name = "subnet-app", cidr = "10.20.0.0/24" }}]
[[groups]]
project = "eu-demo-1"
name = "pg-only"
status = "{status}"
vpc = "vpc-prod"
instances = [{{ name = "app-01" }}]
{more}
"""


def small_world(folder: Path, status: str = "protected", more: str = "") -> str:
    """Write a scenario of one group; return what to call it by."""
    path = folder / "small.toml"
    path.write_text(SMALL_WORLD.format(about=status, status=status, more=more), "utf-8")
    return str(path)


@dataclass
class Theatre:
    """A session in time that the test moves, and the transcript of what was played in it."""

    session: Session
    clock: FakeClock
    journal: MemoryJournal
    lines: list[str]

    @property
    def transcript(self) -> str:
        return "\n".join(self.lines)

    async def play(self) -> None:
        """Play to the end, whatever it is, and close the session."""
        playing = asyncio.ensure_future(Play(self.session, self.lines.append).run())
        end = self.clock.monotonic() + LONGEST
        while not playing.done() and self.clock.monotonic() < end:
            await self.clock.advance(0.5)
        if not playing.done():
            playing.cancel()
            pytest.fail(f"the exercise is stuck after:\n{self.transcript}")
        try:
            playing.result()
        finally:
            await self.session.close()


async def theatre(
    scenario: str, journal: Callable[[FakeClock], MemoryJournal] = lambda clock: MemoryJournal()
) -> Theatre:
    clock = FakeClock()
    kept = journal(clock)
    session = await open_rehearsal(
        RehearsalSettings(scenario), clock=clock, journal=kept, chance=Even(1)
    )
    return Theatre(session, clock, kept, [])
