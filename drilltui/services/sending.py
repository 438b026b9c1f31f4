"""Calls that change the cloud: written down before they are sent, and again when answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from drilltui.domain.errors import (
    CloudError,
    ReadOnly,
    Refused,
    Unreachable,
    Unreadable,
    UsageError,
    joined,
)
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.exercise import Sending
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.record import Action, Kind
from drilltui.services.exercises import Exercises
from drilltui.services.sight import Target


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

    @property
    def advice(self) -> str:
        """What to do now, in a sentence; empty when nothing is known that helps.

        An error's own remedy is written for calls that may be repeated ("Try again"): it is wrong
        where the first call may have arrived.
        """
        if self.open:
            return "Do not send it again: look at the group's drills first."
        return self.error.remedy if self.error else ""

    @property
    def complaint(self) -> str:
        """What went wrong, what to do now, and what support asks for; empty when all is well."""
        if self.error is None:
            return ""
        said = joined(self.error.what, self.advice)
        request_id = self.error.request_id
        return f"{said} (request {request_id})" if request_id else said


@dataclass(frozen=True, slots=True)
class Told:
    """What an accepted call told (``job_id``, ``drill_id``, ``name``), and its job to follow."""

    data: JsonObject
    job: Target | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A call that changes the cloud, ready to be sent.

    `subject` is the id of what it changes: the group of a create, the drill of a rename or delete.
    `about` goes into the record with the intention; `call` is given the record's id.
    """

    action: Action
    subject: str
    request: PlannedRequest
    about: JsonObject
    call: Callable[[str], Awaitable[Told]]


_Key: TypeAlias = tuple[Action, str]


class Sender:
    """Sends each intention at most once, and one of a kind at a time for each subject.

    With `readonly` it sends nothing, and writes nothing down.
    """

    def __init__(
        self,
        exercises: Exercises,
        watch: Callable[[Target], object],
        *,
        readonly: bool = False,
    ) -> None:
        self._exercises = exercises
        self._watch = watch
        self._readonly = readonly
        self._under_way: dict[_Key, asyncio.Task[Answer]] = {}
        self._unanswered: dict[_Key, str] = {}

    @property
    def under_way(self) -> int:
        """How many submissions have not been answered yet."""
        return len(self._under_way)

    async def send(self, submission: Submission, record: Callable[[], Awaitable[str]]) -> Answer:
        """Write the intention, make the call, write what came of it, follow its job.

        `record` gives the id of the record to write to. Leaving the screen that waits here does not
        take a sent request back, so the rest goes on without it.

        Raises ReadOnly in a run that may only read, UsageError when another submission of this kind
        for the same subject has not been answered (yet, or at all): nothing was sent; what `record`
        raises; JournalError when the intention (nothing was sent) or the answer (look the drill up)
        cannot be recorded.
        """
        if self._readonly:
            raise ReadOnly
        key = (submission.action, submission.subject)
        self._refuse_second(key)
        task = asyncio.ensure_future(self._send(key, submission, record))
        self._under_way[key] = task
        task.add_done_callback(lambda _: self._under_way.pop(key))
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for calls whose answer is still out, so that the record is whole at the end."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    def _refuse_second(self, key: _Key) -> None:
        this, last = _WORDS[key[0]]
        if key in self._under_way:
            raise UsageError(f"{this} is being submitted already.", "Wait for its answer.")
        if record_id := self._unanswered.get(key):
            raise UsageError(
                f"Nobody knows whether {last} arrived ({record_id}).",
                "Look at the group's drills; a second one is not sent in this run.",
            )

    async def _send(
        self, key: _Key, submission: Submission, record: Callable[[], Awaitable[str]]
    ) -> Answer:
        record_id = await record()
        await self._intend(record_id, submission)
        # Whatever happens from here on, an error of ours included: it may have arrived.
        self._unanswered[key] = record_id
        try:
            told = await submission.call(record_id)
        except CloudError as error:
            answer = await self._failed(record_id, submission.action, error)
        else:
            answer = await self._accepted(record_id, submission.action, told)
        if not answer.open:
            del self._unanswered[key]
        return answer

    async def _intend(self, record_id: str, submission: Submission) -> None:
        intention: dict[str, JsonValue] = {
            "action": submission.action.value,
            "method": submission.request.method,
            "url": submission.request.url,
            "body": submission.request.body,
            "fingerprint": submission.request.fingerprint,
            **submission.about,
        }
        await self._exercises.add(record_id, Kind.INTENDED, intention)

    async def _accepted(self, record_id: str, action: Action, told: Told) -> Answer:
        try:
            await self._exercises.add(
                record_id, Kind.ACCEPTED, {"action": action.value, **told.data}
            )
        finally:
            # Not before: what the job tells comes after its acceptance in the record. And in any
            # case: the job goes on, whether its acceptance could be written or not.
            if told.job:
                self._watch(told.job)
        return Answer(record_id, Sending.ACCEPTED, told.data)

    async def _failed(self, record_id: str, action: Action, error: CloudError) -> Answer:
        kind, sending = _meaning(error)
        told: dict[str, JsonValue] = {"action": action.value, "message": _said(error)}
        if isinstance(error, Refused):
            told |= {"code": error.code, "message": error.message}
        if isinstance(error, Refused | Unreadable):
            told |= {"status": error.status, "request_id": error.request_id}
        await self._exercises.add(record_id, kind, told)
        return Answer(record_id, sending, told, error)


_WORDS = {
    Action.CREATE: ("A drill for this group", "the last submission for this group"),
    Action.RENAME: ("A new name for this drill", "the last new name for this drill"),
    Action.DELETE: ("The deletion of this drill", "the deletion of this drill"),
}
"""What is refused a second time, and what the first one is called: by the kind of change."""


def _said(error: CloudError) -> str:
    """Say what went wrong; the request's id has a place of its own in the record."""
    return joined(error.what, error.remedy)


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
