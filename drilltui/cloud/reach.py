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
from drilltui.domain.language import tr
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
    used = Finding(
        "proxy",
        Verdict.OK,
        tr("{proxy}, named by {variable}", proxy=proxy, variable=proxy.variable),
    )
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
        seen = tr(
            "{host} was not looked up in {seconds} s", host=plain(host), seconds=f"{SECONDS:.0f}"
        )
        return Finding(subject, Verdict.STOP, seen, tr("Check this host's DNS (/etc/resolv.conf)."))
    except (OSError, UnicodeError) as error:
        return _stopped(subject, trouble(error))
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    told = tr(", ").join(addresses[:3])
    if len(addresses) > 3:
        told = tr("{names} and {more} more", names=told, more=len(addresses) - 3)
    return Finding(subject, Verdict.OK, f"{plain(host)}: {told}")


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
        raise _ProxyRefused(rest or tr("it hung up"))
    read = 0
    while (line := await reader.readline()).strip():
        read += len(line)
        if read > _HEAD_BYTES:
            raise _ProxyRefused(tr("its answer does not end"))


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
    try:
        async with asyncio.timeout(SECONDS):
            writer = await connecting
    except (TimeoutError, OSError, _ProxyRefused, ValueError) as error:
        return _failed(error, spot, via)
    try:
        return _certificate(writer, spot, now(), via)
    finally:
        writer.close()
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(SECONDS):
                await writer.wait_closed()


def _certificate(writer: asyncio.StreamWriter, spot: _Spot, now: float, via: str) -> Finding:
    certificate: Mapping[str, Any] = writer.get_extra_info("peercert") or {}
    if not certificate:
        where = f"{plain(spot.host)}:{spot.port}"
        seen = (
            tr("{host} answers through {proxy}", host=where, proxy=via)
            if via
            else tr("{host} answers", host=where)
        )
        return Finding("connection", Verdict.OK, seen)
    issuer = {key: value for entry in certificate.get("issuer", ()) for key, value in entry}
    by = issuer.get("organizationName") or issuer.get("commonName") or tr("an unnamed authority")
    left = int((ssl.cert_time_to_seconds(certificate["notAfter"]) - now) // 86_400)
    seen = plain(
        tr(
            "TLS to {host}, certificate by {authority}, {days} days left",
            host=_through_words(spot.host, via),
            authority=by,
            days=left,
        )
    )
    if left < SOON:
        return Finding("TLS", Verdict.WARN, seen, tr("Tell who runs the endpoint or the proxy."))
    return Finding("TLS", Verdict.OK, seen)


def _through_words(host: str, via: str) -> str:
    """Return `host`, and by which proxy, if there is one."""
    return tr("{host} through {proxy}", host=host, proxy=via) if via else host


def _failed(error: Exception, spot: _Spot, via: str) -> Finding:
    where = _through_words(f"{spot.host}:{spot.port}", via)
    if isinstance(error, ssl.SSLError):
        return _stopped("TLS", of_tls(error, spot.host, where))
    if isinstance(error, _ProxyRefused):
        return _refused_by_proxy(str(error), plain(spot.host), via)
    if isinstance(error, TimeoutError):
        why = tr(
            "no connection to {host} in {seconds} s", host=plain(where), seconds=f"{SECONDS:.0f}"
        )
    else:
        said = (error.strerror if isinstance(error, OSError) else "") or tr("the connection failed")
        why = tr("no connection to {host}: {why}", host=plain(where), why=plain(said))
    return Finding("connection", Verdict.STOP, why, tr(CHECK_NETWORK))


def _refused_by_proxy(said: str, host: str, via: str) -> Finding:
    if said.startswith("407"):
        return _stopped("proxy", PROXY_PASSWORD, via)
    seen = tr("no way to {host}: {why}", host=_through_words(host, via), why=plain(said)[:100])
    return Finding("proxy", Verdict.STOP, seen, tr("Ask who runs the proxy, or set NO_PROXY."))


def _stopped(subject: str, trouble: Trouble, via: str = "") -> Finding:
    seen = _through_words(tr(trouble.what), via)
    return Finding(subject, Verdict.STOP, seen, tr(trouble.remedy))
