"""A rehearsal: the live road with the embedded cloud at its far end."""

from __future__ import annotations

import platform
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from drilltui.domain.place import Mode, Place
from drilltui.settings import RehearsalSettings
from drilltui.wiring.journal import open_journal_or_read
from drilltui.wiring.operator import person
from drilltui.wiring.provenance import provenance

if TYPE_CHECKING:
    from drilltui.domain.ports import Clock, Journal
    from drilltui.services.session import Session
    from drilltui.store.rehearsal_file import RehearsalFile
    from drilltui.wiring.embedded_world import EmbeddedWorld


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
    dice = chance or random.Random()
    # As a live run has it: where that one would refuse to change anything because the disk is full,
    # a rehearsal that went on in memory would promise what the real drill does not keep.
    kept = journal or await open_journal_or_read(settings.state_dir)
    try:
        return await _open(settings, clock, kept, dice)
    except BaseException:
        await kept.close()
        raise


async def _open(
    settings: RehearsalSettings, clock: Clock | None, journal: Journal, dice: random.Random
) -> Session:
    """Go on with an earlier rehearsal, where that is asked for and there is one, or begin one."""
    from drilltui.wiring import lasting
    from drilltui.wiring.embedded_world import begun, gone_on, real_time, usual_clock

    if not settings.lasting or journal.refusal:
        world = await begun(settings, clock or usual_clock(settings.speed), dice)
        return _session(world, journal, dice)
    if earlier := await lasting.take_up(settings, journal):
        moving = clock or lasting.clock_of(earlier, real_time())
        try:
            world = await gone_on(earlier, moving)
        except (ValueError, KeyError, TypeError):
            earlier.file.remove()  # nothing of ours: a rehearsal that is not whole is none
        else:
            return _lasting(_session(world, journal, dice), earlier.file)
    moving = clock or usual_clock(settings.speed)
    world = await begun(settings, moving, dice)
    file = lasting.begin(settings, world.id, world.seed, world.start, real_time())
    if file is None:
        return _session(world, journal, dice)
    world.write_to(file.write)
    return _lasting(_session(world, journal, dice), file)


def _session(world: EmbeddedWorld, journal: Journal, dice: random.Random) -> Session:
    """Return the session over a world that is open."""
    from drilltui.cloud.http import asgi_transport
    from drilltui.cloud.huawei import open_cloud
    from drilltui.domain.credential import AccessKey, Credential, Login
    from drilltui.domain.secret import Secret
    from drilltui.services.equipment import Equipment
    from drilltui.services.requests import Requests
    from drilltui.services.session import open_session
    from drilltui.services.world_prober import WorldProber
    from drilltui.wiring.lesson import lesson_of, strikes_of
    from drilltui.wiring.own_runbooks import own_runbooks

    sandbox, settings, access = world.sandbox, world.settings, world.sandbox.access
    credential: Credential = (
        Login(access.user, access.domain, Secret(access.password))
        if sandbox.road == "password"
        else AccessKey(access.ak, Secret(access.sk))
    )
    place = Place(
        mode=Mode.REHEARSAL,
        profile=settings.scenario,
        region=access.region,
        project_id=access.project_id,
        endpoint=access.endpoint,
        person=person(),
        host=platform.node(),
        world=world.id,
        resumed=world.resumed,
        rto_minutes=settings.rto_minutes,
    )
    requests = Requests()
    cloud = open_cloud(
        endpoint=access.endpoint,
        credential=credential,
        project_id=access.project_id,
        clock=world.clock,
        log=requests,
        chance=dice,
        transport=asgi_transport(sandbox.app),
    )
    equipment = Equipment(
        prober=WorldProber(cloud),  # nobody can reach the world's servers
        lesson=lesson_of(
            settings.scenario, sandbox.scenario, sandbox.lesson, sandbox.surprise, world.seed
        ),
        strikes=lambda: strikes_of(sandbox),
        provenance=provenance,
        runbooks=own_runbooks,
    )
    session = open_session(place, cloud, journal, world.clock, requests, dice, equipment)
    notices = (*session.notices, *filter(None, (world.notice,)))
    return replace(session, notices=notices)


def _lasting(session: Session, file: RehearsalFile) -> Session:
    """Let the file of a rehearsal go with its last unclosed record, or stay to be taken up."""

    async def close() -> None:
        from drilltui.domain.errors import JournalError

        try:
            over = not await session.exercises.here()
        except JournalError:
            over = False  # the next start can tell
        try:
            await session.close()
        finally:
            if over:
                file.remove()
            else:
                file.close()

    return replace(session, close=close)


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
