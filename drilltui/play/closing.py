"""Clean-up, what is let be, and the close of the record with its debrief."""

from __future__ import annotations

from drilltui.domain.clearing_progress import Step
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.finding_typed import FindingTyped
from drilltui.domain.language import tr
from drilltui.domain.record import broken_at
from drilltui.domain.said import Result
from drilltui.guide.debrief import debrief
from drilltui.guide.debrief_text import lines_of
from drilltui.guide.lesson import Walk
from drilltui.play.stage import Stage


async def clean(stage: Stage, _walk: Walk) -> None:
    """Remove what the drill left and is proven to be its own."""
    plan = await stage.session.cleanup.plan(stage.record_id)
    stage.transcript.tell(
        tr("Clean-up: {count} things to remove", count=len(plan.removals)),
        *(tr("kept: {why}", why=why) for why in plan.keeps),
    )
    if not plan.removals:
        return

    def told(step: Step) -> None:
        if step.over:
            name = step.removal.name or step.removal.id
            stage.transcript.tell(f"{name}: {step.stage.value} {step.words}".rstrip())

    cleared = await stage.session.cleanup.remove(plan, plan.word, told)
    if not cleared.done:
        kept = "; ".join(cleared.kept)
        raise DrilltuiError(tr("Not all could be removed: {kept}", kept=kept))


async def accept(stage: Stage, walk: Walk) -> None:
    """Let be whatever is left, with the reason of the step."""
    judgement = await stage.session.cleanup.judge(stage.record_id)
    keys = [one.key for one in judgement.open]
    if not keys:
        return
    kept = await stage.session.cleanup.accept(stage.record_id, keys, walk.why, None)
    stage.transcript.tell(
        tr("Let be: {why}", why=walk.why),
        *(one.called for one in kept),
    )


async def close(stage: Stage, walk: Walk) -> None:
    """Close the record with the result of the step, and tell its debrief.

    What a drill has shown that did not simply pass is written down before, as its reason.
    """
    result = Result(walk.result) if walk.result else None
    if walk.why and result in (Result.WITH_FINDINGS, Result.FAILED):
        await stage.session.saying.find(stage.record_id, FindingTyped(walk.why))
    judgement = await stage.session.cleanup.close(stage.record_id, result=result)
    stage.transcript.tell(
        tr("Record {id} is closed: {outcome}", id=stage.record_id, outcome=judgement.cleanliness)
    )
    await show_record(stage)
    found = debrief(await stage.session.exercises.events(stage.record_id))
    if found is None:
        raise DrilltuiError(tr("The record {id} has no debrief.", id=stage.record_id))
    stage.transcript.add("", *lines_of(found))


async def show_record(stage: Stage) -> None:
    """Tell that the record is whole. DrilltuiError when it is not."""
    events = await stage.session.exercises.events(stage.record_id)
    broken = broken_at(events)
    if broken is not None:
        raise DrilltuiError(
            tr("Record {id} is broken at event {seq}.", id=stage.record_id, seq=broken)
        )
    stage.transcript.tell(
        tr("Record {id}: {count} events, hash chain whole", id=stage.record_id, count=len(events)),
        tr("last hash {hash}", hash=events[-1].hash),
    )
