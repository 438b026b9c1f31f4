from __future__ import annotations

import asyncio
import base64
import logging
import re
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

from drilltui.cloud.http import WITH_HEADERS, AsgiApp, asgi_transport, open_client
from drilltui.cloud.trust import trusted
from drilltui.domain.errors import UsageError
from tests.cloud.conftest import Authority

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def application(*events: dict[str, Any], error: Exception | None = None) -> AsgiApp:
    async def app(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        for event in events:
            await send(event)
        if error:
            raise error

    return app


LOGGER = re.compile(r'getLogger\("(.+?)"\)')

START = {"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"1")]}
BODY = {"type": "http.response.body", "body": b"whole"}
PART = {"type": "http.response.body", "body": b"half", "more_body": True}


async def ask(app: AsgiApp) -> httpx.Response:
    async with open_client(asgi_transport(app)) as client:
        return await client.get("http://sandbox/")


async def test_an_application_answers_in_process() -> None:
    answer = await ask(application(START, BODY))
    assert (answer.status_code, answer.headers["x-a"], answer.text) == (200, "1", "whole")


@pytest.mark.parametrize("events", [(), (START,), (START, PART)])
async def test_an_application_that_hangs_up_is_a_broken_connection(
    events: tuple[dict[str, Any], ...],
) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a whole answer"):
        await ask(application(*events))


async def test_a_connection_error_of_the_application_breaks_the_connection() -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="reset"):
        await ask(application(START, error=ConnectionResetError("reset by peer")))
    with pytest.raises(httpx.RemoteProtocolError, match="disconnected"):
        await ask(application(error=ConnectionAbortedError()))


async def test_a_bug_of_the_application_comes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        await ask(application(error=ZeroDivisionError()))


async def test_a_transport_spares_the_certificate_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ssl, "SSLContext", lambda *_, **__: pytest.fail("read"))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    assert (await ask(application(START, BODY))).text == "whole"


async def test_redirects_are_not_followed_and_waits_are_bounded() -> None:
    answer = httpx.Response(302, headers={"location": "https://elsewhere.example.com"})
    async with open_client(httpx.MockTransport(lambda _: answer), connect=1, read=2) as client:
        assert (await client.get("https://h.example.com")).status_code == 302
        assert client.timeout == httpx.Timeout(connect=1, read=2, write=2, pool=2)
        assert client.headers["X-Language"] == "en-us"
        assert client.headers["Accept"] == "application/json"
        assert client.headers["User-Agent"] == "drilltui"


async def test_the_network_is_never_trusted_without_a_certificate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[ssl.SSLContext] = []
    create = ssl.SSLContext

    def noting(*args: Any) -> ssl.SSLContext:
        made.append(create(*args))
        return made[-1]

    monkeypatch.setattr(ssl, "SSLContext", noting)
    async with open_client():
        (context,) = made
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@contextmanager
def proxy(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy on this machine that hears one request and says `answer`."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                heard.append(connection.recv(1000))
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard
        thread.join()


async def test_the_network_goes_through_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with proxy(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as (address, heard):
        monkeypatch.setenv("HTTPS_PROXY", address)
        async with open_client() as client:
            with pytest.raises(httpx.ProxyError, match="407"):
                await client.get("https://sdrs.example.com/v1")
    assert heard[0].startswith(b"CONNECT sdrs.example.com:443 ")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTPS_PROXY", "socks5://u:s3cret@127.0.0.1:1"),
        ("HTTPS_PROXY", "ftp://u:s3cret@127.0.0.1:1"),
        ("HTTPS_PROXY", "http://u:s3cret@127.0.0.1:port"),
        ("ALL_PROXY", "gopher://u:s3cret@127.0.0.1"),
        ("HTTPS_PROXY", "http://[::1"),
        ("https_proxy", "http://u:s3cret@\u2603..x:1"),
        ("HTTPS_PROXY", "http://"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_one_sentence(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError, match=f"{variable} names .* which cannot be used") as caught:
        open_client()
    assert "s3cret" not in f"{caught.value}"
    assert caught.value.__cause__ is None
    assert f"Set {variable} to http://host:port" in caught.value.remedy


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"])
async def test_what_is_sent_in_clear_goes_to_no_proxy(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain http is for loopback addresses, and the password for a token is in it."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as proxy:
        address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        monkeypatch.setenv(variable, address)
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        async with open_client() as client:
            for host in ("127.0.0.1", "localhost"):
                with pytest.raises(httpx.ConnectError):
                    await client.post(f"http://{host}:{port}/v3/auth/tokens", json="password")
    assert heard == []


async def test_a_proxy_is_told_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy(b"HTTP/1.1 502 Bad Gateway\r\n\r\n") as (address, heard):
        monkeypatch.setenv("all_proxy", address.replace("://", "://drill:s3cret%40@"))
        async with open_client() as client:
            with pytest.raises(httpx.ProxyError, match="502"):
                await client.get("https://sdrs.example.com/v1")
    assert base64.b64encode(b"drill:s3cret@") in heard[0]


async def test_an_https_proxy_has_to_be_trusted_like_everything_else(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=authority.server) as server:
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setenv("HTTPS_PROXY", f"https://127.0.0.1:{port}")
        async with open_client() as client:
            with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
                await client.get("https://sdrs.example.com/v1")
        async with open_client(trust=authority.trust()) as client:
            with pytest.raises(httpx.ProxyError, match="403"):
                await client.get("https://sdrs.example.com/v1")
    assert heard[0].startswith(b"CONNECT sdrs.example.com:443 ")


async def test_an_own_authority_is_trusted_on_the_wire(authority: Authority) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=authority.server)
    address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        async with open_client(trust=trusted(str(authority.file))[0]) as client:
            assert (await client.get(address)).text == "{}"
        async with open_client() as client:
            with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
                await client.get(address)


async def test_what_the_library_logs_of_headers_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sources = Path(httpcore.__file__).parent.rglob("*.py")
    loggers = {name for file in sources for name in LOGGER.findall(file.read_text("utf-8"))}
    assert loggers == set(WITH_HEADERS)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 201 Created\r\nX-Subject-Token: t0ken\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    caplog.set_level(logging.DEBUG)
    async with (
        await asyncio.start_server(answer, "127.0.0.1", 0) as server,
        open_client() as client,
    ):
        port = server.sockets[0].getsockname()[1]
        heard = await client.get(f"http://127.0.0.1:{port}/v3/auth/tokens")
    assert heard.headers["X-Subject-Token"] == "t0ken"
    assert "/v3/auth/tokens" in caplog.text
    assert "t0ken" not in caplog.text
