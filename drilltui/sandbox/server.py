"""The embedded cloud on a loopback socket: ``drilltui sandbox``."""

import dataclasses
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING, Final, TextIO

from drilltui.sandbox.embedded import Access, open_sandbox

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

_HOST: Final = "127.0.0.1"

#: Seconds an answer under way may still take once the process was told to end. Idle connections
#: are closed at once; answers take milliseconds, so only a body that never comes waits so long.
_GRACE: Final = 1

#: Seconds an idle connection is kept for its client's next request.
_KEEP_ALIVE: Final = 75

_ENDING: Final = (signal.SIGTERM, signal.SIGINT)


def serve(scenario: str, port: int, speed: float, groups: int) -> int:
    """Serve the cloud of ``scenario`` on the loopback until SIGTERM or SIGINT; the exit code.

    ``port`` 0 takes a free one. The world moves ``speed`` times as fast as time; signatures and
    tokens are judged by real time. Once clients can connect, one line of JSON on stdout says
    where and with what credentials; nothing else is written there. A port that is taken is told
    on stderr and gives 1. Raises ``ValueError`` for a port outside 0 to 65535 and a speed of 0 or
    less, and its kind ``ScenarioError`` for a scenario that cannot be used.
    """
    if not 0 <= port <= 65535:
        raise ValueError(f"The port must be 0 to 65535, not {port}.")
    if not 0 < speed < float("inf"):
        raise ValueError(f"The speed must be more than 0, not {speed}.")
    try:
        listener = socket.create_server((_HOST, port))
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        sys.stderr.write(f"Port {port} of {_HOST} cannot be used: {reason}.\n")
        return 1
    with listener:
        # Connections inherit this. asyncio sees to it only for sockets that name their protocol,
        # and without it an answer waits 40 ms for the client's delayed acknowledgement (RFC 896).
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        endpoint = f"http://{_HOST}:{listener.getsockname()[1]}"
        sandbox = open_sandbox(
            scenario,
            clock=_fast_clock(speed),
            gateway_clock=_real_clock,
            groups=groups,
            endpoint=endpoint,
        )
        _run(sandbox.app, sandbox.access, listener)
    return 0


def _run(app: "ASGIApp", access: Access, listener: socket.socket) -> None:
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
    server = uvicorn.Server(config)
    with _ended_by_signals(server):
        _announce(json.dumps(dataclasses.asdict(access)))
        server.run(sockets=[listener])


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


def _fast_clock(speed: float) -> Callable[[], datetime]:
    """A clock that starts at the present and then runs ``speed`` times as fast as time."""
    start, began = _real_clock(), time.monotonic()

    def now() -> datetime:
        return start + timedelta(seconds=(time.monotonic() - began) * speed)

    return now
