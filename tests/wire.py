"""A rehearsal whose wire a test can cut, hold up, or answer on in the cloud's place."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable
from typing import Any

from drilltui.cloud.http import (
    AsyncBaseTransport,
    ConnectError,
    Request,
    RequestError,
    Response,
)

Fault = Callable[[Request], Awaitable[Response | None]]
"""What happens to a request: an answer in the cloud's place, an exception, or None to let it go."""


class Wire(AsyncBaseTransport):
    """Hands requests on to the embedded cloud, as far as no fault matches them."""

    def __init__(self) -> None:
        self._cloud: AsyncBaseTransport | None = None
        self._faults: list[tuple[re.Pattern[str], Fault]] = []
        self._seen: list[str] = []

    def to(self, cloud: AsyncBaseTransport) -> Wire:
        self._cloud = cloud
        return self

    def answer(self, pattern: str, status: int, code: str, message: str) -> None:
        """Answer what matches `pattern` ("METHOD path") with an error of the service."""

        async def fault(request: Request) -> Response:
            body = {"error": {"code": code, "message": message}}
            return Response(status, json=body, headers={"X-Request-Id": f"request-{status}"})

        self._add(pattern, fault)

    def change(self, pattern: str, change: Callable[[Any], Any]) -> None:
        """Change the JSON answer to what matches `pattern`."""

        async def fault(request: Request) -> Response:
            response = await self._reach(request)
            await response.aread()
            return Response(response.status_code, json=change(response.json()))

        self._add(pattern, fault)

    def cut(self, pattern: str, error: type[RequestError] = ConnectError) -> None:
        """Let what matches `pattern` fail with `error`, before it has reached the cloud."""

        async def fault(request: Request) -> Response:
            raise error("cut by the test", request=request)

        self._add(pattern, fault)

    def lose_answer(self, pattern: str, error: type[RequestError]) -> None:
        """Let what matches `pattern` reach the cloud, and its answer get lost by `error`."""

        async def fault(request: Request) -> Response:
            await self._reach(request)
            raise error("lost by the test", request=request)

        self._add(pattern, fault)

    def deliver_twice(self, pattern: str) -> None:
        """Let what matches `pattern` reach the cloud once more, as a proxy may on a bad day."""

        async def fault(request: Request) -> None:
            await self._reach(request)

        self._add(pattern, fault)

    def hold(self, pattern: str) -> asyncio.Event:
        """Hold up what matches `pattern` until the returned event is set."""
        released = asyncio.Event()

        async def fault(request: Request) -> None:
            await released.wait()

        self._add(pattern, fault)
        return released

    def answer_after(self, pattern: str, passed: int, status: int, code: str, message: str) -> None:
        """Let `passed` of what matches `pattern` through, and answer the next with an error."""
        seen = itertools.count(1)

        async def fault(request: Request) -> Response | None:
            if next(seen) <= passed:
                return None
            return Response(status, json={"error": {"code": code, "message": message}})

        self._add(pattern, fault)

    def mend(self) -> None:
        """Let everything pass again."""
        self._faults.clear()

    def sent(self, pattern: str) -> list[str]:
        """What was sent and matches `pattern`, in order."""
        return [line for line in self._seen if re.search(pattern, line)]

    async def handle_async_request(self, request: Request) -> Response:
        line = f"{request.method} {request.url.path}"
        self._seen.append(line)
        for pattern, fault in self._faults:
            if pattern.search(line) and (answer := await fault(request)) is not None:
                return answer
        return await self._reach(request)

    async def _reach(self, request: Request) -> Response:
        assert self._cloud is not None
        return await self._cloud.handle_async_request(request)

    def _add(self, pattern: str, fault: Fault) -> None:
        self._faults.append((re.compile(pattern), fault))
