"""Clean-ups as text: what was left and what can be removed, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cli.facts import WIDTH, fact
from drilltui.cli.json_lines import json_line, json_time
from drilltui.domain.clearing import Plan
from drilltui.domain.clearing_progress import Cleared, Stage, Step
from drilltui.domain.closing import Judgement
from drilltui.domain.drill_vpc import Removal
from drilltui.domain.errors import joined
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Leftover
from drilltui.domain.plain_text import plain
from drilltui.domain.said import Result

_NEWS = {
    Stage.LOOKING: "",
    Stage.SENT: marked("delete sent"),
    Stage.AGAIN: marked("in use, tried again"),
    Stage.SETTLING: marked("no answer, looked up now"),
    Stage.GONE: marked("gone"),
    Stage.STAYS: marked("stays"),
    Stage.UNKNOWN: marked("not known"),
}


def plan_text(plan: Plan) -> list[str]:
    """Return what was left, with its evidence, and what would be removed or what keeps it."""
    seen = tr("gone") if plan.gone else tr("not read back as gone")
    lines = [f"{plan.drill_name}: {seen}"]
    for one in plan.leftovers:
        detail = f" {one.detail}" if one.detail else ""
        lines.append(fact(marked("left"), f"{one.called}{detail} ({one.id})"))
        proof = f"{tr(one.proof.value)}: {one.evidence}"
        lines.append(f"{'':{WIDTH}} {joined(proof, one.remedy)}")
    lines += [fact("?", doubt) for doubt in plan.doubts]
    lines += [fact(marked("keeps"), why) for why in plan.keeps]
    lines += [
        fact(marked("remove"), f"{place}. {one.called}: {one.why}")
        for place, one in enumerate(plan.removals, 1)
    ]
    if not plan.leftovers and not plan.doubts:
        lines.append(tr("nothing is left"))
    return [plain(line) for line in lines]


def step_text(step: Step) -> str:
    """Return the news of a step; empty for one that is none for a person."""
    if not _NEWS[step.stage]:
        return ""
    news = tr(_NEWS[step.stage])
    words = f": {step.words}" if step.words else ""
    tried = " " + tr("(call {number})", number=step.tries) if step.tries > 1 else ""
    return plain(f"{step.removal.called}: {news}{words}{tried}")


def plan_line(plan: Plan, exit_: int, left: Sequence[Leftover], cleared: Cleared | None) -> str:
    """Return a clean-up as one JSON object; `left` is what is there at its end, not accepted."""
    ends = {step.removal.id: step for step in cleared.steps} if cleared else {}
    kept = cleared.kept if cleared else ()
    return json_line(
        "cleanup",
        record=plan.record_id,
        drill=plan.drill_name,
        exit=exit_,
        gone=plan.gone,
        confirm=plan.word if plan.removals else "",
        found=[_leftover(one) for one in plan.leftovers],
        left=[_leftover(one) for one in left],
        removals=[_removal(one, ends.get(one.id)) for one in plan.removals],
        keeps=[*plan.keeps, *(one for one in kept if one not in plan.keeps)],
        doubts=list(plan.doubts),
    )


def closing_text(record_id: str, judgement: Judgement, result: Result) -> list[str]:
    """Return how a record was closed, and what was missing."""
    accepted = ", ".join(one.called for one in judgement.accepted)
    with_ = f" ({accepted})" if accepted else ""
    lines = [
        tr(
            "record {record}: closed, {how}",
            record=record_id,
            how=f"{tr(judgement.cleanliness.value)}{with_}",
        )
    ]
    lines.append(tr("result: {result}", result=tr(result.value)))
    return [plain(line) for line in (*lines, *judgement.missing)]


def closing_line(record_id: str, judgement: Judgement, result: Result, compared: str) -> str:
    """Return how a record was closed, as one JSON object."""
    return json_line(
        "closing",
        record=record_id,
        outcome=judgement.cleanliness.value,
        result=result.value,
        compared=compared,
        missing=list(judgement.missing),
        accepted=[_leftover(one) for one in judgement.accepted],
        left=[_leftover(one) for one in judgement.open],
    )


def _leftover(one: Leftover) -> JsonValue:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "name": one.name,
        "detail": one.detail,
        "proof": one.proof.value,
        "evidence": one.evidence,
        "remedy": one.remedy,
        "parent_id": one.parent_id,
        "made_at": json_time(one.created_at),
        "holds": list(one.holds),
    }


def _removal(one: Removal, step: Step | None) -> JsonValue:
    return {
        "action": one.action.value,
        "id": one.id,
        "name": one.name,
        "why": one.why,
        "result": step.stage.value if step else "",
        "message": step.words if step else "",
        "calls": step.tries if step else 0,
    }
