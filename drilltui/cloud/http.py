"""The one place that imports the HTTP library; the rest of `cloud` takes its names from here."""

from __future__ import annotations

import logging
import os
import ssl
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from httpx import (
    URL,
    ASGITransport,
    AsyncBaseTransport,
    AsyncClient,
    AsyncHTTPTransport,
    Auth,
    ConnectError,
    ConnectTimeout,
    DecodingError,
    Headers,
    InvalidURL,
    Limits,
    PoolTimeout,
    Proxy,
    ProxyError,
    RemoteProtocolError,
    Request,
    RequestError,
    Response,
    Timeout,
    TimeoutException,
    UnsupportedProtocol,
)

from drilltui.cloud import proxies
from drilltui.cloud.trust import trusted

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
    that the environment names (see `cloud.proxies`) and what `trust` trusts, this host's own
    certificates when it is not given. With one, no certificate store is read, which saves a
    rehearsal a tenth of a second. Redirects are never followed: host and path are part of a
    signature. Raises UsageError for proxy settings that cannot be used.
    """
    _keep_quiet()
    limits = Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0)
    return AsyncClient(
        transport=transport or _Roads(trust or trusted()[0], limits, os.environ),
        headers=_HEADERS,
        timeout=Timeout(read, connect=connect),
        follow_redirects=False,
        event_hooks={"request": [guard] if guard else []},
        trust_env=False,
    )


class _Roads(AsyncBaseTransport):
    """Sends each request on its way: straight, or through the proxy that is named for it.

    The library's own choice of proxies takes loopback addresses for the proxy's too.
    """

    def __init__(self, trust: ssl.SSLContext, limits: Limits, environ: Mapping[str, str]) -> None:
        self._trust = trust
        self._limits = limits
        self._environ = dict(environ)
        self._open: dict[proxies.Proxy | None, AsyncHTTPTransport] = {}
        named = proxies.named_proxy(self._environ)
        if named and self._environ.get("NO_PROXY", self._environ.get("no_proxy", "")) != "*":
            named.check()
            try:
                self._open[named] = self._road(named)
            except (InvalidURL, ValueError):  # a host that is none; not chained: it has the URL
                raise named.unusable() from None

    async def handle_async_request(self, request: Request) -> Response:
        """Send `request` and return its answer."""
        url = f"{request.url.scheme}://{request.url.netloc.decode()}"
        proxy = proxies.proxy_for(url, self._environ)
        if proxy not in self._open:
            self._open[proxy] = self._road(proxy)
        return await self._open[proxy].handle_async_request(request)

    def _road(self, proxy: proxies.Proxy | None) -> AsyncHTTPTransport:
        through = None if proxy is None else _as_the_library_has_it(proxy, self._trust)
        return AsyncHTTPTransport(
            verify=self._trust, limits=self._limits, proxy=through, trust_env=False
        )

    async def aclose(self) -> None:
        """Close what is open."""
        for road in self._open.values():
            await road.aclose()


def _as_the_library_has_it(proxy: proxies.Proxy, trust: ssl.SSLContext) -> Proxy:
    return Proxy(
        f"{proxy.scheme}://{proxies.authority(proxy.host, proxy.port)}",
        # Without one, the library would trust a list of its own.
        ssl_context=trust if proxy.scheme == "https" else None,
        auth=proxy.login(),
    )


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
