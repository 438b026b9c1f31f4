"""What a line of progress says of a look."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from drilltui.cli.progress import Progress, as_line, as_text
from drilltui.domain.job import FAIL, RUNNING
from drilltui.domain.record import Action
from drilltui.services.sight import Sight
from tests.clock import FakeClock
from tests.services.stage import job, target
from tests.ui.present.things import USUAL

ENDED = Sight(target(Action.CREATE), 0.0, job=job(Action.CREATE, FAIL), ended_at=1.0)


@pytest.mark.parametrize(
    ("sight", "told"),
    [
        (replace(ENDED, job=job(Action.CREATE, RUNNING), ended_at=None), "RUNNING"),
        (ENDED, "FAIL: reading what it left"),
        (
            replace(ENDED, job=job(Action.CREATE, FAIL, code="EVS.2024")),
            "FAIL: EVS.2024, reading what it left",
        ),
        (replace(ENDED, settled=True), "FAIL"),
    ],
)
def test_it_says_when_the_job_has_ended_and_what_it_left_is_read(sight: Sight, told: str) -> None:
    assert as_text(sight, FakeClock()).endswith(f"create drill-1  {told}")


RUNNING_LONG = replace(ENDED, job=job(Action.CREATE, RUNNING), ended_at=None, usual=USUAL)


async def test_how_it_compares_with_the_past_is_said_once_and_once_more_when_it_is_slower(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = FakeClock()
    sight = replace(RUNNING_LONG, target=replace(ENDED.target, begun=clock.monotonic()))
    progress = Progress(clock, as_json=False)
    assert progress.is_new(sight)
    progress.tell(sight)
    progress.tell(sight)
    assert not progress.is_new(sight)
    await clock.advance(360)
    assert progress.is_new(sight)
    progress.tell(sight)
    progress.tell(sight)
    told = [line.partition("RUNNING")[2] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        ", usually 2 min 10 s", "", ", slower than usual (usually 2 min 10 s, now 6 min)", "",
    ]  # fmt: skip


async def test_for_programs_it_is_two_fields() -> None:
    clock = FakeClock()
    sight = replace(RUNNING_LONG, target=replace(ENDED.target, begun=clock.monotonic()))
    told = json.loads(as_line(sight, clock))
    assert (told["usual_seconds"], told["slower"]) == (130.0, False)
    await clock.advance(360)
    assert json.loads(as_line(sight, clock))["slower"]
    assert json.loads(as_line(replace(sight, usual=None), clock))["usual_seconds"] is None
