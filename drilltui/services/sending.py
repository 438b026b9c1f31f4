"""Calls that change the cloud: written down before they are sent, and again when answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from drilltui.domain.errors import CloudError, Refused, Unreachable
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.exercise import Sending
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.record import Action, Kind
from drilltui.services.exercises import Exercises


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call. `error` is set unless `sending` is ACCEPTED."""

    record_id: str
    sending: Sending
    told: JsonObject
    error: CloudError | None = None

    @property
    def open(self) -> bool:
        """True when nobody can say whether the cloud did it."""
        return self.sending is Sending.UNKNOWN

    @property
    def accepted(self) -> bool:
        """True when the service took the call."""
        return self.sending is Sending.ACCEPTED


class Sender:
    """Sends each intention at most once."""

    def __init__(self, exercises: Exercises) -> None:
        self._exercises = exercises
        self._under_way: set[asyncio.Task[Answer]] = set()

    async def send(
        self,
        record_id: str,
        action: Action,
        request: PlannedRequest,
        about: JsonObject,
        call: Callable[[], Awaitable[JsonObject]],
    ) -> Answer:
        """Write the intention, make the call, write what came of it.

        `call` returns what the answer tells (``job_id``, ``drill_id``, ``name``). Leaving the
        screen that waits here does not take a sent request back, so the rest goes on without it.
        Raises JournalError before anything is sent when the intention cannot be written.
        """
        task = asyncio.ensure_future(self._send(record_id, action, request, about, call))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for calls whose answer is still out, so that the record is whole at the end."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _send(
        self,
        record_id: str,
        action: Action,
        request: PlannedRequest,
        about: JsonObject,
        call: Callable[[], Awaitable[JsonObject]],
    ) -> Answer:
        intention: dict[str, JsonValue] = {
            "action": action.value,
            "method": request.method,
            "url": request.url,
            "body": request.body,
            "fingerprint": request.fingerprint,
            **about,
        }
        await self._exercises.add(record_id, Kind.INTENDED, intention)
        try:
            told = await call()
        except CloudError as error:
            return await self._failed(record_id, action, error)
        await self._exercises.add(record_id, Kind.ACCEPTED, {"action": action.value, **told})
        return Answer(record_id, Sending.ACCEPTED, told)

    async def _failed(self, record_id: str, action: Action, error: CloudError) -> Answer:
        kind, sending = _meaning(error)
        told: dict[str, JsonValue] = {"action": action.value, "message": str(error)}
        if isinstance(error, Refused):
            told |= {
                "code": error.code,
                "message": error.message,
                "status": error.status,
                "request_id": error.request_id,
            }
        await self._exercises.add(record_id, kind, told)
        return Answer(record_id, sending, told, error)


def _meaning(error: CloudError) -> tuple[Kind, Sending]:
    """Say what a failure proves: a refusal, a request that never left, or nothing at all.

    Only an answer of the service or its gateway below 500 proves a refusal: a 502 or 504 may come
    from a proxy after the service has accepted.
    """
    if isinstance(error, Refused) and error.status < 500:
        return Kind.REFUSED, Sending.REFUSED
    if isinstance(error, Unreachable) and not error.sent:
        return Kind.NOT_SENT, Sending.NOT_SENT
    return Kind.UNKNOWN, Sending.UNKNOWN
