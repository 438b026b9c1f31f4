"""The one place that imports the HTTP library; the rest of `cloud` takes its names from here."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from httpx import (
    URL,
    ASGITransport,
    AsyncBaseTransport,
    AsyncClient,
    Auth,
    ConnectError,
    ConnectTimeout,
    DecodingError,
    Headers,
    InvalidURL,
    Limits,
    PoolTimeout,
    ProxyError,
    RemoteProtocolError,
    Request,
    RequestError,
    Response,
    Timeout,
    TimeoutException,
    UnsupportedProtocol,
)

from drilltui.cloud.trust import trusted
from drilltui.domain.errors import UsageError

__all__ = [
    "CONNECT_SECONDS",
    "READ_SECONDS",
    "URL",
    "AsyncBaseTransport",
    "AsyncClient",
    "Auth",
    "ConnectError",
    "ConnectTimeout",
    "DecodingError",
    "Headers",
    "InvalidURL",
    "PoolTimeout",
    "ProxyError",
    "RemoteProtocolError",
    "Request",
    "RequestError",
    "Response",
    "TimeoutException",
    "UnsupportedProtocol",
    "asgi_transport",
    "open_client",
]

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0

_HEADERS = {"Accept": "application/json", "User-Agent": "drilltui", "X-Language": "en-us"}


WITH_HEADERS = tuple(
    f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")
)
"""The loggers below the HTTP library that write what passes; they have nothing above DEBUG."""

Guard: TypeAlias = Callable[[Request], Awaitable[None]]
"""Sees each request just before it is sent, those of an `Auth` too; what it raises stops it."""


def open_client(
    transport: AsyncBaseTransport | None = None,
    *,
    connect: float = CONNECT_SECONDS,
    read: float = READ_SECONDS,
    trust: ssl.SSLContext | None = None,
    guard: Guard | None = None,
) -> AsyncClient:
    """Open a client; the caller closes it.

    `connect` and `read` are seconds. Without a `transport` the network is used, with the proxies
    that the environment names (HTTPS_PROXY, NO_PROXY) and what `trust` trusts, this host's own
    certificates when it is not given. With one, no certificate store is read, which saves a
    rehearsal a tenth of a second. Redirects are never followed: host and path are part of a
    signature. Raises UsageError for proxy settings that cannot be used.
    """
    if transport is None and trust is None:
        trust = trusted()[0]
    _keep_quiet()
    try:
        return AsyncClient(
            transport=transport,
            verify=trust or True,
            headers=_HEADERS,
            timeout=Timeout(read, connect=connect),
            limits=Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0),
            follow_redirects=False,
            event_hooks={"request": [guard] if guard else []},
        )
    except (ValueError, ImportError, InvalidURL):
        # What the library says has the proxy's URL in it, and that may have a password.
        raise UsageError(
            "The environment names a proxy that cannot be used "
            "(HTTPS_PROXY, HTTP_PROXY, ALL_PROXY or NO_PROXY).",
            "Give it as http://host:port, and hosts without a proxy as names or addresses.",
        ) from None


def _keep_quiet() -> None:
    """Let the HTTP library log no headers: at DEBUG it writes those of answers, tokens and all.

    Each of its loggers is told, because whoever looks for a fault may have asked for everything
    (``logging.basicConfig(level=DEBUG)``). Our own log of requests says more, without secrets.
    """
    for name in WITH_HEADERS:
        logging.getLogger(name).setLevel(logging.INFO)


_Event: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[_Event]]
_Send: TypeAlias = Callable[[_Event], Awaitable[None]]
AsgiApp: TypeAlias = Callable[[_Event, _Receive, _Send], Awaitable[None]]
"""A web application in this process (ASGI 3)."""


def asgi_transport(app: AsgiApp) -> AsyncBaseTransport:
    """Return a transport that hands requests to `app` in this process.

    An application that ends without a whole answer, or with a ConnectionError, is a server that
    hangs up: the client sees a broken connection, as it would over a network. Any other exception
    is a bug of the application and comes through.
    """

    async def server(scope: _Event, receive: _Receive, send: _Send) -> None:
        whole = False

        async def forward(event: _Event) -> None:
            nonlocal whole
            whole = event["type"] == "http.response.body" and not event.get("more_body", False)
            await send(event)

        try:
            await app(scope, receive, forward)
        except ConnectionError as error:
            raise RemoteProtocolError(str(error) or "Server disconnected.") from error
        if not whole:
            raise RemoteProtocolError("Server disconnected without sending a whole answer.")

    return ASGITransport(app=server)
