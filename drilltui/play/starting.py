"""Starting a drill: sent once, looked up when nobody knows, sent again only when that is proven."""

from __future__ import annotations

from drilltui.domain.drill import DrillDraft, suggest_name
from drilltui.domain.errors import DrilltuiError
from drilltui.domain.job import FAIL
from drilltui.domain.language import tr
from drilltui.guide.lesson import Walk
from drilltui.play.following import check, follow, is_throttled, never_arrived, reason
from drilltui.play.stage import Stage
from drilltui.services.sight import DrillDetail, Sight

MOST_TRIES = 3
"""So often a request is sent that was never carried out."""

LEFT_ALONE = 30.0
"""Seconds after which a gateway that was busy is asked again."""


async def start(stage: Stage, walk: Walk) -> None:
    """Start a drill and follow it. One that is to fail must fail with the code of the step."""
    name = suggest_name(stage.group.name, stage.session.clock.now().date())
    draft = DrillDraft(stage.group.id, name, await stage.vpc_id(walk.vpc))
    request = stage.session.drills.preview(draft)
    head = (
        tr("Drill {name} in {vpc}", name=name, vpc=walk.vpc)
        if walk.vpc
        else tr("Drill {name}, automatic VPC (it stays after the drill)", name=name)
    )
    stage.transcript.tell(head, f"{request.method} {request.url}", request.body)
    sight = await _sent(stage, draft)
    if walk.code:
        _check_failed(sight, walk.code)
    else:
        check(sight)
    if not isinstance(sight.result, DrillDetail):
        raise DrilltuiError(tr("The job ended, but the drill could not be found."), sight.failure)
    stage.made = sight.result
    _tell_drill(stage, sight.result)
    for remark in stage.remarks:
        await stage.session.steps.note(stage.record_id, remark)
    stage.remarks.clear()
    if walk.code:
        await stage.note(tr("The job failed: {reason}", reason=reason(sight)))


async def _sent(stage: Stage, draft: DrillDraft) -> Sight:
    """Send until it was taken, in one record; what is not known is looked up before."""
    again = ""
    for _ in range(MOST_TRIES - 1):
        answer = await stage.session.drills.start(draft, stage.group, stage.names, again=again)
        stage.record_id = again = answer.record_id
        if is_throttled(answer):
            stage.transcript.tell(tr("Not taken: {complaint}", complaint=answer.complaint))
            await stage.session.clock.sleep(LEFT_ALONE)
            continue
        sight = await follow(stage, answer)
        if not (answer.open and never_arrived(sight)):
            return sight
        stage.transcript.tell(tr("It never arrived, as the look-up proves: it is sent again"))
    answer = await stage.session.drills.start(draft, stage.group, stage.names, again=again)
    return await follow(stage, answer)


def _check_failed(sight: Sight, code: str) -> None:
    job = sight.job
    if job is None or job.status != FAIL or job.error_code != code:
        raise DrilltuiError(tr("The job did not fail with {code} as it should.", code=code))


def _tell_drill(stage: Stage, made: DrillDetail) -> None:
    drill = made.drill
    stage.transcript.tell(
        tr("Drill {name} is {status}: {id}", name=drill.name, status=drill.status, id=drill.id)
    )
    known = {server.id: server for server in made.servers}
    for one in drill.servers:
        server = known.get(one.server_id)
        if server is None:
            continue
        addresses = " ".join(address.ip for address in server.addresses) or tr("no address yet")
        stage.transcript.add(
            tr(
                "{server} for {instance}: {status} {addresses}",
                server=server.name,
                instance=stage.names.get(one.instance_id, one.instance_id),
                status=server.status,
                addresses=addresses,
            )
        )
