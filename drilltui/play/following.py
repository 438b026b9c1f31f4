"""Following what was sent until it has ended, telling every change."""

from __future__ import annotations

import asyncio

from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.job import SUCCESS
from drilltui.domain.language import tr
from drilltui.domain.sending import Sending
from drilltui.play.stage import Stage
from drilltui.services.sending import Answer
from drilltui.services.sight import Sight

_TOO_MANY = 429


async def follow(stage: Stage, answer: Answer) -> Sight:
    """Follow what was sent to its end, whatever that is. DrilltuiError if it was not taken."""
    if not (answer.accepted or answer.open):
        what = answer.complaint or tr("The cloud did not accept the request.")
        raise DrilltuiError(what) from answer.error
    if answer.open:
        stage.transcript.tell(
            tr("Nobody knows whether it arrived: {complaint}", complaint=answer.complaint)
        )
    else:
        job = answer.told.get("job_id") or tr("not told")
        stage.transcript.tell(tr("Accepted: job {job}", job=job))
    sight = await _end_of(stage, answer.key)
    stage.transcript.tell(
        tr(
            "{what} {status} after {seconds} s",
            what=what_of(sight),
            status=sight.status,
            seconds=f"{sight.elapsed(0):.0f}",
        )
    )
    return sight


def check(sight: Sight) -> None:
    """Raise DrilltuiError unless what was followed ended well.

    Of a job that has succeeded, what it left is judged by whoever asked for it.
    """
    if sight.job.status != SUCCESS if sight.job else not sight.succeeded:
        raise DrilltuiError(
            tr(
                "{what} ended in {status}: {reason}",
                what=what_of(sight),
                status=sight.status,
                reason=reason(sight),
            )
        )


def is_throttled(answer: Answer) -> bool:
    """Whether the gateway wanted to be left alone: the request was not taken, and may be again."""
    error = answer.error
    return isinstance(error, Refused) and error.status == _TOO_MANY


def never_arrived(sight: Sight) -> bool:
    """Whether the look-up has proven that the request was never carried out."""
    found = sight.search.settlement.sending if sight.search else None
    return sight.job is None and found is Sending.ABSENT


def what_of(sight: Sight) -> str:
    """Return what a call was followed by: its job, its drill, or looking it up."""
    if sight.job is not None:
        return tr("The job")
    return tr("The drill") if sight.drill is not None else tr("The look-up")


def reason(sight: Sight) -> str:
    """Return why it ended so, as far as the service told."""
    if sight.job is not None:
        return f"{sight.job.error_code} {sight.job.fail_reason}".strip()
    return sight.search.settlement.why if sight.search else sight.failure


async def _end_of(stage: Stage, key: str) -> Sight:
    """Tell each change until what the job left was read; a watcher that died is an error."""
    news: asyncio.Queue[Sight] = asyncio.Queue()
    watcher = stage.session.watcher
    unsubscribe = watcher.subscribe(news.put_nowait)
    if known := watcher.sight(key):  # in fast time it may have ended by now
        news.put_nowait(known)
    told = 0
    try:
        while True:
            sight = await _next(stage, news)
            if sight.target.key == key:
                for change in sight.changes[told:]:
                    line = f"{change.subject}: {change.status} {change.detail}".rstrip()
                    stage.transcript.tell(line)
                told = len(sight.changes)
                if sight.settled:
                    return sight
                if sight.shut:
                    stage.transcript.tell(tr("The sign-in was refused; it is tried again."))
                    stage.session.try_again()
    finally:
        unsubscribe()


async def _next(stage: Stage, news: asyncio.Queue[Sight]) -> Sight:
    coming = asyncio.ensure_future(news.get())
    await asyncio.wait({coming, stage.watching}, return_when=asyncio.FIRST_COMPLETED)
    if stage.watching.done():
        coming.cancel()
        stage.watching.result()
    return await coming
