"""What the services were asked to change, so that another run can be brought to the same world.

An ASGI application between the gateway and the services. A world is a function of its scenario, its
seed, its begin and the commands it was given with their times: they are written down before they
are carried out, and told again they bring about the same, to the last identifier.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from drilltui.sandbox.caller import Caller
from drilltui.sandbox.world import World

_READING: Final = frozenset({"GET", "HEAD"})

#: One thing to remember, as JSON has it.
Line = dict[str, Any]


class HeldClock:
    """A clock that stands still while a request is carried out: all of it has one time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._held: ContextVar[datetime | None] = ContextVar("held", default=None)

    def __call__(self) -> datetime:
        """The time of the request that is carried out, or what time it is."""
        return self._held.get() or self._clock()

    @contextmanager
    def held(self, at: datetime | None = None) -> Iterator[datetime]:
        """Let it be ``at`` (or what time it is) until the end."""
        now = at or self._clock()
        token = self._held.set(now)
        try:
            yield now
        finally:
            self._held.reset(token)


class Chronicle:
    """Carries requests out at one time each, and has every change written by ``write`` before."""

    def __init__(
        self,
        services: ASGIApp,
        world: World,
        clock: HeldClock,
        write: Callable[[Line], None] | None,
    ) -> None:
        self._services = services
        self._world = world
        self._clock = clock
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry a request out."""
        if scope["type"] != "http":
            await self._services(scope, receive, send)
            return
        with self._clock.held() as now:
            self._world.synchronisations.turn(now)
            caller = scope["state"].get("caller")
            if scope["method"] in _READING or caller is None or self._write is None:
                await self._services(scope, receive, send)
                return
            body = (await receive()).get("body", b"")  # the gateway hands it over whole
            self._write(_line(scope, caller, body, now))
            await self._services(scope, _handing(body), send)

    async def tell_again(self, lines: Iterable[Line]) -> None:
        """Carry out what another run wrote; nothing is written. Raises ``ValueError`` for nonsense.

        The lines of ``WireFaults`` are not its own and are left out.
        """
        for line in lines:
            if "method" not in line:
                continue
            try:
                scope, body = self._scope(line), base64.b64decode(line["body"])
                at = datetime.fromisoformat(line["at"])
            except (KeyError, TypeError) as error:
                raise ValueError(f"not a request: {line}") from error
            with self._clock.held(at):
                self._world.synchronisations.turn(at)
                await self._services(scope, _handing(body), _nowhere)

    def _scope(self, line: Mapping[str, Any]) -> Scope:
        account = self._world.account
        user = next((one for one in account.users if one.name == line["user"]), None)
        if user is None:
            raise ValueError(f"there is no user {line['user']!r}")
        projects = tuple(one for one in account.projects if one.id in line["projects"])
        return {
            "type": "http",
            "http_version": "1.1",
            "method": line["method"],
            "scheme": "http",
            "path": line["path"],
            "raw_path": line["path"].encode(),
            "query_string": line["query"].encode(),
            "root_path": "",
            "headers": [],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 0),
            "state": {"caller": Caller(user, projects), "request_id": ""},
        }


def _line(scope: Scope, caller: Caller, body: bytes, now: datetime) -> Line:
    return {
        "at": now.isoformat(),
        "method": scope["method"],
        "path": scope["path"],
        "query": scope["query_string"].decode("latin-1"),
        "body": base64.b64encode(body).decode("ascii"),
        "user": caller.user.name,
        "projects": [project.id for project in caller.projects],
    }


def _handing(body: bytes) -> Receive:
    """A ``receive`` that hands out ``body``, and then says that nobody is there any more."""
    left = [body]

    async def receiving() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    return receiving


async def _nowhere(_message: Message) -> None:
    """Take an answer that was given long ago."""
