"""A rehearsal: the live road with the embedded cloud at its far end."""

from __future__ import annotations

import platform
import random
from typing import TYPE_CHECKING

from drilltui.domain.place import Mode, Place
from drilltui.settings import RehearsalSettings
from drilltui.wiring.journal import open_journal_or_read
from drilltui.wiring.operator import person
from drilltui.wiring.provenance import provenance

if TYPE_CHECKING:
    from drilltui.domain.ports import Clock, Journal
    from drilltui.services.session import Session


async def open_rehearsal(
    settings: RehearsalSettings,
    *,
    clock: Clock | None = None,
    journal: Journal | None = None,
    chance: random.Random | None = None,
) -> Session:
    """Return a session over the embedded cloud: the live road with another far end.

    Tests pass their own `clock`, `journal` and `chance`. Raises UsageError for a scenario that does
    not exist or cannot be read. A journal that cannot be written refuses changes here, too.
    """
    from drilltui.clock import FastClock, SystemClock
    from drilltui.cloud.http import asgi_transport
    from drilltui.cloud.huawei import open_cloud
    from drilltui.domain.credential import AccessKey
    from drilltui.domain.errors import UsageError
    from drilltui.domain.secret import Secret
    from drilltui.sandbox.embedded import open_sandbox
    from drilltui.sandbox.scenario import ScenarioError
    from drilltui.services.equipment import Equipment
    from drilltui.services.requests import Requests
    from drilltui.services.session import open_session
    from drilltui.services.world_prober import WorldProber

    moving: Clock = clock or (SystemClock() if settings.speed == 1 else FastClock(settings.speed))
    try:
        sandbox = open_sandbox(settings.scenario, clock=moving.now, groups=settings.groups)
    except ScenarioError as error:
        raise UsageError(str(error)) from error
    # As a live run has it: where that one would refuse to change anything because the disk is full,
    # a rehearsal that went on in memory would promise what the real drill does not keep.
    kept = journal or await open_journal_or_read(settings.state_dir)
    access = sandbox.access
    dice = chance or random.Random()
    place = Place(
        mode=Mode.REHEARSAL,
        profile=settings.scenario,
        region=access.region,
        project_id=access.project_id,
        endpoint=access.endpoint,
        person=person(),
        host=platform.node(),
        world=f"{dice.getrandbits(32):08x}",
        rto_minutes=settings.rto_minutes,
    )
    requests = Requests()
    cloud = open_cloud(
        endpoint=access.endpoint,
        credential=AccessKey(access.ak, Secret(access.sk)),
        project_id=access.project_id,
        clock=moving,
        log=requests,
        chance=dice,
        transport=asgi_transport(sandbox.app),
    )
    # Nobody can reach the world's servers.
    equipment = Equipment(prober=WorldProber(cloud), provenance=provenance)
    return open_session(place, cloud, kept, moving, requests, dice, equipment)


def serve_sandbox(
    scenario: str,
    *,
    port: int,
    speed: float,
    groups: int,
    tls: bool = False,
    proxy: bool = False,
    skew: float = 0.0,
) -> int:
    """Serve the embedded cloud on loopback until a signal ends it; return the exit status.

    `tls` serves HTTPS, `proxy` opens a proxy to it, `skew` sets its clock ahead by minutes. Raises
    UsageError for a scenario that does not exist or cannot be read.
    """
    from drilltui.domain.errors import UsageError
    from drilltui.sandbox.scenario import ScenarioError
    from drilltui.sandbox.server import serve

    try:
        return serve(
            scenario, port=port, speed=speed, groups=groups, tls=tls, proxy=proxy, skew=skew
        )
    except ScenarioError as error:
        raise UsageError(str(error)) from error
