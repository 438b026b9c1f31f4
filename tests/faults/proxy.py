"""A proxy on loopback that does to a request what proxies, links and clouds do on a bad day.

It takes one request for each connection, so that a client has no idle connection to lean on, and
counts what has reached the cloud. It runs in a thread of its own: tests arm it and look at it.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from tests.faults.fault import End, Fault, Reading, Telling
from tests.faults.message import Request, Response, read_line, read_rest, response

LIMIT = 20.0
_NO_LINGER = struct.pack("ii", 1, 0)

T = TypeVar("T")


@dataclass(slots=True)
class Passage:
    """A request that came: `fault` is the name of what struck it, `delivered` how often it went on.

    A request of which only the first line was read has passed too.
    """

    method: str
    path: str
    fault: str = ""
    delivered: int = 0


@dataclass(slots=True)
class Trap:
    """A fault in wait for the `nth` request of `method` whose path matches `pattern`."""

    fault: Fault
    method: str
    pattern: re.Pattern[str]
    nth: int
    met: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Count a request, and say whether the fault strikes it."""
        if method != self.method or not self.pattern.search(path):
            return False
        self.met += 1
        times = self.fault.times
        return self.met >= self.nth and (times is None or self.met < self.nth + times)


class FaultProxy:
    """`with FaultProxy(access.endpoint) as proxy`: a way to the sandbox with faults on it."""

    def __init__(self, endpoint: str) -> None:
        far = urlsplit(endpoint)
        self._far = far.hostname or "", far.port or 80
        self._keeper = _bound(0)  # never listens: the port stays ours while nobody does
        self.port = self._keeper.getsockname()[1]
        self._listener: socket.socket | None = None
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.passages: list[Passage] = []
        self._traps: list[Trap] = []
        self._left: int | None = None
        self._deaf_for: float | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._accepting: asyncio.Task[None] | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._errors: list[BaseException] = []
        self._news = threading.Condition()

    def __enter__(self) -> Self:
        self._thread.start()
        self.listen()
        return self

    def __exit__(self, *_error: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(LIMIT)
        self._loop.close()
        self._keeper.close()
        if self._errors:  # of the proxy itself, or of the sandbox behind it
            raise self._errors[0]

    # -- what a test asks for

    def arm(self, fault: Fault, method: str, pattern: str, *, nth: int = 1) -> None:
        """Let `fault` strike the `nth` request that matches, as often as it does.

        A refused connection has no request that could match: `deaf_after` is for that.
        """
        if fault.reading is Reading.NOTHING:
            raise ValueError("Nobody who does not listen sees a request: use deaf_after.")
        self._traps.append(Trap(fault, method, re.compile(pattern), nth))

    def deaf_after(self, requests: int, seconds: float | None = None) -> None:
        """Stop to listen when so many more requests have their answers; 0 is now.

        After so many seconds of real time it listens again, if any are given.
        """
        self._do(self._deaf_after(requests, seconds))

    def listen(self) -> None:
        """Listen (again)."""
        self._do(self._listen())

    def disarm(self) -> None:
        """Let everything pass from now on."""
        self._traps.clear()
        self.listen()

    def delivered(self, method: str, pattern: str) -> int:
        """How often requests that match have reached the cloud."""
        return sum(
            one.delivered
            for one in tuple(self.passages)
            if one.method == method and re.search(pattern, one.path)
        )

    def came_before(self, method: str, pattern: str, nth: int = 1) -> int:
        """How many requests had come before the `nth` one that matches.

        Raises ValueError when none has.
        """
        met = 0
        for place, one in enumerate(tuple(self.passages)):
            met += one.method == method and re.search(pattern, one.path) is not None
            if met == nth:
                return place
        raise ValueError(f"No {method} {pattern} has come.")

    def wait_for(self, requests: int, seconds: float) -> bool:
        """Wait until so many requests have come; False when they have not after so many seconds."""
        with self._news:
            return self._news.wait_for(lambda: len(self.passages) >= requests, seconds)

    # -- in the thread

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LIMIT)

    async def _listen(self) -> None:
        self._left = self._deaf_for = None
        self._start_listening()

    def _start_listening(self) -> None:
        if self._accepting is None:
            self._listener = _bound(self.port)
            self._listener.listen(64)
            self._accepting = self._loop.create_task(self._accept(self._listener))

    async def _deaf_after(self, requests: int, seconds: float | None) -> None:
        self._left, self._deaf_for = requests, seconds
        if not requests:
            self._stop_listening()

    def _stop_listening(self) -> None:
        """Refuse connections."""
        if self._accepting is None or self._listener is None:
            return
        self._accepting.cancel()
        self._accepting = None
        self._listener.close()
        if self._deaf_for is not None:
            self._loop.call_later(self._deaf_for, self._start_listening)

    async def _accept(self, listener: socket.socket) -> None:
        while True:
            near, _ = await self._loop.sock_accept(listener)
            task = self._loop.create_task(self._serve(near))
            self._connections.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._connections.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._errors.append(error)

    async def _end(self) -> None:
        self._deaf_for = None
        self._stop_listening()
        for task in (open_ones := tuple(self._connections)):
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)

    async def _serve(self, near: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=near)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):  # the client is gone
                await self._answer(reader, writer)
        finally:
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = await read_line(reader)
        if line is None:
            return
        passage = Passage(line[0], line[1].partition("?")[0])
        with self._news:
            self.passages.append(passage)
            self._news.notify_all()
        fault = self._fault_for(passage)
        if fault and fault.reading is Reading.LINE:
            telling = fault.tell(())
        else:
            request = await read_rest(reader, line)
            telling = await self._pass(request, passage, fault)
        await self._tell(telling, reader, writer)

    def _fault_for(self, passage: Passage) -> Fault | None:
        struck = [one.fault for one in self._traps if one.strikes(passage.method, passage.path)]
        if not struck:
            return None
        passage.fault = struck[0].name
        return struck[0]

    async def _pass(self, request: Request, passage: Passage, fault: Fault | None) -> Telling:
        answers = []
        for _ in range(fault.deliveries if fault else 1):
            answers.append(await self._ask(request))
            passage.delivered += 1
        return fault.tell(answers) if fault else Telling(answers[0].raw())

    async def _ask(self, request: Request) -> Response:
        """Take `request` to the cloud and wait for its answer, whether the client does or not."""
        try:
            reader, writer = await asyncio.open_connection(*self._far)
            with closing(writer):
                writer.write(request.raw())
                return response(await reader.read())
        except (OSError, ValueError) as error:
            raise RuntimeError(f"The far end does not answer {request.target}.") from error

    async def _tell(
        self, telling: Telling, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if telling.late:
            await asyncio.sleep(telling.late)
        if self._left is not None and self._left > 0:
            self._left -= 1
            if not self._left:
                self._stop_listening()  # before the answer: the next request comes after it
        writer.write(telling.data)
        await writer.drain()
        if telling.end is End.RESET:
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER
            )
        elif telling.end is End.LEFT_OPEN:
            await reader.read()
        else:
            writer.close()
            await writer.wait_closed()


def _bound(port: int) -> socket.socket:
    """A socket of `port` of the loopback, 0 for a free one, which may have others beside it."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    one.bind(("127.0.0.1", port))
    one.setblocking(False)
    return one
