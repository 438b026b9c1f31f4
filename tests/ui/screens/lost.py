"""Runs over a live world whose answers get lost, one after the other on the same disk."""

from __future__ import annotations

from typing import Any

from drilltui.cloud.http import RemoteProtocolError
from tests.drive import Drive
from tests.live import LiveWorld

CREATE = "POST .*/disaster-recovery-drills"
DRILLS = "GET .*/disaster-recovery-drills$"
GROUP, NAME = "pg-payments", "drill-pg-payments-20261123"
TWIN = "11111111-2222-4333-8444-555555555555"
SIZES = ((80, 24), (120, 40))


def prod(**more: Any) -> LiveWorld:
    """A world with one profile, whose secret is kept."""
    world = LiveWorld(kept=["prod"], **more)
    world.profiles.profiles = {"prod": world.profile()}
    return world


async def lose(drive: Drive, world: LiveWorld, *, arrives: bool = True) -> None:
    """Start a drill whose answer gets lost; it is made all the same if it `arrives`."""
    if arrives:
        world.wire.lose_answer(CREATE, RemoteProtocolError)
    else:
        world.wire.cut(CREATE, RemoteProtocolError)
    await drive.submit(GROUP)
    await drive.expect("Nobody knows yet")
    world.wire.mend()


def doubled(answer: dict[str, Any]) -> Any:
    """Let the cloud tell of each drill of this name twice."""
    drills = answer["disaster_recovery_drills"]
    twins = [drill | {"id": TWIN} for drill in drills if drill["name"] == NAME]
    return answer | {"disaster_recovery_drills": [*drills, *twins]}


def said(drive: Drive) -> str:
    """The screen as one line: what was broken at the edge is whole again."""
    return " ".join(drive.screen_text().split())


def posts(world: LiveWorld) -> int:
    return sum(line.startswith("POST ") for line in world.line.sent)
