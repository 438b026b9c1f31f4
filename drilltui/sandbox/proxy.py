"""A forward proxy of one's own, in front of the sandbox and nothing else.

It asks for a user name and a password (Basic), as company proxies do, and answers 407 without
them. RFC 9110: 9.3.6 (CONNECT), 11.7 (proxy authentication); RFC 9112: 3.2.2 (absolute form).
"""

import asyncio
import base64
import hmac
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

USER: Final = "proxy-user"

#: The names under which the sandbox may be asked for.
_HOSTS: Final = ("127.0.0.1", "localhost")

_LARGEST_HEAD: Final = 32 * 1024
_MOST_CONNECTIONS: Final = 64
#: Seconds that a client may take to say what it wants.
_PATIENCE: Final = 10
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Asked:
    """The head of a request to the proxy, header names in lower case."""

    method: str
    target: str
    version: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


class _Declined(Exception):
    """The proxy itself answers, with this status."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


class Proxy:
    """Leads those who know ``password`` to the sandbox at ``port`` of the loopback."""

    def __init__(self, password: str, port: int) -> None:
        self._expected = base64.b64encode(f"{USER}:{password}".encode())
        self._port = port
        self._connections: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def running(self, listener: socket.socket) -> AsyncIterator[None]:
        """Answer at ``listener``; at the end close it and every connection."""
        server = await asyncio.start_server(self._meet, sock=listener, limit=_LARGEST_HEAD)
        try:
            yield
        finally:
            server.close()
            for connection in tuple(self._connections):
                connection.cancel()
            await asyncio.gather(*self._connections, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection, unless there are too many."""
        task = asyncio.current_task()
        assert task is not None
        if len(self._connections) >= _MOST_CONNECTIONS:
            writer.transport.abort()
            return
        self._connections.add(task)
        try:
            await self._serve(reader, writer)
            writer.close()
            await writer.wait_closed()
        except (OSError, EOFError):
            pass  # somebody has hung up, or never came to the point
        except asyncio.CancelledError:
            pass  # the end of the proxy; asyncio would complain about it on stderr
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                asked = await _read_head(reader)
            self._check_password(asked)
            opening, greeting = self._plan(asked)
        except _Declined as declined:
            await _decline(declined.status, reader, writer)
            return
        onward_reader, onward_writer = await asyncio.open_connection(_HOSTS[0], self._port)
        try:
            onward_writer.write(opening)
            writer.write(greeting)
            async with asyncio.TaskGroup() as both_ways:
                both_ways.create_task(_pour(reader, onward_writer))
                both_ways.create_task(_pour(onward_reader, writer))
        except* OSError:
            pass  # one end has hung up, which ends the other
        finally:
            onward_writer.transport.abort()

    def _check_password(self, asked: _Asked) -> None:
        scheme, _, given = asked.header("proxy-authorization").partition(" ")
        known = hmac.compare_digest(given.strip().encode("latin-1"), self._expected)
        if scheme.lower() != "basic" or not known:
            raise _Declined(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)

    def _plan(self, asked: _Asked) -> tuple[bytes, bytes]:
        """What to say to the sandbox and to the client before bytes are passed on."""
        if asked.method == "CONNECT":
            self._check_address(f"//{asked.target}")
            return b"", b"HTTP/1.1 200 Connection established\r\n\r\n"
        if not asked.target.startswith("http://"):
            raise _Declined(HTTPStatus.BAD_REQUEST)
        self._check_address(asked.target)
        return _forwarded(asked), b""

    def _check_address(self, url: str) -> None:
        """This is no open proxy: only the sandbox can be reached through it."""
        try:
            address = urlsplit(url)
            host, port = address.hostname, address.port
        except ValueError:
            raise _Declined(HTTPStatus.BAD_REQUEST) from None
        if host not in _HOSTS or port != self._port:
            raise _Declined(HTTPStatus.FORBIDDEN)


async def _read_head(reader: asyncio.StreamReader) -> _Asked:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise _Declined(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    parts = first.split(" ")
    pairs = [line.partition(":") for line in lines]
    if len(parts) != 3 or not all(colon for _, colon, _ in pairs):
        raise _Declined(HTTPStatus.BAD_REQUEST)
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)
    return _Asked(parts[0], parts[1], parts[2], headers)


def _forwarded(asked: _Asked) -> bytes:
    """The head of a request as it goes on: in origin form, for one answer, without our secret."""
    _, _, path = asked.target.removeprefix("http://").partition("/")
    kept = [
        f"{name}: {value}"
        for name, value in asked.headers
        if not name.startswith("proxy-") and name != "connection"
    ]
    lines = [f"{asked.method} /{path} HTTP/1.1", *kept, "connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1")


async def _decline(
    status: HTTPStatus, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer, and listen until the client hangs up: a socket closed on unread bytes is reset,
    and the client might never see the answer.
    """
    writer.write(_answer(status))
    await _end(writer)
    async with asyncio.timeout(_PATIENCE):
        while await reader.read(_PIECE):
            pass


def _answer(status: HTTPStatus) -> bytes:
    """A page as proxies send them."""
    body = f"<html><body><h1>{status.value} {status.phrase}</h1></body></html>".encode()
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "content-type: text/html",
        f"content-length: {len(body)}",
        "connection: close",
    ]
    if status is HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        lines.append('proxy-authenticate: Basic realm="drilltui sandbox proxy"')
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes until there is no more, and say that there is no more."""
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()
    await _end(writer)


async def _end(writer: asyncio.StreamWriter) -> None:
    """Say that nothing more will come."""
    with suppress(ConnectionError):
        await writer.drain()
        writer.write_eof()
