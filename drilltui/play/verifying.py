"""Whether the drill servers, and the service on them, do what they are for."""

from __future__ import annotations

from drilltui.domain.drill_finding import DrillFinding, record_of_finding
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.record import Kind
from drilltui.domain.server import Server
from drilltui.guide.lesson import Walk
from drilltui.play.stage import Stage

_RUNS = "ACTIVE"


async def verify(stage: Stage, _walk: Walk) -> None:
    """Say of each server whether it works; of one that does not there is a finding."""
    made = stage.drill
    for server in made.servers:
        passed = server.status == _RUNS
        remark = "" if passed else tr("its status is {status}", status=server.status)
        await stage.session.verifying.say(made.drill, server.id, passed=passed, remark=remark)
        if passed:
            stage.transcript.tell(tr("{server} works", server=server.name))
        else:
            stage.transcript.tell(tr("{server} does not work", server=server.name))
        if not passed:
            await _find(stage, server)


async def say_service(stage: Stage, _walk: Walk) -> None:
    """Say that the service works, on the servers that do."""
    working = [server.name for server in stage.drill.servers if server.status == _RUNS]
    told: dict[str, JsonValue] = {
        "passed": bool(working),
        "by": stage.session.place.person,
        "expected": tr("The service answers"),
        "seen": tr("It answers on {servers}", servers=", ".join(working)),
        "data_point": stage.session.clock.now().isoformat(timespec="seconds"),
    }
    await stage.session.exercises.add(stage.record_id, Kind.SERVICE, told)
    stage.transcript.tell(tr("The service works on {servers}", servers=", ".join(working)))


async def _find(stage: Stage, server: Server) -> None:
    exercise = await stage.session.exercises.load(stage.record_id)
    finding = DrillFinding(
        number=len(exercise.said.findings) + 1,
        text=tr(
            "The drill server {server} came up as {status}",
            server=server.name,
            status=server.status,
        ),
        owner=stage.session.place.person,
        by=stage.session.place.person,
    )
    told = record_of_finding(finding)
    await stage.session.exercises.add(stage.record_id, Kind.FINDING, told)
