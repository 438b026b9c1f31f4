"""Reaching a service step by step, against servers on this machine."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from drilltui.cloud import reach as module
from drilltui.cloud.reach import reach
from drilltui.domain.finding import Finding
from drilltui.domain.verdict import Verdict
from tests.cloud.conftest import ISSUER, Authority

OK, WARN, STOP = Verdict.OK, Verdict.WARN, Verdict.STOP
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


@pytest.fixture
def trust(authority: Authority) -> ssl.SSLContext:
    return authority.trust()


async def quiet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await reader.read()
    except (OSError, ssl.SSLError):
        pass
    finally:
        writer.close()


@asynccontextmanager
async def serving(serve: Serve = quiet, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, Verdict]]:
    return [(finding.subject, finding.verdict) for finding in findings]


async def test_tls_tells_the_issuer_and_the_days_left(
    trust: ssl.SSLContext, authority: Authority
) -> None:
    async with serving(tls=authority.server) as port:
        found = await reach(f"https://127.0.0.1:{port}", trust=trust, environ={})
        assert seen(found) == [("name", OK), ("TLS", OK)]
        assert "127.0.0.1: 127.0.0.1" in found[0].seen
        assert f"certificate by {ISSUER}, " in found[1].seen
        end = time.time() + int(found[1].seen.split()[-3]) * 86_400 - 5 * 86_400
        soon = await reach(f"https://127.0.0.1:{port}", trust=trust, environ={}, now=lambda: end)
    assert seen(soon)[1] == ("TLS", WARN)
    assert ", 5 days left" in soon[1].seen


async def test_plain_http_on_loopback(trust: ssl.SSLContext) -> None:
    async with serving() as port:
        found = await reach(f"http://127.0.0.1:{port}", trust=trust, environ={})
    assert seen(found) == [("name", OK), ("connection", OK)]


async def test_an_authority_that_is_not_trusted(authority: Authority) -> None:
    async with serving(tls=authority.server) as port:
        found = await reach(
            f"https://127.0.0.1:{port}", trust=ssl.create_default_context(), environ={}
        )
    assert seen(found)[1] == ("TLS", STOP)
    assert "not trusted" in found[1].seen
    assert "ca_file" in found[1].remedy


async def test_a_port_without_tls(trust: ssl.SSLContext) -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with serving(rude) as port:
        found = await reach(f"https://127.0.0.1:{port}", trust=trust, environ={})
    assert found[1].verdict is STOP
    assert "no TLS connection" in found[1].seen


async def test_a_closed_port(trust: ssl.SSLContext) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = await reach(f"https://127.0.0.1:{port}", trust=trust, environ={})
    assert seen(found)[1] == ("connection", STOP)
    assert "firewall" in found[1].remedy


async def test_a_name_that_does_not_exist(
    trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "x")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    (found,) = await reach("https://sdrs.nowhere.example.com", trust=trust, environ={})
    assert (found.subject, found.verdict) == ("name", STOP)
    assert found.seen == "there is no host sdrs.nowhere.example.com"


async def test_a_resolver_that_has_no_answer_now_is_no_missing_host(
    trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def later(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_AGAIN, "x")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", later)
    (found,) = await reach("https://sdrs.example.com", trust=trust, environ={})
    assert found.seen == "the name sdrs.example.com cannot be looked up now"
    environ = {"HTTPS_PROXY": "http://u:s3cret@proxy.example.com:3128"}
    _, found = await reach("https://sdrs.example.com", trust=trust, environ=environ)
    assert found.subject == "proxy name"
    assert found.seen == "the name of the proxy http://proxy.example.com:3128 cannot be looked up"


async def test_each_step_is_bounded(trust: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object, **__: object) -> list[Any]:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(module, "SECONDS", 0.05)
    async with serving() as port:  # a port that says nothing when it is greeted
        found = await reach(f"https://127.0.0.1:{port}", trust=trust, environ={})
    assert seen(found)[1] == ("connection", STOP)
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", never)
    (found_name,) = await reach("https://sdrs.example.com", trust=trust, environ={})
    assert "not looked up in" in found_name.seen


@asynccontextmanager
async def proxy(answer: bytes, to: int = 0) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A proxy that answers so and, if `to` is a port, carries bytes to it."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        if to:
            inward, outward = await asyncio.open_connection("127.0.0.1", to)
            await asyncio.gather(pump(reader, outward), pump(inward, writer))
        writer.close()

    async with serving(serve) as port:
        yield port, heard


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.close()


async def test_through_a_proxy_with_its_password(
    trust: ssl.SSLContext, authority: Authority
) -> None:
    async with (
        serving(tls=authority.server) as service,
        proxy(b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n", service) as (port, heard),
    ):
        environ = {"HTTPS_PROXY": f"http://drill:s3cret@127.0.0.1:{port}"}
        found = await reach("https://sdrs.example.com", trust=trust, environ=environ)
    assert seen(found) == [("proxy", OK), ("proxy name", OK), ("TLS", OK)]
    assert f"through http://127.0.0.1:{port}, certificate by {ISSUER}" in found[2].seen
    assert heard[0].startswith(b"CONNECT sdrs.example.com:443 HTTP/1.1\r\n")
    assert base64.b64encode(b"drill:s3cret") in heard[0]
    assert "s3cret" not in str(found)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "wants a user name"),
        (b"HTTP/1.1 403 Forb\x1bidden\r\n\r\n", "no way to sdrs.example.com"),
        (b"", "it hung up"),
        (b"\x16\x03\x01 rubbish\r\n", "no way to"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5000 + b"\r\n", "does not end"),
    ],
)
async def test_a_proxy_that_gives_no_way(answer: bytes, words: str, trust: ssl.SSLContext) -> None:
    async with proxy(answer) as (port, _):
        environ = {"HTTPS_PROXY": f"http://u:s3cret@127.0.0.1:{port}"}
        found = await reach("https://sdrs.example.com", trust=trust, environ=environ)
    assert found[-1].verdict is STOP
    assert words in found[-1].seen
    assert found[-1].remedy
    assert "s3cret" not in str(found)
    assert "\x1b" not in str(found)


async def test_a_proxy_is_asked_for_an_address_in_brackets(trust: ssl.SSLContext) -> None:
    async with proxy(b"HTTP/1.1 403 Forbidden\r\n\r\n") as (port, heard):
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{port}"}
        await reach("https://[fd00::1]:8443", trust=trust, environ=environ)
    assert heard[0].startswith(b"CONNECT [fd00::1]:8443 HTTP/1.1\r\nHost: [fd00::1]:8443\r\n")


@pytest.mark.parametrize(
    "named", ["http://[::1", "socks5://u:s3cret@h:1", "http://u:s3cret@h:99999999", "http://"]
)
async def test_a_proxy_that_cannot_be_used(named: str, trust: ssl.SSLContext) -> None:
    environ = {"HTTPS_PROXY": named}
    (found,) = await reach("https://sdrs.example.com", trust=trust, environ=environ)
    assert (found.subject, found.verdict) == ("proxy", STOP)
    assert "s3cret" not in str(found)
