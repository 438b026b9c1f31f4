"""The embedded cloud, ready to use: an ASGI application and what to sign in to it with."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from drilltui.sandbox.chronicle import Chronicle, Line
    from drilltui.sandbox.lesson_table import LessonTable, SurpriseTable
    from drilltui.sandbox.scenario import Scenario
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
class Clocks:
    """The clock that moves the world, and the one that judges signatures and tokens.

    ``sleep`` waits for so many seconds of the world.
    """

    world: Callable[[], datetime]
    gateway: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]


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
    faults, chronicle = _application(told, world, clocks, seed, write)
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


def _application(
    scenario: "Scenario",
    world: "World",
    clocks: Clocks,
    seed: int,
    write: "Callable[[Line], None] | None",
) -> "tuple[WireFaults, Chronicle]":
    """What happens on the wire, then the gateway, and behind it the services."""
    from starlette.applications import Starlette

    from drilltui.sandbox.api.answers import refused, refused_by_iam, refused_by_policy
    from drilltui.sandbox.api.compute import VERSION_PATHS as COMPUTE_VERSION_PATHS
    from drilltui.sandbox.api.compute import ComputeApi
    from drilltui.sandbox.api.connections import ConnectionsApi
    from drilltui.sandbox.api.drills import DrillsApi
    from drilltui.sandbox.api.ecs import EcsApi
    from drilltui.sandbox.api.eps import EpsApi
    from drilltui.sandbox.api.evs import EvsApi
    from drilltui.sandbox.api.firewalls import FirewallsApi
    from drilltui.sandbox.api.iam import TOKENS_PATH, IamApi
    from drilltui.sandbox.api.iam import VERSION_PATHS as IAM_VERSION_PATHS
    from drilltui.sandbox.api.protection import ProtectionApi
    from drilltui.sandbox.api.vpc import VpcApi
    from drilltui.sandbox.chronicle import Chronicle, HeldClock
    from drilltui.sandbox.credentials import Credentials
    from drilltui.sandbox.gateway import Gateway
    from drilltui.sandbox.iam_refusals import IamRefusal
    from drilltui.sandbox.identifiers import identifiers_for
    from drilltui.sandbox.refusals import PolicyRefusal, Refusal
    from drilltui.sandbox.sign_in import SignIn
    from drilltui.sandbox.tokens import Tokens
    from drilltui.sandbox.wire_faults import WireFaults

    clock, gateway_clock = HeldClock(clocks.world), clocks.gateway
    sign_in = SignIn(world.account, scenario.sign_in)
    tokens = Tokens(random.Random(f"{seed}/tokens"))
    sdrs = [*ProtectionApi(world, clock).routes(), *DrillsApi(world, clock).routes()]
    routes = [
        *(sdrs if scenario.gateway.offered else ()),
        *VpcApi(world, clock).routes(),
        *ConnectionsApi(world, clock).routes(),
        *FirewallsApi(world, clock).routes(),
        *EcsApi(world, clock).routes(),
        *ComputeApi(world, clock).routes(),
        *EvsApi(world, clock).routes(),
        *EpsApi(world).routes(),
        *IamApi(
            world.account,
            sign_in,
            tokens,
            gateway_clock,
            enterprise_projects=scenario.neighbours.enterprise_projects,
        ).routes(),
    ]
    services = Starlette(
        routes=routes,
        exception_handlers={
            Refusal: refused,
            PolicyRefusal: refused_by_policy,
            IamRefusal: refused_by_iam,
        },
    )
    chronicle = Chronicle(services, world, clock, write)
    gateway = Gateway(
        chronicle,
        routes=routes,
        open_to_all={
            ("POST", TOKENS_PATH),
            *(("GET", path) for path in ("/", "/v1", *IAM_VERSION_PATHS, *COMPUTE_VERSION_PATHS)),
        },
        credentials=Credentials(world.account, tokens),
        clock=gateway_clock,
        request_ids=identifiers_for(seed, "requests"),
    )

    faults = WireFaults(
        gateway,
        scenario.faults,
        clock=gateway_clock,
        sleep=clocks.sleep,
        request_ids=identifiers_for(seed, "faults"),
        write=write,
    )
    return faults, chronicle
