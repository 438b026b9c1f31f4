"""Waiting for the end of what was begun, and what is said when it comes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from drilltui.cli import outcome
from drilltui.cli.ends import Ends
from drilltui.cli.following import endings
from drilltui.cli.outcome import Outcome
from drilltui.cli.output import mention
from drilltui.cli.progress import Progress
from drilltui.domain.errors import NotSignedIn
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.services.session import Session
from drilltui.services.sight import Sight

GOES_ON = marked("What was sent goes on in the cloud; 'drilltui resume' takes it up again.")


async def outcomes(
    session: Session,
    watched: Sequence[Sight],
    ends: Ends,
    *,
    limit: float | None,
    as_json: bool,
    sent: bool = False,
) -> AsyncGenerator[Outcome, None]:
    """Yield the outcome of each of `watched` as it ends, or when `limit` seconds are over.

    A sign-in that is refused meanwhile leaves unfinished what this very command has `sent`. Raises
    NotSignedIn for it where nothing was. Where no record can be written to one only looks.
    """
    if (refusal := session.exercises.refusal) and any(one.target.record_id for one in watched):
        mention(plain(tr("Nothing of this is recorded. {refusal}", refusal=refusal)))
    ends.parting = _parting(watched)
    progress = Progress(session.clock, as_json=as_json)
    async with aclosing(endings(session, watched, progress, limit)) as ending:
        async for sight in ending:
            if sight.shut and not sent:
                raise NotSignedIn(sight.failure)
            yield await _outcome(session, sight)


async def _outcome(session: Session, sight: Sight) -> Outcome:
    """Judge by the record what another drilltui follows."""
    if sight.elsewhere:
        exercise = await session.exercises.load(sight.target.record_id)
        if call := exercise.call_of(sight.target.action, sight.target.subject):
            return outcome.of_call(exercise, call)
    return outcome.of_sight(sight, session.clock.monotonic())


def _parting(watched: Sequence[Sight]) -> str:
    """Return how to come back to what is followed; a job of somebody else has no record."""
    jobs = [sight.target.job_id for sight in watched if not sight.target.record_id]
    return (
        tr("The job goes on in the cloud; 'drilltui watch {job}' shows it.", job=jobs[0])
        if jobs
        else tr(GOES_ON)
    )
