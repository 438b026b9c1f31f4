"""The one place that imports the HTTP library; the rest of `cloud` takes its names from here."""

from __future__ import annotations

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


def open_client(
    transport: AsyncBaseTransport | None = None,
    *,
    connect: float = CONNECT_SECONDS,
    read: float = READ_SECONDS,
) -> AsyncClient:
    """Open a client; the caller closes it.

    `connect` and `read` are seconds. Without a `transport` the network is used, with the proxies
    and certificates that the environment names (HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE). With one, no
    certificate store is read, which saves a rehearsal a tenth of a second. Redirects are never
    followed: host and path are part of a signature.
    """
    return AsyncClient(
        transport=transport,
        headers=_HEADERS,
        timeout=Timeout(read, connect=connect),
        limits=Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0),
        follow_redirects=False,
    )


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
