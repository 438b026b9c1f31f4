"""Steps of a checklist as text: a page for people, lines for programs."""

from __future__ import annotations

from drilltui.cli.facts import fact
from drilltui.cli.json_lines import json_line, json_time
from drilltui.domain.attachment import record_of_attachment
from drilltui.domain.checklist import Step
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.services.steps import Checklist


def as_line(step: Step, found: Checklist) -> str:
    """Return a step as one JSON object on one line."""
    item, tick, exercise = step.item, step.tick, found.exercise
    attachment = tick.attachment if tick else None
    return json_line(
        "step",
        key=item.key,
        title=item.title,
        about=item.about,
        why=item.why,
        how=item.how,
        when=item.when,
        done=step.done,
        at=json_time(tick.at if tick else None),
        by=tick.by if tick else "",
        by_reading=tick.by_reading if tick else False,
        remark=tick.remark if tick else "",
        attachment=record_of_attachment(attachment) if attachment else None,
        record=exercise.record_id,
        drill_id=exercise.drill_id,
        drill=exercise.name,
    )


def as_page(found: Checklist, name: str) -> list[str]:
    """Return a checklist for people, each step with its key, and what comes next."""
    if not found.steps:
        return [tr("There is nothing on the checklist.")]
    exercise = found.exercise
    record = (
        tr("record {record}", record=exercise.record_id)
        if exercise.record_id
        else tr("no record yet")
    )
    lines = [
        tr(
            "{name}: {done} of {total} done ({record})",
            name=name,
            done=found.done,
            total=len(found.steps),
            record=record,
        )
    ]
    for step in found.steps:
        lines += _step(step)
    if step_now := found.next:
        lines.append(
            tr("next: {step} ({when})", step=step_now.item.key, when=tr(step_now.item.when))
        )
    return [plain(line) for line in (*lines, *(f"? {doubt}" for doubt in found.doubts))]


def _step(step: Step) -> list[str]:
    item = step.item
    about = f": {item.about}" if item.about else ""
    lines = [f"[{'x' if step.done else ' '}] {item.key}  {item.title}{about}"]
    if tick := step.tick:
        who = tr("read from the cloud") if tick.by_reading else tick.by
        word = tr("done") if tick.done else tr("not done")
        remark = f": {tick.remark}" if tick.remark else ""
        lines.append(f"      {word} {json_time(tick.at)} {who}{remark}")
        if attached := tick.attachment:
            lines.append(f"      {fact(marked('attached'), attached.name, 4)}  {attached.sha256}")
    if not step.done:
        lines += [f"      {fact(marked('why'), item.why, 4)}"] if item.why else []
        lines += [f"      {fact(marked('how'), item.how, 4)}"] if item.how else []
    return lines
