"""Calls that change the cloud: written down before they are sent, and again when answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

from drilltui.domain.blocking import blocker
from drilltui.domain.cloud_id import folded
from drilltui.domain.errors import (
    Blocked,
    CloudError,
    JournalError,
    ReadOnly,
    Refused,
    Unreadable,
    UsageError,
    joined,
)
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.record import Action, Kind
from drilltui.domain.sending import DONE_BY_CLOUD, Sending, meaning
from drilltui.services.exercises import Exercises, Opening
from drilltui.services.sight import Target


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call. `error` is set unless the cloud has taken it.

    `key` is what the watcher follows it by, if there is something to follow. `unrecorded` is set
    when this answer could not be written down: the record leaves the call open then, and the
    watcher adds what it sees as soon as that can be written.
    """

    record_id: str
    sending: Sending
    told: JsonObject
    error: CloudError | None = None
    key: str = ""
    unrecorded: JournalError | None = None

    @property
    def open(self) -> bool:
        """True when nobody can say whether the cloud did it."""
        return self.sending is Sending.UNKNOWN

    @property
    def accepted(self) -> bool:
        """True when the service took the call, or showed that it had been done already."""
        return self.sending in DONE_BY_CLOUD

    @property
    def advice(self) -> str:
        """What to do now, in a sentence; empty when nothing is known that helps.

        An error's own remedy is written for calls that may be repeated ("Try again"): it is wrong
        where the first call may have arrived.
        """
        if self.open:
            return tr("It is looked up now; nothing like it is sent before that is settled.")
        return self.error.remedy if self.error else ""

    @property
    def complaint(self) -> str:
        """What went wrong, what to do now, and what support asks for; empty when all is well."""
        parts = (self._of_the_cloud(), self._of_the_record())
        return " ".join(part for part in parts if part)

    def _of_the_record(self) -> str:
        """Say that the answer is not recorded. The error's own remedy is to do it again: not here.

        The call was sent, and sending it again is what nobody may do.
        """
        if self.unrecorded is None:
            return ""
        words = (
            marked("The cloud took it, but that could not be recorded: {why}")
            if self.accepted
            else marked("The answer came, but that could not be recorded: {why}")
        )
        return joined(tr(words, why=self.unrecorded.what), tr(_STILL))

    def _of_the_cloud(self) -> str:
        if self.error is None:
            return ""
        said = joined(self.error.what, self.advice)
        request_id = self.error.request_id
        if not request_id:
            return said
        return tr("{error} (request {request})", error=said, request=request_id)


@dataclass(frozen=True, slots=True)
class Told:
    """What a call that was taken told (``job_id``, ``drill_id``, ``name``), and what to follow.

    `sending` is FOUND when the service refused, and showed that what was asked had been done.
    """

    data: JsonObject
    target: Target | None = None
    sending: Sending = Sending.ACCEPTED


@dataclass(frozen=True, slots=True)
class Submission:
    """A call that changes the cloud, ready to be sent.

    `subject` is the id of what it changes: the group of a create, the drill of a rename or delete,
    what a removal removes.
    `about` goes into the record with the intention; `call` is given the target, whose record it is
    then; should nobody know what came of it, that target is looked up. `check` raises when the
    records, as they are at the moment of the intention, speak against it.
    """

    action: Action
    subject: str
    request: PlannedRequest
    about: JsonObject
    target: Target
    call: Callable[[Target], Awaitable[Told]]
    check: Callable[[Sequence[Exercise]], None] = lambda known: None


_Key: TypeAlias = tuple[Action, str]
_Record: TypeAlias = Callable[[], Awaitable[Opening]]


class Sender:
    """Sends each intention at most once, and one of a kind at a time for each subject.

    That holds for all drilltui of one user: an intention is only written where no other one is
    open, and whoever wrote it holds the record until it knows the answer, or dies. With `readonly`
    it sends nothing, and writes nothing down.
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

    @property
    def under_way(self) -> int:
        """How many submissions have not been answered yet."""
        return len(self._under_way)

    def check(self) -> None:
        """Raise what keeps this run from changing anything: ReadOnly or JournalError."""
        if self._readonly:
            raise ReadOnly
        if refusal := self._exercises.refusal:
            raise refusal

    def refuse_second(self, action: Action, subject: str) -> None:
        """Raise UsageError while such a call is being sent by this run."""
        if (action, folded(subject)) in self._under_way:
            this = tr(_WORDS[action])
            raise UsageError(
                tr("{what} is being submitted already.", what=this), tr("Wait for its answer.")
            )

    async def send(self, submission: Submission, record: _Record) -> Answer:
        """Write the intention, make the call, write what came of it, follow it.

        `record` says which record to write to. Leaving the screen that waits here does not take a
        sent request back, so the rest goes on without it.

        Raises ReadOnly in a run that may only read, Blocked when another submission of this kind
        for the same subject is not settled, UsageError when one is being sent just now,
        JournalError when the intention cannot be recorded, and what `record` raises: nothing was
        sent then.
        """
        self.check()
        self.refuse_second(submission.action, submission.subject)
        key = (submission.action, folded(submission.subject))
        task = asyncio.ensure_future(self._send(submission, record))
        self._under_way[key] = task
        task.add_done_callback(lambda _: self._under_way.pop(key))
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for calls whose answer is still out, so that the record is whole at the end."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _send(self, submission: Submission, record: _Record) -> Answer:
        opening = await record()
        record_id, purpose = opening.record_id, f"send {submission.action}"
        await self._hold(record_id, purpose)
        try:
            await self._intend(opening, submission)
            return await self._sent(replace(submission.target, record_id=record_id), submission)
        finally:
            with suppress(JournalError):  # tried again later; what came of the call counts
                await self._exercises.let_go(record_id, purpose)

    async def _sent(self, target: Target, submission: Submission) -> Answer:
        try:
            told = await submission.call(target)
        except CloudError as error:
            return await self._failed(target, error)
        except BaseException:
            # A fault of ours, or we are being ended: nobody knows then.
            await self._follow(replace(target, unsettled=True))
            raise
        return await self._taken(target, told)

    async def _hold(self, record_id: str, purpose: str) -> None:
        """Hold the record before there is an intention, so that nobody else settles it."""
        if not await self._exercises.take(record_id, purpose):
            raise Blocked(
                tr(
                    "Another drilltui works on the record {record}. Nothing was sent.",
                    record=record_id,
                ),
                tr("Go on there, or end it."),
                record_id=record_id,
            )

    async def _intend(self, opening: Opening, submission: Submission) -> None:
        intention: dict[str, JsonValue] = {
            "action": submission.action.value,
            "method": submission.request.method,
            "url": submission.request.url,
            "body": submission.request.body,
            "fingerprint": submission.request.fingerprint,
            **submission.about,
        }

        def check(known: Sequence[Exercise]) -> None:
            if found := blocker(submission.action, submission.subject, known):
                raise found.error()
            submission.check(known)

        await self._exercises.intend(opening, intention, check)

    async def _taken(self, target: Target, told: Told) -> Answer:
        kind = Kind.ACCEPTED if told.sending is Sending.ACCEPTED else Kind.FOUND
        data = {**target.about, **told.data}
        key, unrecorded = await self._conclude(target, kind, data, told.target)
        return Answer(target.record_id, told.sending, told.data, None, key, unrecorded)

    async def _failed(self, target: Target, error: CloudError) -> Answer:
        means = meaning(error)
        # A remedy is written for calls that may be repeated: wrong where this one may have arrived.
        said = error.what if means.sending is Sending.UNKNOWN else _said(error)
        told: dict[str, JsonValue] = {**target.about, "message": said}
        if isinstance(error, Refused):
            told |= {"code": error.code, "message": error.message}
        if isinstance(error, Refused | Unreadable):
            told |= {"status": error.status, "request_id": error.request_id}
        unknown = replace(target, unsettled=True) if means.sending is Sending.UNKNOWN else None
        key, unrecorded = await self._conclude(target, means.kind, told, unknown)
        return Answer(target.record_id, means.sending, told, error, key, unrecorded)

    async def _conclude(
        self, target: Target, kind: Kind, data: JsonObject, follow: Target | None
    ) -> tuple[str, JournalError | None]:
        """Write what came of the call, then have `follow` watched.

        Returns the key of what is followed, and what kept the answer from being written.
        """
        unrecorded: JournalError | None = None
        try:
            await self._exercises.add(target.record_id, kind, data)
        except JournalError as error:
            # The record says that nobody knows. Somebody has to look, or it says so for ever.
            unrecorded = error
            follow = follow or replace(target, unsettled=True)
        finally:
            # Not before: what the job tells comes after its acceptance in the record. And in any
            # case: the job goes on, whether its acceptance could be written or not.
            await self._follow(follow)
        return follow.key if follow else "", unrecorded

    async def _follow(self, target: Target | None) -> None:
        """Have the watcher go on with the record, which nobody else takes in between."""
        if target is None:
            return
        try:
            await self._exercises.take(target.record_id, target.purpose)
        finally:
            self._watch(target)


_STILL = marked("It is followed all the same, and recorded as soon as that can be.")

_WORDS = {
    Action.CREATE: marked("A drill for this group"),
    Action.RENAME: marked("A new name for this drill"),
    Action.DELETE: marked("The deletion of this drill"),
    Action.DELETE_SUBNET: marked("The deletion of this subnet"),
    Action.DELETE_VPC: marked("The deletion of this VPC"),
}
"""What is being submitted, by the kind of change."""


def _said(error: CloudError) -> str:
    """Say what went wrong; the request's id has a place of its own in the record."""
    return joined(error.what, error.remedy)
