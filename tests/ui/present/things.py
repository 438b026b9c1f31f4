"""Domain values for the tests of what is shown, with the fields that matter and sound others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from drilltui.domain.clearing import Plan
from drilltui.domain.drill import Drill
from drilltui.domain.drill_vpc import Removal
from drilltui.domain.forecast import THIS_GROUP, Forecast
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.job import Job
from drilltui.domain.readiness import readiness
from drilltui.domain.record import Action
from drilltui.services.groups import GroupOverview
from drilltui.services.sight import Sight, Target
from drilltui.ui.line import Line, Role

NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
BEGUN = 1000.0
USUAL = Forecast(
    timedelta(seconds=130), timedelta(seconds=120), timedelta(seconds=140), 3, THIS_GROUP
)
"""That a drill usually takes 2 minutes and 10 seconds."""

UUID = "24857067-4c43-4fb5-a6b6-fd4833d6beca"


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def group(**fields: Any) -> ProtectionGroup:
    sound: dict[str, Any] = {
        "id": UUID,
        "name": "pg-payments",
        "status": "protected",
        "progress": 100,
        "source_zone": "eu-demo-1a",
        "target_zone": "eu-demo-1b",
        "instance_count": 4,
        "pair_count": 9,
    }
    return ProtectionGroup(**(sound | fields))


def overview(*drills: Drill, **fields: Any) -> GroupOverview:
    one = group(**fields)
    return GroupOverview(one, drills, readiness(one, drills))


def drill(**fields: Any) -> Drill:
    sound: dict[str, Any] = {
        "id": "be49212b-e1a4-4237-882f-f4ac950e1735",
        "name": "drill-1",
        "group_id": UUID,
        "status": "available",
        "created_at": later(-3600),
    }
    return Drill(**(sound | fields))


def job(*sub_jobs: Job, status: str = "RUNNING", **fields: Any) -> Job:
    return Job("ff808082fce53f0b7adafca13d6e3d7a", "create", status, sub_jobs=sub_jobs, **fields)


def sub_job(name: str, status: str, begin: float | None = None, end: float | None = None) -> Job:
    """A sub-job whose `begin` and `end` are seconds after the job was begun."""
    return Job(
        f"id-{name}",
        name,
        status,
        begin=None if begin is None else later(begin),
        end=None if end is None else later(end),
    )


def sight(told: Job | None = None, **fields: Any) -> Sight:
    target = Target(
        job_id="ff808082fce53f0b7adafca13d6e3d7a",
        action="create",
        record_id="20261123-0914-k7q2",
        group_id=UUID,
        drill_name="drill-1",
        begun_at=NOW,
        begun=BEGUN,
        request_id="555ac6128bb4be40688ebf6e7215de0f",
    )
    return Sight(target, **({"next_look": BEGUN + 3, "job": told} | fields))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.plain for line in lines]


def role_of_text(line: Line, text: str) -> Role:
    """The role of the piece of `line` that is `text`."""
    return next(span.role for span in line.spans if span.text.strip() == text)


CLEAN_UP = Plan(
    "record-1",
    "drill-1",
    (
        Removal(Action.DELETE_SUBNET, "subnet-1", "subnet-app", "vpc-1", "in the new VPC"),
        Removal(Action.DELETE_VPC, "vpc-1", "vpc-drill-1", "vpc-1", "the drill names it"),
    ),
    word="vpc-drill-1",
    gone=True,
)
"""What a clean-up would remove."""
