"""Whether a service can be reached from here, step by step, without signing in: for a diagnosis."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from drilltui.cloud.proxies import Proxy, authority, proxy_for
from drilltui.cloud.trouble import (
    CHECK_NETWORK,
    PROXY_PASSWORD,
    Trouble,
    of_name,
    of_proxy_name,
    of_tls,
)
from drilltui.domain.errors import UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.plain_text import plain
from drilltui.domain.verdict import Verdict

SECONDS = 5.0
"""How long each step may take."""

SOON = 14
"""A certificate with fewer days left is worth a word."""

_PORTS = {"https": 443, "http": 80}
_HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where to: scheme, host, port."""

    scheme: str
    host: str
    port: int


async def reach(
    url: str,
    *,
    trust: ssl.SSLContext,
    environ: Mapping[str, str],
    now: Callable[[], float] = time.time,
) -> tuple[Finding, ...]:
    """Return what reaching `url` showed: the proxy, its name, the connection with its certificate.

    `environ` names proxies as the environment does; through one, the proxy looks the name up.
    `now` is in seconds since the epoch. Each step ends within SECONDS; a step whose ground is
    missing is left out.
    """
    parts = urlsplit(url)
    spot = _Spot(parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))
    proxy = proxy_for(url, environ)
    if proxy is None:
        name = await _name("name", spot.host, spot.port, lambda error: of_name(error, spot.host))
        return (name, await _direct(spot, trust, now)) if _good(name) else (name,)
    try:
        proxy.check()
    except UsageError as error:
        return (Finding("proxy", Verdict.STOP, error.what, error.remedy),)
    used = Finding("proxy", Verdict.OK, f"{proxy}, named by {proxy.variable}")
    name = await _name(
        "proxy name", proxy.host, proxy.port, lambda error: of_proxy_name(error, str(proxy))
    )
    if not _good(name):
        return (used, name)
    return (used, name, await _through(spot, proxy, trust, now))


def _good(finding: Finding) -> bool:
    return finding.verdict is Verdict.OK


async def _name(
    subject: str, host: str, port: int, trouble: Callable[[Exception], Trouble]
) -> Finding:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(SECONDS):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        seen = f"{plain(host)} was not looked up in {SECONDS:.0f} s"
        return Finding(subject, Verdict.STOP, seen, "Check this host's DNS (/etc/resolv.conf).")
    except (OSError, UnicodeError) as error:
        return _stopped(subject, trouble(error))
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    more = f" and {len(addresses) - 3} more" if len(addresses) > 3 else ""
    return Finding(subject, Verdict.OK, f"{plain(host)}: {', '.join(addresses[:3])}{more}")


async def _direct(spot: _Spot, trust: ssl.SSLContext, now: Callable[[], float]) -> Finding:
    async def connect() -> asyncio.StreamWriter:
        tls = trust if spot.scheme == "https" else None
        return (await asyncio.open_connection(spot.host, spot.port, ssl=tls))[1]

    return await _connected(connect(), spot, now)


async def _through(
    spot: _Spot, proxy: Proxy, trust: ssl.SSLContext, now: Callable[[], float]
) -> Finding:
    async def connect() -> asyncio.StreamWriter:
        tls = trust if proxy.scheme == "https" else None
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port, ssl=tls)
        try:
            await _tunnel(reader, writer, spot, proxy)
            if tls is None and spot.scheme == "https":
                await writer.start_tls(trust, server_hostname=spot.host)
        except BaseException:
            writer.close()
            raise
        return writer

    return await _connected(connect(), spot, now, via=str(proxy))


class _ProxyRefused(Exception):
    """The proxy does not open the way; the status line is what it said."""


async def _tunnel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, spot: _Spot, proxy: Proxy
) -> None:
    writer.write(_connect(authority(spot.host, spot.port), proxy).encode())
    await writer.drain()
    status = (await reader.readline()).decode("latin-1").strip()
    answered, _, rest = status.partition(" ")
    if not answered.startswith("HTTP/") or not rest.startswith("2"):
        raise _ProxyRefused(rest or "it hung up")
    read = 0
    while (line := await reader.readline()).strip():
        read += len(line)
        if read > _HEAD_BYTES:
            raise _ProxyRefused("its answer does not end")


def _connect(target: str, proxy: Proxy) -> str:
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    if login := proxy.login():
        told = base64.b64encode(":".join(login).encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {told}")
    return "\r\n".join([*lines, "", ""])


async def _connected(
    connecting: Coroutine[Any, Any, asyncio.StreamWriter],
    spot: _Spot,
    now: Callable[[], float],
    via: str = "",
) -> Finding:
    through = f" through {via}" if via else ""
    try:
        async with asyncio.timeout(SECONDS):
            writer = await connecting
    except (TimeoutError, OSError, _ProxyRefused, ValueError) as error:
        return _failed(error, spot, through)
    try:
        return _certificate(writer, spot, now(), through)
    finally:
        writer.close()
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(SECONDS):
                await writer.wait_closed()


def _certificate(writer: asyncio.StreamWriter, spot: _Spot, now: float, through: str) -> Finding:
    certificate: Mapping[str, Any] = writer.get_extra_info("peercert") or {}
    if not certificate:
        seen = f"{plain(spot.host)}:{spot.port} answers{through}"
        return Finding("connection", Verdict.OK, seen)
    issuer = {key: value for entry in certificate.get("issuer", ()) for key, value in entry}
    by = issuer.get("organizationName") or issuer.get("commonName") or "an unnamed authority"
    left = int((ssl.cert_time_to_seconds(certificate["notAfter"]) - now) // 86_400)
    seen = plain(f"TLS to {spot.host}{through}, certificate by {by}, {left} days left")
    if left < SOON:
        return Finding("TLS", Verdict.WARN, seen, "Tell who runs the endpoint or the proxy.")
    return Finding("TLS", Verdict.OK, seen)


def _failed(error: Exception, spot: _Spot, through: str) -> Finding:
    host = plain(spot.host)
    if isinstance(error, ssl.SSLError):
        return _stopped("TLS", of_tls(error, spot.host, f"{spot.host}:{spot.port}{through}"))
    if isinstance(error, _ProxyRefused):
        return _refused_by_proxy(str(error), host, through)
    if isinstance(error, TimeoutError):
        why = f"no connection to {host}:{spot.port}{through} in {SECONDS:.0f} s"
    else:
        said = (error.strerror if isinstance(error, OSError) else "") or "the connection failed"
        why = f"no connection to {host}:{spot.port}{through}: {plain(said)}"
    return Finding("connection", Verdict.STOP, why, CHECK_NETWORK)


def _refused_by_proxy(said: str, host: str, through: str) -> Finding:
    if said.startswith("407"):
        return _stopped("proxy", PROXY_PASSWORD, through)
    seen = f"no way to {host}{through}: {plain(said)[:100]}"
    return Finding("proxy", Verdict.STOP, seen, "Ask who runs the proxy, or set NO_PROXY.")


def _stopped(subject: str, trouble: Trouble, more: str = "") -> Finding:
    return Finding(subject, Verdict.STOP, f"{trouble.what}{more}", trouble.remedy)
