from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from drilltui.domain.errors import CloudError, JournalError, Refused, UsageError
from drilltui.domain.probe import SSH, PlannedProbe, Probe, ProbeResult
from drilltui.domain.record import Kind
from drilltui.services.equipment import Equipment
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.services.world_prober import WorldProber
from tests.services.stage import DRILL, SERVERS, Stage

WEB = Probe("web", ("curl", "http://{address}/"))


@dataclass
class StubProber:
    """Answers as told, and keeps what it was to run."""

    result: ProbeResult
    ran: list[PlannedProbe] = field(default_factory=list)
    about: str = ""

    async def run(self, probe: PlannedProbe) -> ProbeResult:
        self.ran.append(probe)
        return self.result


def probing(stage: Stage, result: ProbeResult) -> tuple[Session, StubProber]:
    prober = StubProber(result)
    stage.add_drill()
    session = open_session(
        stage.place,
        stage.cloud,
        stage.journal,
        stage.clock,
        Requests(),
        stage.chance,
        Equipment(probes=(WEB,), prober=prober),
    )
    return session, prober


def planned(session: Session, probe: Probe = WEB) -> PlannedProbe:
    found = session.verifying.plan(probe, SERVERS[0])
    assert isinstance(found, PlannedProbe)
    return found


@pytest.mark.parametrize("passed", [True, False])
async def test_what_came_of_a_probe_is_written(passed: bool) -> None:
    stage = Stage()
    session, prober = probing(stage, ProbeResult(passed, "200 OK"))
    probe = planned(session)
    await session.verifying.run(DRILL, probe)
    assert prober.ran == [probe]
    (record_id,) = await stage.journal.records()
    said = (await stage.exercise(record_id)).verified["server-1"]
    assert (said.passed, said.by, said.remark) == (passed, "ada", "200 OK")
    assert said.how == "command curl http://10.20.0.10/"
    assert said.instance_id == "instance-1"


async def test_a_probe_that_could_not_be_run_is_no_word_on_the_server() -> None:
    stage = Stage()
    session, _ = probing(stage, ProbeResult(None, "no such program"))
    assert (await session.verifying.run(DRILL, planned(session))).passed is None
    assert await stage.journal.records() == ()


async def test_nothing_is_run_where_nothing_can_be_recorded() -> None:
    stage = Stage()
    session, prober = probing(stage, ProbeResult(True))
    stage.journal.refused = JournalError("The journal cannot be written.")
    with pytest.raises(JournalError):
        await session.verifying.run(DRILL, planned(session))
    assert prober.ran == []


async def test_a_server_of_another_drill_is_not_probed() -> None:
    stage = Stage()
    session, prober = probing(stage, ProbeResult(True))
    with pytest.raises(UsageError, match="has no server"):
        await session.verifying.run(DRILL, replace(planned(session), server_id="other"))
    assert prober.ran == []


async def test_a_person_may_say_that_a_server_failed() -> None:
    stage = Stage()
    stage.add_drill()
    record_id = await stage.session.verifying.say(
        DRILL, "server-2", passed=False, remark="no database"
    )
    event = await stage.last(record_id, Kind.VERIFIED)
    assert event.data == {
        "server_id": "server-2",
        "instance_id": "instance-2",
        "passed": False,
        "by": "ada",
        "how": "person",
        "remark": "no database",
    }


def _stopped(stage: Stage) -> None:
    stage.cloud.known_servers["server-1"] = replace(SERVERS[0], status="BUILD")


def _gone(stage: Stage) -> None:
    del stage.cloud.known_servers["server-1"]


@pytest.mark.parametrize(
    ("change", "passed", "said"),
    [
        (lambda _: None, True, "the embedded cloud says ACTIVE"),
        (_stopped, False, "the embedded cloud says BUILD"),
        (_gone, False, "the embedded cloud says that it is gone"),
    ],
)
async def test_in_a_rehearsal_the_world_answers(
    change: Callable[[Stage], None], passed: bool, said: str
) -> None:
    stage = Stage()
    stage.add_drill()
    change(stage)
    assert "nothing is run" in stage.session.verifying.about
    result = await WorldProber(stage.cloud).run(planned(stage.session, SSH))
    assert result == ProbeResult(passed, said)


async def test_a_world_that_does_not_answer_is_no_answer() -> None:
    stage = Stage()
    stage.add_drill()
    probe = planned(stage.session, SSH)
    stage.cloud.script("server", Refused(status=500, code="Ecs.0000", message="busy"))
    with pytest.raises(CloudError):
        await stage.session.verifying.run(DRILL, probe)
    assert await stage.journal.records() == ()
