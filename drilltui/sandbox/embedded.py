"""The embedded cloud, ready to use: an ASGI application and what to sign in to it with."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

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


def open_sandbox(
    scenario: str,
    *,
    clock: Callable[[], datetime],
    gateway_clock: Callable[[], datetime] | None = None,
    groups: int = 0,
    endpoint: str = "http://127.0.0.1",
    seed: int = 7,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> Sandbox:
    """Open the cloud that ``scenario`` (a name, or the path of a TOML file) tells.

    ``clock`` moves the world and may be faster than time; ``gateway_clock`` (usually the same)
    judges signatures and tokens; both return aware datetimes. The scenario may set the gateway's
    clock apart, leave SDRS out, or put a captive portal in the cloud's place. ``groups`` plain ones
    are added to the first project, each made when it is first asked for. ``sleep`` waits for
    seconds of the world (as a rule real ones), where the scenario delays answers. The same
    arguments and requests at the same times give the same answers. Raises ``ScenarioError`` when
    the scenario cannot be used.
    """
    import asyncio

    from drilltui.sandbox.genesis import open_world
    from drilltui.sandbox.scenario_file import drawn, load_scenario, load_surprise
    from drilltui.sandbox.wire_faults import WireFaults

    told = load_scenario(scenario, seed)
    world = open_world(told, clock(), seed, groups=groups)
    gateway = _shifted(gateway_clock or clock, told.gateway.ahead_minutes)
    app = _application(told, world, Clocks(clock, gateway, sleep or asyncio.sleep), seed)
    return Sandbox(
        app,
        _access(world, endpoint),
        drawn(scenario, seed),
        told.access.road,
        told.lesson,
        load_surprise(scenario),
        app if isinstance(app, WireFaults) else None,
    )


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


def _application(scenario: "Scenario", world: "World", clocks: Clocks, seed: int) -> "ASGIApp":
    """The gateway, and behind it the services; or what stands in their place."""
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
    from drilltui.sandbox.credentials import Credentials
    from drilltui.sandbox.gateway import Gateway
    from drilltui.sandbox.iam_refusals import IamRefusal
    from drilltui.sandbox.identifiers import identifiers_for
    from drilltui.sandbox.portal import Portal
    from drilltui.sandbox.refusals import PolicyRefusal, Refusal
    from drilltui.sandbox.sign_in import SignIn
    from drilltui.sandbox.tokens import Tokens
    from drilltui.sandbox.wire_faults import WireFaults

    if scenario.network.portal:
        return Portal(redirecting=scenario.network.portal == "redirect")
    clock, gateway_clock = clocks.world, clocks.gateway
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
    gateway = Gateway(
        services,
        routes=routes,
        open_to_all={
            ("POST", TOKENS_PATH),
            *(("GET", path) for path in ("/", "/v1", *IAM_VERSION_PATHS, *COMPUTE_VERSION_PATHS)),
        },
        credentials=Credentials(world.account, tokens),
        clock=gateway_clock,
        request_ids=identifiers_for(seed, "requests"),
    )

    async def turning(scope: "Scope", receive: "Receive", send: "Send") -> None:
        world.synchronisations.turn(clock())
        await gateway(scope, receive, send)

    return WireFaults(
        turning,
        scenario.faults,
        clock=gateway_clock,
        sleep=clocks.sleep,
        request_ids=identifiers_for(seed, "faults"),
    )
