"""Deleting a drill, and what it left: asked for again where the service says not now."""

from __future__ import annotations

from drilltui.domain.errors import DrilltuiError, Refused
from drilltui.domain.language import tr
from drilltui.guide.lesson import Walk
from drilltui.play.following import check, follow, is_throttled
from drilltui.play.stage import Stage
from drilltui.play.starting import LEFT_ALONE
from drilltui.services.sending import Answer
from drilltui.services.sight import DrillDetail, ReadBack, Sight

MOST_TRIES = 5
"""So often a deletion is asked for that the service refuses."""

_NOT_NOW = "SDRS.1913"


async def delete(stage: Stage, _walk: Walk) -> None:
    """Delete the drill that was made, and read back that it is gone."""
    made = stage.drill
    sight = await _taken(stage, made)
    check(sight)
    found = sight.result
    if not isinstance(found, ReadBack):
        raise DrilltuiError(tr("The job ended, but nobody could look."), sight.failure)
    if not found.gone:
        raise DrilltuiError(tr("The job ended, but the service still shows the drill."))
    stage.transcript.tell(
        tr("Read back: the drill is gone"),
        *(
            tr("stays: {what} {detail}", what=one.called, detail=one.detail or one.id)
            for one in found.leftovers
        ),
        *(tr("not sure: {doubt}", doubt=doubt) for doubt in found.doubts),
    )


async def _taken(stage: Stage, made: DrillDetail) -> Sight:
    for _ in range(MOST_TRIES - 1):
        answer = await _asked(stage, made)
        if not (_is_not_now(answer) or is_throttled(answer)):
            return await follow(stage, answer)
        stage.transcript.tell(tr("Not taken: {complaint}", complaint=answer.complaint))
        await stage.session.clock.sleep(LEFT_ALONE)
    return await follow(stage, await _asked(stage, made))


async def _asked(stage: Stage, made: DrillDetail) -> Answer:
    stage.transcript.tell(
        tr(
            "Deleting {name} with its {count} servers",
            name=made.drill.name,
            count=len(made.servers),
        )
    )
    answer = await stage.session.drills.delete(made.drill, stage.names)
    stage.record_id = answer.record_id
    return answer


def _is_not_now(answer: Answer) -> bool:
    error = answer.error
    return isinstance(error, Refused) and error.code == _NOT_NOW
