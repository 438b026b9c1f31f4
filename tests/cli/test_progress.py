"""What a line of progress says of a look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.cli.progress import as_text
from drilltui.domain.job import FAIL, RUNNING
from drilltui.domain.record import Action
from drilltui.services.sight import Sight
from tests.clock import FakeClock
from tests.services.stage import job, target

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
