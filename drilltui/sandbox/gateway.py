"""The gateway in front of the services: whatever it lets through is published and has a caller.

An ASGI application around another one. It reads the body (a signature covers it), answers what
does not exist, checks the credentials, and marks every answer with its request ID and the
gateway's time. The inner application finds ``caller`` and ``request_id`` in ``scope["state"]``.
"""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final

from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from drilltui.sandbox.credentials import Credentials
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.received import Received
from drilltui.sandbox.refusals import Refusal, gateway_envelope

_MOST_BYTES: Final = 12 * 1024 * 1024


class Gateway:
    """The gateway of one sandbox.

    ``routes`` are the APIs that are published; ``open_to_all`` those that need no credentials,
    as pairs of method and path.
    """

    def __init__(
        self,
        services: ASGIApp,
        *,
        routes: Sequence[Route],
        open_to_all: Collection[tuple[str, str]],
        credentials: Credentials,
        clock: Callable[[], datetime],
        request_ids: Identifiers,
    ) -> None:
        self._services = services
        self._routes = routes
        self._open_to_all = open_to_all
        self._credentials = credentials
        self._clock = clock
        self._request_ids = request_ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._services(scope, receive, send)
            return
        request_id = self._request_ids.hex32()
        scope.setdefault("state", {})["request_id"] = request_id
        marked = _marked(send, request_id, self._clock())
        try:
            allowed = self._published_methods(scope)
            if scope["method"] not in allowed:
                await _answer_unpublished(marked, allowed, request_id)
                return
            body = await _whole_body(receive)
            if body is None:
                return
            if (scope["method"], scope["path"]) not in self._open_to_all:
                caller = self._credentials.caller(_received(scope, body), self._clock())
                scope["state"]["caller"] = caller
        except Refusal as refusal:
            await _answer(marked, refusal, request_id)
            return
        await self._services(scope, _replaying(body, receive), marked)

    def _published_methods(self, scope: Scope) -> set[str]:
        """The methods of the APIs at the request's path, none when there are no such APIs."""
        return {
            method
            for route in self._routes
            if route.matches(scope)[0] is not Match.NONE
            for method in route.methods or ()
        }


def _marked(send: Send, request_id: str, now: datetime) -> Send:
    """``send``, adding the request ID and the gateway's time to the head of the answer."""
    marks = [
        (b"x-request-id", request_id.encode("ascii")),
        (b"date", format_datetime(now.astimezone(UTC), usegmt=True).encode("ascii")),
    ]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *marks]}
        await send(message)

    return sending


async def _whole_body(receive: Receive) -> bytes | None:
    """The body of a request, None when the client hung up before its end.

    Raises ``APIGW.0201`` when it is more than the gateway takes.
    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > _MOST_BYTES:
            raise Refusal("APIGW.0201")
        if not message.get("more_body", False):
            return bytes(body)


def _replaying(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands out ``body`` once and then listens on."""
    left = [body]

    async def receiving() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return receiving


def _received(scope: Scope, body: bytes) -> Received:
    return Received(
        method=scope["method"],
        path=scope["raw_path"],
        query=scope["query_string"],
        headers=tuple((name.lower(), value) for name, value in scope["headers"]),
        body=body,
    )


async def _answer_unpublished(send: Send, allowed: set[str], request_id: str) -> None:
    """Answer for a path (404) or a method on a path (405) that is no API."""
    if not allowed:
        await _answer(send, Refusal("APIGW.0101"), request_id)
        return
    allow = (b"allow", ", ".join(sorted(allowed)).encode("ascii"))
    await _answer(send, Refusal("APIGW.0101", status=405), request_id, (allow,))


async def _answer(
    send: Send,
    refusal: Refusal,
    request_id: str,
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    """Answer in the gateway's own envelope."""
    body = json.dumps(gateway_envelope(refusal, request_id), ensure_ascii=False).encode()
    head = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode("ascii")),
        *headers,
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": head})
    await send({"type": "http.response.body", "body": body})
