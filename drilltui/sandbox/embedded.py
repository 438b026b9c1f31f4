"""The embedded cloud, ready to use: an ASGI application and what to sign in to it with."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from drilltui.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Access:
    """What a client needs to use a sandbox: where it is, and one user's credentials."""

    endpoint: str
    ak: str
    sk: str
    project_id: str
    region: str
    user: str
    password: str
    domain: str


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running cloud: ``app`` answers for all services, on one endpoint, told apart by path."""

    app: "ASGIApp"
    access: Access


def open_sandbox(
    scenario: str,
    *,
    clock: Callable[[], datetime],
    gateway_clock: Callable[[], datetime] | None = None,
    groups: int = 0,
    endpoint: str = "http://127.0.0.1",
    seed: int = 7,
) -> Sandbox:
    """Open the cloud that ``scenario`` (a name, or the path of a TOML file) tells.

    ``clock`` moves the world and may be faster than time; ``gateway_clock`` (usually the same)
    judges signatures and tokens; both return aware datetimes. ``groups`` plain ones are added to
    the first project, each made when it is first asked for. The same arguments and requests at
    the same times give the same answers. Raises ``ScenarioError`` when the scenario cannot be used.
    """
    from drilltui.sandbox.genesis import open_world
    from drilltui.sandbox.scenario_file import load_scenario

    world = open_world(load_scenario(scenario), clock(), seed, groups=groups)
    return Sandbox(
        _application(world, clock, gateway_clock or clock, seed), _access(world, endpoint)
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


def _application(
    world: "World", clock: Callable[[], datetime], gateway_clock: Callable[[], datetime], seed: int
) -> "ASGIApp":
    """The gateway, and behind it the services."""
    from starlette.applications import Starlette

    from drilltui.sandbox.api.answers import refused, refused_by_iam
    from drilltui.sandbox.api.drills import DrillsApi
    from drilltui.sandbox.api.ecs import EcsApi
    from drilltui.sandbox.api.iam import TOKENS_PATH, IamApi
    from drilltui.sandbox.api.protection import ProtectionApi
    from drilltui.sandbox.api.vpc import VpcApi
    from drilltui.sandbox.credentials import Credentials
    from drilltui.sandbox.gateway import Gateway
    from drilltui.sandbox.identifiers import identifiers_for
    from drilltui.sandbox.refusals import Refusal
    from drilltui.sandbox.sign_in import IamRefusal
    from drilltui.sandbox.tokens import Tokens

    tokens = Tokens(random.Random(f"{seed}/tokens"))
    routes = [
        *ProtectionApi(world, clock).routes(),
        *DrillsApi(world, clock).routes(),
        *VpcApi(world, clock).routes(),
        *EcsApi(world, clock).routes(),
        *IamApi(world.account, tokens, gateway_clock).routes(),
    ]
    services = Starlette(
        routes=routes, exception_handlers={Refusal: refused, IamRefusal: refused_by_iam}
    )
    return Gateway(
        services,
        routes=routes,
        open_to_all={("POST", TOKENS_PATH), ("GET", "/"), ("GET", "/v1")},
        credentials=Credentials(world.account, tokens),
        clock=gateway_clock,
        request_ids=identifiers_for(seed, "requests"),
    )
