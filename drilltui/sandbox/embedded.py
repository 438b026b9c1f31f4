"""The embedded cloud, ready to use: an ASGI application and what to sign in to it with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from drilltui.sandbox.chronicle import Chronicle, Line
    from drilltui.sandbox.lesson_table import LessonTable, SurpriseTable
    from drilltui.sandbox.wire_faults import WireFaults
    from drilltui.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Access:
    """What a client needs to use a sandbox: where it is, and one user's credentials.

    ``ca_file`` is the path of the certificate authority to trust when the endpoint is HTTPS;
    ``proxy`` the URL, with its credentials, of a proxy that leads to it. Both may be empty.
    """

    endpoint: str
    ak: str
    sk: str
    project_id: str
    region: str
    user: str
    password: str
    domain: str
    ca_file: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running cloud: ``app`` answers for all services, on one endpoint, told apart by path."""

    app: "ASGIApp"
    access: Access
    scenario: str
    """The name of what it was opened with; of a surprise the one that was drawn."""
    road: str = "key"
    lesson: "LessonTable | None" = None
    surprise: "SurpriseTable | None" = None
    faults: "WireFaults | None" = None
    """What happens on the wire, with its log; None where something else answers for the cloud."""
    chronicle: "Chronicle | None" = None

    async def tell_again(self, lines: "list[Line]") -> None:
        """Bring this world, just opened, to where a run has been that wrote ``lines``.

        That run had the same scenario, seed and start. Raises ``ValueError`` for other lines.
        """
        if self.chronicle and self.faults:
            await self.chronicle.tell_again(lines)
            self.faults.tell_again(lines)


def open_sandbox(
    scenario: str,
    *,
    clock: Callable[[], datetime],
    gateway_clock: Callable[[], datetime] | None = None,
    groups: int = 0,
    endpoint: str = "http://127.0.0.1",
    seed: int = 7,
    sleep: Callable[[float], Awaitable[None]] | None = None,
    start: datetime | None = None,
    write: "Callable[[Line], None] | None" = None,
) -> Sandbox:
    """Open the cloud that ``scenario`` (a name, or the path of a TOML file) tells.

    ``clock`` moves the world and may be faster than time; ``gateway_clock`` (usually the same)
    judges signatures and tokens; both return aware datetimes. The scenario may set the gateway's
    clock apart, leave SDRS out, or put a captive portal in the cloud's place. ``groups`` plain ones
    are added to the first project, each made when it is first asked for. ``sleep`` waits for
    seconds of the world (as a rule real ones), where the scenario delays answers. The same
    arguments and requests at the same times give the same answers. ``start`` is when the world
    begins, as a rule now; ``write`` is told what another run needs to go on with it (see
    ``Sandbox.tell_again``). Raises ``ScenarioError`` when the scenario cannot be used.
    """
    import asyncio

    from drilltui.sandbox.application import Clocks, application
    from drilltui.sandbox.genesis import open_world
    from drilltui.sandbox.portal import Portal
    from drilltui.sandbox.scenario_file import drawn, load_scenario, load_surprise

    told = load_scenario(scenario, seed)
    world = open_world(told, start or clock(), seed, groups=groups)
    gateway = _shifted(gateway_clock or clock, told.gateway.ahead_minutes)
    sandbox = Sandbox(
        Portal(redirecting=told.network.portal == "redirect"),
        _access(world, endpoint),
        drawn(scenario, seed),
        told.access.road,
        told.lesson,
        load_surprise(scenario),
    )
    if told.network.portal:
        return sandbox
    clocks = Clocks(clock, gateway, sleep or asyncio.sleep)
    faults, chronicle = application(told, world, clocks, seed, write)
    return replace(sandbox, app=faults, faults=faults, chronicle=chronicle)


def _access(world: "World", endpoint: str) -> Access:
    account = world.account
    user = account.users[0]
    return Access(
        endpoint=endpoint,
        ak=user.keys[0].ak,
        sk=user.keys[0].sk,
        project_id=account.projects[0].id,
        region=account.region,
        user=user.name,
        password=user.password,
        domain=account.name,
    )


def _shifted(clock: Callable[[], datetime], minutes: int) -> Callable[[], datetime]:
    """``clock``, so many minutes ahead."""
    return lambda: clock() + timedelta(minutes=minutes)
