"""The application of the embedded cloud: the wire, behind it the gateway, then the services."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

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
from drilltui.sandbox.chronicle import Chronicle, HeldClock, Line
from drilltui.sandbox.credentials import Credentials
from drilltui.sandbox.gateway import Gateway
from drilltui.sandbox.iam_refusals import IamRefusal
from drilltui.sandbox.identifiers import identifiers_for
from drilltui.sandbox.refusals import PolicyRefusal, Refusal
from drilltui.sandbox.scenario import Scenario
from drilltui.sandbox.sign_in import SignIn
from drilltui.sandbox.tokens import Tokens
from drilltui.sandbox.wire_faults import WireFaults
from drilltui.sandbox.world import World

_OPEN_TO_ALL: Final = frozenset(
    {
        ("POST", TOKENS_PATH),
        *(("GET", path) for path in ("/", "/v1", *IAM_VERSION_PATHS, *COMPUTE_VERSION_PATHS)),
    }
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clock that moves the world, and the one that judges signatures and tokens.

    ``sleep`` waits for so many seconds of the world.
    """

    world: Callable[[], datetime]
    gateway: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]


def application(
    scenario: Scenario,
    world: World,
    clocks: Clocks,
    seed: int,
    write: Callable[[Line], None] | None,
) -> tuple[WireFaults, Chronicle]:
    """The whole of it, which is what happens on the wire, and the chronicle that is within."""
    clock, tokens = HeldClock(clocks.world), Tokens(random.Random(f"{seed}/tokens"))
    routes = [
        *_service_routes(scenario, world, clock),
        *_iam(scenario, world, tokens, clocks).routes(),
    ]
    chronicle = Chronicle(_services(routes), world, clock, write)
    gateway = Gateway(
        chronicle,
        routes=routes,
        open_to_all=_OPEN_TO_ALL,
        credentials=Credentials(world.account, tokens),
        clock=clocks.gateway,
        request_ids=identifiers_for(seed, "requests"),
    )
    faults = WireFaults(
        gateway,
        scenario.faults,
        clock=clocks.gateway,
        sleep=clocks.sleep,
        request_ids=identifiers_for(seed, "faults"),
        write=write,
    )
    return faults, chronicle


def _service_routes(scenario: Scenario, world: World, clock: HeldClock) -> list[Route]:
    """What answers for the world; SDRS only where the scenario's region offers it."""
    sdrs = [*ProtectionApi(world, clock).routes(), *DrillsApi(world, clock).routes()]
    return [
        *(sdrs if scenario.gateway.offered else ()),
        *VpcApi(world, clock).routes(),
        *ConnectionsApi(world, clock).routes(),
        *FirewallsApi(world, clock).routes(),
        *EcsApi(world, clock).routes(),
        *ComputeApi(world, clock).routes(),
        *EvsApi(world, clock).routes(),
        *EpsApi(world).routes(),
    ]


def _iam(scenario: Scenario, world: World, tokens: Tokens, clocks: Clocks) -> IamApi:
    """What signs people in, by the clock that judges their tokens."""
    return IamApi(
        world.account,
        SignIn(world.account, scenario.sign_in),
        tokens,
        clocks.gateway,
        enterprise_projects=scenario.neighbours.enterprise_projects,
    )


def _services(routes: Sequence[Route]) -> ASGIApp:
    """The services, each of which refuses in the form of its own API."""
    return Starlette(
        routes=routes,
        exception_handlers={
            Refusal: refused,
            PolicyRefusal: refused_by_policy,
            IamRefusal: refused_by_iam,
        },
    )
