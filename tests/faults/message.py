"""HTTP/1.1 as far as a fault proxy must understand it: one request, one answer, then the end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

END_OF_HEAD = b"\r\n\r\n"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request. Its fields are as they came: a signature covers some of them."""

    method: str
    target: str
    fields: Fields
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def raw(self) -> bytes:
        """The request as it goes on: for a connection of its own."""
        fields = (*_without(self.fields, "connection", "keep-alive"), ("Connection", "close"))
        return _head(f"{self.method} {self.target} HTTP/1.1", fields) + self.body


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: with JSON, unless its fields say what else."""

    status: int
    fields: Fields
    body: bytes

    def with_body(self, body: bytes, content_type: str = "application/json") -> Response:
        """The same answer with another body, and what tells of its length and kind set right."""
        fields = _without(self.fields, "content-length", "content-type")
        return replace(self, fields=(*fields, ("Content-Type", content_type)), body=body)

    def without(self, name: str) -> Response:
        """The same answer without the field called `name`."""
        return replace(self, fields=_without(self.fields, name))

    def raw(self) -> bytes:
        """The answer as it is sent, after which the connection ends."""
        told = (("Content-Length", str(len(self.body))), ("Connection", "close"))
        fields = (*_without(self.fields, "content-length", "connection"), *told)
        return _head(f"HTTP/1.1 {self.status} Told", fields) + self.body


async def read_line(reader: asyncio.StreamReader) -> tuple[str, str] | None:
    """Read the first line of a request; its method and target, None when there is no request."""
    try:
        line = (await reader.readuntil(b"\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    method, target, _ = line.split(" ", 2)
    return method, target


async def read_rest(reader: asyncio.StreamReader, line: tuple[str, str]) -> Request:
    """Read what follows the first line of a request: the rest of its head, and its body."""
    head = b""
    while (field := await reader.readuntil(b"\r\n")) != b"\r\n":
        head += field
    fields = _fields(head)
    length = int(_value(fields, "content-length") or 0)
    return Request(*line, fields, await reader.readexactly(length))


def response(raw: bytes) -> Response:
    """Make an answer of everything that came up to the end of a connection.

    Raises ValueError for less than a whole one: the far end is no part of what is tried here.
    """
    head, found, body = raw.partition(END_OF_HEAD)
    line, _, rest = head.partition(b"\r\n")
    fields = _fields(rest)
    if not found or len(body) != int(_value(fields, "content-length") or 0):
        raise ValueError(f"The far end gave no whole answer: {raw[:200]!r}")
    return Response(int(line.split(b" ")[1]), fields, body)


def _head(line: str, fields: Fields) -> bytes:
    lines = (line, *(f"{name}: {value}" for name, value in fields), "", "")
    return "\r\n".join(lines).encode("latin-1")


def _fields(raw: bytes) -> Fields:
    lines = raw.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _value(fields: Fields, wanted: str) -> str:
    return next((value for name, value in fields if name.lower() == wanted), "")


def _without(fields: Fields, *unwanted: str) -> Fields:
    return tuple((name, value) for name, value in fields if name.lower() not in unwanted)
