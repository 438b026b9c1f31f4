"""What happens between a client and the gateway: lost answers, throttling, a token that ends.

An ASGI application around the gateway. What it does is told by the scenario and depends on nothing
but the order of the requests, so the same requests meet the same faults.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from drilltui.sandbox.fault_table import FaultTable
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.operations import operation_of

_THROTTLED: Final = ("APIGW.0308", "The throttling threshold has been reached.")
_TOKEN_ENDED: Final = ("APIGW.0307", "The token must be updated.")
_KEY_ENDED: Final = (
    "APIGW.0301",
    "Incorrect IAM authentication information: securityToken expired",
)


@dataclass(frozen=True, slots=True)
class Strike:
    """A fault has struck a request for the operation ``on``: what it did, and when."""

    at: datetime
    does: str
    on: str


class WireFaults:
    """Lets the ``faults`` of a scenario happen to requests, and keeps a log of what struck.

    ``clock`` is the gateway's, for times in answers and in the log; ``sleep`` waits for seconds of
    the world.
    """

    def __init__(
        self,
        gateway: ASGIApp,
        faults: Sequence[FaultTable],
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        request_ids: Identifiers,
        write: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        """``write`` is told whatever another run needs to go on; see ``tell_again``."""
        self._write = write
        self._gateway = gateway
        self._faults = tuple(faults)
        self._clock = clock
        self._sleep = sleep
        self._request_ids = request_ids
        self._met = [0] * len(self._faults)
        self._ended: set[str] = set()
        self._strikes: list[Strike] = []

    @property
    def strikes(self) -> tuple[Strike, ...]:
        """Everything that has struck, in order."""
        return tuple(self._strikes)

    def tell_again(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Take up where another run of the same scenario has been, by what it has written.

        Tokens that had ended are not known any more: whoever comes again has another one.
        """
        for line in lines:
            if "met" in line:
                self._met = [int(one) for one in line["met"]]
                if struck := line.get("strike"):
                    at = datetime.fromisoformat(struck["at"])
                    self._strikes.append(Strike(at, struck["does"], struck["on"]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or do to it what a fault says."""
        if scope["type"] != "http":
            await self._gateway(scope, receive, send)
            return
        if self._proof(scope) in self._ended:
            await self._refuse(send, *_TOKEN_ENDED, status=401)
            return
        operation = operation_of(scope["method"], scope["path"])
        before = list(self._met)
        fault = self._striking(operation)
        strike = Strike(self._clock(), fault.does, operation) if fault else None
        if self._write and self._met != before:
            self._write(_line(self._met, strike))
        if fault is None or strike is None:
            await self._gateway(scope, receive, send)
            return
        self._strikes.append(strike)
        await self._strike(fault, scope, receive, send)

    def _striking(self, operation: str) -> FaultTable | None:
        """Count the request for every fault that is not over; return the first that strikes it."""
        found: FaultTable | None = None
        for place, fault in enumerate(self._faults):
            over = self._met[place] >= fault.nth + fault.times - 1
            if over or fault.on not in (operation, "any"):
                continue
            self._met[place] += 1
            found = found or (fault if self._met[place] >= fault.nth else None)
        return found

    async def _strike(self, fault: FaultTable, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.does:
            case "lose-request":
                await _break(send)
            case "lose-answer":
                await self._gateway(scope, receive, _nowhere)
                await _break(send)
            case "throttle":
                await self._refuse(send, *_THROTTLED, status=429, retry_after=fault.retry_after)
            case "expire":
                await self._expire(scope, send)
            case _:
                await self._sleep(fault.seconds)
                await self._gateway(scope, receive, send)

    async def _expire(self, scope: Scope, send: Send) -> None:
        """End the token for good. A key that signs is refused this once: it may be renewed."""
        proof = self._proof(scope)
        if proof:
            self._ended.add(proof)
            await self._refuse(send, *_TOKEN_ENDED, status=401)
        else:
            await self._refuse(send, *_KEY_ENDED, status=401)

    def _proof(self, scope: Scope) -> str:
        """The digest of the token that a request comes with, empty for none."""
        for name, value in scope["headers"]:
            if name.lower() == b"x-auth-token":
                return hashlib.sha256(value).hexdigest()
        return ""

    async def _refuse(
        self, send: Send, code: str, words: str, *, status: int, retry_after: int = 0
    ) -> None:
        """Answer as the gateway does."""
        request_id = self._request_ids.hex32()
        told = {"error_code": code, "error_msg": words, "request_id": request_id}
        body = json.dumps(told).encode()
        date = format_datetime(self._clock().astimezone(UTC), usegmt=True)
        head = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            "x-request-id": request_id,
            "date": date,
        }
        if retry_after:
            head["retry-after"] = str(retry_after)
        headers = [(name.encode(), value.encode()) for name, value in head.items()]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _line(met: Sequence[int], strike: Strike | None) -> dict[str, Any]:
    told: dict[str, Any] = {"met": list(met)}
    if strike:
        told["strike"] = {"at": strike.at.isoformat(), "does": strike.does, "on": strike.on}
    return told


async def _nowhere(_message: Message) -> None:
    """Take an answer that nobody is to have."""


async def _break(send: Send) -> None:
    """Begin an answer and never end it: the server closes the connection then."""
    headers = [(b"content-length", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
