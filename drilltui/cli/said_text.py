"""What people have said of an exercise, as text: for people, and as a line for programs."""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.cli.json_lines import json_line, json_time
from drilltui.domain.brief import Brief, record_of_brief
from drilltui.domain.brief_typed import LABELS, as_typed
from drilltui.domain.drill_finding import DrillFinding, record_of_finding
from drilltui.domain.exercise import Exercise
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import tr
from drilltui.domain.said import Handover, Hold, ServiceWord, Signature


def as_line(exercise: Exercise) -> str:
    """Return all that was said of a record as one JSON object."""
    said = exercise.said
    return json_line(
        "said",
        record=exercise.record_id,
        closed=exercise.closed,
        brief=dict(record_of_brief(said.brief)),
        on_hold=said.on_hold,
        holds=[_hold(one) for one in said.holds],
        service_at=json_time(said.service_at),
        services=[_service(one) for one in said.services],
        findings=[dict(record_of_finding(one)) for one in said.findings.values()],
        handed_to=said.handed_to,
        handovers=[_handover(one) for one in said.handovers],
        result=said.result,
        compared=said.compared,
        signatures=[_signature(one) for one in said.signatures],
    )


def brief_lines(brief: Brief) -> list[str]:
    """Return a brief for people, a field a line; what was not said is left out."""
    typed = {LABELS[name]: value for name, value in as_typed(brief).items() if value}
    if not typed:
        return [tr("Nothing is said of it yet: name a field, --objective for instance.")]
    return [f"{tr(label)}: {value}" for label, value in typed.items()]


def finding_lines(findings: Mapping[int, DrillFinding]) -> list[str]:
    """Return the findings for people, each with what is known of it."""
    if not findings:
        return [tr("There is no finding.")]
    return [line for one in findings.values() for line in finding_line(one)]


def finding_line(one: DrillFinding) -> tuple[str, ...]:
    """Return a finding: its text, and below it what becomes of it."""
    about = [
        tr(one.severity.value),
        tr(one.status.value),
        tr("owner {name}", name=one.owner) if one.owner else tr("no owner"),
        tr("due {day}", day=one.due) if one.due else tr("no day"),
        tr("decision: {text}", text=one.decision) if one.decision else "",
        tr("retest: {text}", text=one.retest) if one.retest else "",
    ]
    return f"{one.number:3}  {one.text}", f"     {', '.join(filter(None, about))}"


def _hold(one: Hold) -> JsonValue:
    return {
        "since": json_time(one.since),
        "until": json_time(one.until),
        "why": one.why,
        "by": one.by,
    }


def _service(one: ServiceWord) -> JsonValue:
    return {
        "passed": one.passed,
        "at": json_time(one.at),
        "by": one.by,
        "expected": one.expected,
        "seen": one.seen,
        "data_point": one.data_point,
    }


def _handover(one: Handover) -> JsonValue:
    return {
        "at": json_time(one.at),
        "by": one.by,
        "to": one.to,
        "why": one.why,
        "open": list(one.open),
        "taken_by": one.taken_by,
        "taken_at": json_time(one.taken_at),
    }


def _signature(one: Signature) -> JsonValue:
    return {"name": one.name, "role": one.role, "at": json_time(one.at), "by": one.by}
