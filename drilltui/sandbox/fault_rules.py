"""What must hold of a scenario's faults, its access and its lesson."""

from collections.abc import Iterator
from typing import Final

from drilltui.sandbox.fault_table import DEEDS, AccessTable, FaultTable
from drilltui.sandbox.lesson_table import LessonTable
from drilltui.sandbox.operations import OPERATIONS
from drilltui.sandbox.scenario import Scenario

RUNBOOKS: Final = ("first-drill", "standard-drill", "own-vpc", "clean-up")

#: What a step of a good path may do.
WALKS: Final = (
    "preflight",
    "wait",
    "start",
    "verify",
    "service",
    "delete",
    "clean",
    "accept",
    "close",
    "old-drills",
)

_ROADS: Final = ("key", "password")


def lesson_faults(scenario: Scenario) -> Iterator[str]:
    """What is wrong with faults, access and lesson, a sentence without its stop each."""
    yield from _access_faults(scenario.access)
    for place, fault in enumerate(scenario.faults):
        yield from (f"faults[{place}]: {what}" for what in _fault_faults(fault))
    if scenario.lesson:
        yield from (f"lesson: {what}" for what in _lesson_faults(scenario.lesson, scenario))


def _access_faults(access: AccessTable) -> Iterator[str]:
    if access.road not in _ROADS:
        yield f"access.road must be {' or '.join(map(repr, _ROADS))}"


def _fault_faults(fault: FaultTable) -> Iterator[str]:
    if fault.on not in OPERATIONS:
        yield f"there is no operation {fault.on!r} (known: {', '.join(OPERATIONS)})"
    if fault.does not in DEEDS:
        yield f"no fault does {fault.does!r} (known: {', '.join(DEEDS)})"
    if fault.nth < 1 or fault.times < 1:
        yield "nth and times must be 1 or more"
    if fault.retry_after < 0 or fault.seconds < 0:
        yield "retry_after and seconds must be 0 or more"
    if (fault.does == "delay") is not bool(fault.seconds):
        yield "a delay, and nothing else, says for how many seconds"


def _lesson_faults(lesson: LessonTable, scenario: Scenario) -> Iterator[str]:
    if lesson.runbook not in RUNBOOKS:
        yield f"there is no runbook {lesson.runbook!r} (known: {', '.join(RUNBOOKS)})"
    project = scenario.account.projects[0]
    if all((one.project, one.name) != (project, lesson.group) for one in scenario.groups):
        yield f"there is no group {lesson.group!r} in project {project!r}"
    if lesson.minutes < 1:
        yield "minutes must be 1 or more"
    if not lesson.path or lesson.path[-1].do not in ("close", "old-drills"):
        yield "the path must end with a closed record"
    vpcs = {one.name for one in scenario.vpcs if one.project == project}
    for step in lesson.path:
        if step.do not in WALKS:
            yield f"no step does {step.do!r} (known: {', '.join(WALKS)})"
        if step.vpc and step.vpc not in vpcs:
            yield f"there is no VPC {step.vpc!r} in project {project!r}"
