"""The embedded cloud on a loopback socket: ``drilltui sandbox``."""

import asyncio
import dataclasses
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Final, TextIO

from drilltui.sandbox.embedded import Access, open_sandbox
from drilltui.sandbox.proxy import USER, Proxy
from drilltui.sandbox.tls import Tls, tls_for

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

_HOST: Final = "127.0.0.1"

#: Seconds an answer under way may still take once the process was told to end. Idle connections
#: are closed at once; answers take milliseconds, so only a body that never comes waits so long.
_GRACE: Final = 1

#: Seconds an idle connection is kept for its client's next request.
_KEEP_ALIVE: Final = 75

#: Minutes the gateway's clock may be set apart.
_MOST_SKEW: Final = 1440

_ENDING: Final = (signal.SIGTERM, signal.SIGINT)


def serve(
    scenario: str,
    port: int,
    speed: float,
    groups: int,
    *,
    tls: bool = False,
    proxy: bool = False,
    skew: float = 0.0,
) -> int:
    """Serve the cloud of ``scenario`` on the loopback until SIGTERM or SIGINT; the exit code.

    ``port`` 0 takes a free one. The world moves ``speed`` times as fast as time; signatures and
    tokens are judged by real time, set ahead by ``skew`` minutes (and by what the scenario says).
    ``tls`` serves HTTPS with a certificate authority made for this run; ``proxy`` opens a proxy
    that leads here and asks for a password. Once clients can connect, one line of JSON on stdout
    says where and with what credentials; nothing else is written there. A port that is taken, or
    a disk without room for the authority's file, is told on stderr and gives 1. Raises
    ``ValueError`` for a port outside 0 to 65535, a speed of 0 or less, and a skew of more than a
    day, and its kind ``ScenarioError`` for a scenario that cannot be used.
    """
    if not 0 <= port <= 65535:
        raise ValueError(f"The port must be 0 to 65535, not {port}.")
    if not 0 < speed < float("inf"):
        raise ValueError(f"The speed must be more than 0, not {speed}.")
    if not abs(skew) <= _MOST_SKEW:
        raise ValueError(f"The skew must be {-_MOST_SKEW} to {_MOST_SKEW} minutes, not {skew}.")
    with ExitStack() as ending:
        try:
            listener = ending.enter_context(_listener(port))
        except OSError as error:
            return _complain(f"Port {port} of {_HOST} cannot be used", error)
        own_port = listener.getsockname()[1]
        sandbox = open_sandbox(
            scenario,
            clock=_fast_clock(speed),
            sleep=lambda seconds: asyncio.sleep(seconds / speed),
            gateway_clock=_skewed_clock(skew),
            groups=groups,
            endpoint=f"{'https' if tls else 'http'}://{_HOST}:{own_port}",
        )
        way = ending.enter_context(_Way(own_port)) if proxy else None
        try:
            https = ending.enter_context(tls_for(_HOST, "localhost")) if tls else None
        except OSError as error:
            return _complain("The file of the certificate authority cannot be written", error)
        access = dataclasses.replace(
            sandbox.access,
            ca_file=https.ca_file if https else "",
            proxy=way.url if way else "",
        )
        _run(sandbox.app, access, listener, https, way)
    return 0


def _complain(what: str, error: OSError) -> int:
    reason = os.strerror(error.errno) if error.errno else str(error)
    sys.stderr.write(f"{what}: {reason}.\n")
    return 1


def _listener(port: int) -> socket.socket:
    """A listening socket on the loopback; raises OSError when there can be none."""
    listener = socket.create_server((_HOST, port))
    # Connections inherit this. asyncio sees to it only for sockets that name their protocol,
    # and without it an answer waits 40 ms for the client's delayed acknowledgement (RFC 896).
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Way:
    """A proxy to the sandbox at ``port``: its socket, and a password made for this run."""

    def __init__(self, port: int) -> None:
        self.listener = _listener(0)
        password = secrets.token_urlsafe(12)
        self.url = f"http://{USER}:{password}@{_HOST}:{self.listener.getsockname()[1]}"
        self.proxy = Proxy(password, port)

    def __enter__(self) -> "_Way":
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()


def _run(
    app: "ASGIApp", access: Access, listener: socket.socket, https: Tls | None, way: _Way | None
) -> None:
    """Say where the sandbox is and answer requests until a signal ends it."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,  # warnings and errors go to stderr, the rest nowhere
        access_log=False,
        date_header=False,  # the gateway tells its own time
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    config.load()
    config.ssl = https.context if https else None
    server = uvicorn.Server(config)

    async def answer() -> None:
        async with way.proxy.running(way.listener) if way else nullcontext():
            await server.serve(sockets=[listener])

    with _ended_by_signals(server):
        _announce(json.dumps(dataclasses.asdict(access)))
        asyncio.run(answer())


@contextmanager
def _ended_by_signals(server: "uvicorn.Server") -> Iterator[None]:
    """Let signals end the server and nothing more.

    The server catches them itself while it runs and raises them again when it is done; this
    makes that harmless, and covers the moment before it runs.
    """

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in _ENDING}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def _announce(line: str) -> None:
    """Write ``line`` to stdout at once; nobody listening there is no reason not to serve."""
    stdout: TextIO | None = sys.stdout  # None when it was closed before the program began
    if stdout is None:
        return
    try:
        stdout.write(f"{line}\n")
        stdout.flush()
    except BrokenPipeError:
        # What is still buffered would raise again when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())


def _real_clock() -> datetime:
    return datetime.now(UTC)


def _skewed_clock(minutes: float) -> Callable[[], datetime]:
    """Real time, set ahead by so many minutes."""
    return lambda: _real_clock() + timedelta(minutes=minutes)


def _fast_clock(speed: float) -> Callable[[], datetime]:
    """A clock that starts at the present and then runs ``speed`` times as fast as time."""
    start, began = _real_clock(), time.monotonic()

    def now() -> datetime:
        return start + timedelta(seconds=(time.monotonic() - began) * speed)

    return now
