"""The proxy by itself, with a far end that tells what reached it."""

import asyncio
import base64
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drilltui.sandbox.proxy import USER, Proxy

PASSWORD = "made-up"
LOGIN = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
ASKED = f"Proxy-Authorization: Basic {LOGIN}\r\n"


class Far:
    """What stands where the sandbox would: it keeps what it hears until it is told to answer."""

    def __init__(self) -> None:
        self.heard = b""
        self.met = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.met += 1
        while piece := await reader.read(1024):
            self.heard += piece
            writer.write(piece.upper())
        writer.close()


class Way:
    """A running proxy, and how to talk to it."""

    def __init__(self, far: Far, far_port: int, port: int) -> None:
        self.far = far
        self.far_port = far_port
        self.port = port

    async def say(self, text: str) -> str:
        """Everything that comes back for ``text``."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(text.encode("latin-1"))
            writer.write_eof()
            return (await reader.read()).decode("latin-1")
        finally:
            writer.transport.abort()

    async def connect(self, target: str, headers: str = ASKED, body: str = "") -> str:
        return await self.say(f"CONNECT {target} HTTP/1.1\r\n{headers}\r\n{body}")

    async def refuses(self, target: str) -> bool:
        """Whether the proxy hangs up without a word on somebody who does everything right."""
        try:
            answer = await self.connect(target)
        except ConnectionError:
            return True
        assert answer in ("", "HTTP/1.1 200 Connection established\r\n\r\n")
        return not answer


@asynccontextmanager
async def way() -> AsyncIterator[Way]:
    far = Far()
    server = await asyncio.start_server(far, "127.0.0.1", 0)
    far_port = server.sockets[0].getsockname()[1]
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        async with Proxy(PASSWORD, far_port).running(listener):
            yield Way(far, far_port, listener.getsockname()[1])
    finally:
        server.close()


def status(answer: str) -> int:
    return int(answer.split(" ")[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_tunnel_carries_bytes_both_ways(host: str) -> None:
    async with way() as one:
        answer = await one.connect(f"{host}:{one.far_port}", body="hello")
        assert answer == "HTTP/1.1 200 Connection established\r\n\r\nHELLO"
        assert one.far.heard == b"hello"


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "Proxy-Authorization: Basic\r\n",
        "Proxy-Authorization: Basic !!!\r\n",
        f"Proxy-Authorization: Bearer {LOGIN}\r\n",
        f"Authorization: Basic {LOGIN}\r\n",
        f"Proxy-Authorization: Basic {LOGIN[:-4]}\r\n",
    ],
)
async def test_without_the_password_nothing_reaches_the_far_end(headers: str) -> None:
    async with way() as one:
        for text in (
            f"CONNECT 127.0.0.1:{one.far_port} HTTP/1.1\r\n{headers}\r\n",
            f"GET http://127.0.0.1:{one.far_port}/ HTTP/1.1\r\n{headers}\r\n",
            f"CONNECT 127.0.0.1:1 HTTP/1.1\r\n{headers}\r\n",  # nor does it tell where it leads
        ):
            answer = await one.say(text)
            assert status(answer) == 407
            assert "\r\nproxy-authenticate: Basic realm=" in answer
            assert "content-type: text/html" in answer
        assert one.far.met == 0


async def test_it_is_no_open_proxy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        other = elsewhere.getsockname()[1]
        async with way() as one:
            for target in (
                f"127.0.0.1:{other}",
                f"example.com:{one.far_port}",
                f"0.0.0.0:{one.far_port}",
                f"127.0.0.1:{one.far_port}@example.com:80",
                "127.0.0.1",
            ):
                assert status(await one.connect(target)) == 403
            plain = f"GET http://127.0.0.1:{other}/ HTTP/1.1\r\n{ASKED}\r\n"
            assert status(await one.say(plain)) == 403
            assert one.far.met == 0


async def test_plain_http_goes_on_in_origin_form_without_the_proxy_s_secret() -> None:
    async with way() as one:
        path = "/v1/a%2Fb//c?x=1&y=%20+z"
        head = f"PUT http://127.0.0.1:{one.far_port}{path} HTTP/1.1\r\n"
        fields = "Host: cloud\r\nProxy-Connection: x\r\nConnection: keep-alive\r\nX-Sdk-Date: d\r\n"
        await one.say(f"{head}{ASKED}{fields}Content-Length: 2\r\n\r\n{{}}")
        heard = one.far.heard.decode()
        assert heard.startswith(f"PUT {path} HTTP/1.1\r\n")
        assert "host: cloud\r\n" in heard
        assert "x-sdk-date: d\r\n" in heard
        assert heard.endswith("connection: close\r\n\r\n{}")
        assert "proxy-" not in heard
        assert LOGIN not in heard


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n{ASKED}\r\n", 400),
        (f"GET ftp://127.0.0.1/ HTTP/1.1\r\n{ASKED}\r\n", 400),
        (f"CONNECT [::1 HTTP/1.1\r\n{ASKED}\r\n", 400),
        (f"CONNECT 127.0.0.1:99999 HTTP/1.1\r\n{ASKED}\r\n", 400),
        (f"GET / HTTP/1.1\r\nX: {'x' * 40_000}\r\n\r\n", 431),
    ],
)
async def test_what_is_no_request_to_a_proxy(text: str, wanted: int) -> None:
    async with way() as one:
        assert status(await one.say(text)) == wanted


async def test_a_client_that_hangs_up_leaves_nothing_behind() -> None:
    async with way() as one:
        assert await one.say("CONN") == ""
        answer = await one.connect(f"127.0.0.1:{one.far_port}")
        assert answer == "HTTP/1.1 200 Connection established\r\n\r\n"


async def test_a_far_end_that_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    listener = socket.create_server(("127.0.0.1", 0))
    async with Proxy(PASSWORD, port).running(listener):
        one = Way(Far(), port, listener.getsockname()[1])
        assert await one.connect(f"127.0.0.1:{port}") == ""


async def test_its_end_closes_what_is_open() -> None:
    async with way() as one:
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        writer.write(f"CONNECT 127.0.0.1:{one.far_port} HTTP/1.1\r\n{ASKED}\r\n".encode())
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    assert await reader.read() == b"\r\n"
    writer.transport.abort()
    await asyncio.sleep(0)  # the loop closes an aborted transport in its next round


async def test_the_number_of_connections_has_an_end() -> None:
    async with way() as one:
        waiting = [await asyncio.open_connection("127.0.0.1", one.port) for _ in range(64)]
        try:
            assert await one.refuses(f"127.0.0.1:{one.far_port}")
        finally:
            for _, writer in waiting:
                writer.transport.abort()
        while await one.refuses(f"127.0.0.1:{one.far_port}"):
            pass  # until the proxy has noticed that they are gone
