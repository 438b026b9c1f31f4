"""Preflight before a drill, and waiting for what it says to pass."""

from __future__ import annotations

from drilltui.domain.drill import DrillDraft, suggest_name
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.language import tr
from drilltui.domain.preflight.judge import report
from drilltui.guide.lesson import Walk
from drilltui.play.stage import Stage


async def look(stage: Stage, walk: Walk) -> None:
    """Ask preflight; it must have a stop of the step's code, or no stop where that has none."""
    session = stage.session
    vpc_id = await stage.vpc_id(walk.vpc)
    name = suggest_name(stage.group.name, session.clock.now().date())
    facts = await session.preflight.look(stage.group.id, vpc_id)
    found = report(facts, DrillDraft(stage.group.id, name, vpc_id))
    where = tr("in {vpc}", vpc=walk.vpc) if walk.vpc else tr("with an automatic VPC")
    stage.transcript.tell(
        tr("Preflight {where}: {count} stops", where=where, count=len(found.stops)),
        *(f"{one.code} {one.subject}: {one.seen}".strip() for one in found.stops),
    )
    codes = [one.code for one in found.stops]
    if walk.code and walk.code not in codes:
        raise DrilltuiError(tr("Preflight does not show {code} as it should.", code=walk.code))
    if not walk.code and found.stops:
        raise DrilltuiError(tr("Preflight stops what should go on: {codes}", codes=codes))
    for one in found.stops:
        await stage.note(
            tr(
                "Preflight {where} stopped: {code} {seen}",
                where=where,
                code=one.code,
                seen=one.seen,
            )
        )


async def wait(stage: Stage, walk: Walk) -> None:
    """Let time pass."""
    stage.transcript.tell(tr("Waiting for {minutes} minutes", minutes=walk.minutes))
    await stage.session.clock.sleep(walk.minutes * 60)
