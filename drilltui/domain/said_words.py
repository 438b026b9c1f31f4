"""What an event that people have said tells, in short sentences. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from drilltui.domain.brief import brief_of_record
from drilltui.domain.brief_typed import LABELS, as_typed
from drilltui.domain.drill_finding import finding_of_record
from drilltui.domain.event_data import number, text, texts
from drilltui.domain.language import tr
from drilltui.domain.record import Kind

if TYPE_CHECKING:
    from drilltui.domain.json_value import JsonObject


def said_words(kind: str, data: JsonObject) -> list[str] | None:
    """Return what the event says, the gist first; None for kinds that people do not say."""
    told = _WORDS.get(kind)
    return None if told is None else [one for one in told(data) if one]


def result_words(data: JsonObject) -> list[str]:
    """Return what a `closed` event says of the exercise; nothing for one from before such words."""
    result, compared = text(data, "result"), text(data, "compared")
    return [
        *([tr("result: {result}", result=tr(result))] if result else []),
        *([tr("differs: {text}", text=compared)] if compared else []),
    ]


def _guided(data: JsonObject) -> list[str]:
    return [tr("led by {title}", title=text(data, "title") or text(data, "runbook"))]


def _chosen(data: JsonObject) -> list[str]:
    return [tr("the group is {name}", name=text(data, "group_name") or text(data, "group_id"))]


def _brief(data: JsonObject) -> list[str]:
    typed = as_typed(brief_of_record(data))
    return [
        *(f"{tr(LABELS[name])}: {said}" for name, said in typed.items() if said),
        _by(data),
    ]


def _hint(data: JsonObject) -> list[str]:
    shown = tr("asked for") if data.get("asked") is True else tr("given")
    which = int(number(data, "number") or 0)
    return [
        tr("hint {number} of {name}, {how}", number=which, name=text(data, "scenario"), how=shown)
    ]


def _hold(data: JsonObject) -> list[str]:
    if data.get("on") is True:
        return [tr("on hold: {why}", why=text(data, "why")), _by(data)]
    return [tr("it goes on"), _by(data)]


def _service(data: JsonObject) -> list[str]:
    works = data.get("passed") is True
    point = text(data, "data_point")
    return [
        tr("the service works") if works else tr("the service does not work"),
        *_labelled(data),
        tr("newest data: {text}", text=point) if point else "",
        _by(data),
    ]


def _labelled(data: JsonObject) -> list[str]:
    seen, expected = text(data, "seen"), text(data, "expected")
    return [
        tr("seen: {text}", text=seen) if seen else "",
        tr("expected: {text}", text=expected) if expected else "",
    ]


def _finding(data: JsonObject) -> list[str]:
    found = finding_of_record(data)
    if found is None:
        return []
    return [
        tr("finding {number}: {text}", number=found.number, text=found.text),
        f"{tr(found.severity.value)}{tr(', ')}{tr(found.status.value)}",
        tr("owner {name}", name=found.owner) if found.owner else "",
        tr("due {day}", day=found.due) if found.due else "",
        tr("decision: {text}", text=found.decision) if found.decision else "",
        tr("retest: {text}", text=found.retest) if found.retest else "",
        _by(data),
    ]


def _handed_over(data: JsonObject) -> list[str]:
    return [
        tr("{by} gives it to {to}: {why}", **_texts(data, "by", "to", "why")),
        *(tr("open: {matter}", matter=one) for one in texts(data, "open") or ()),
    ]


def _taken_over(data: JsonObject) -> list[str]:
    return [
        tr("{by} takes it over from {giver}", by=text(data, "by"), giver=text(data, "from")),
        text(data, "why"),
        tr("on {host}", host=text(data, "host")) if text(data, "host") else "",
    ]


def _resumed(data: JsonObject) -> list[str]:
    return [tr("{by} goes on with it on {host}", **_texts(data, "by", "host"))]


def _signed(data: JsonObject) -> list[str]:
    return [tr("{name}, {role}", **_texts(data, "name", "role")), _by(data)]


def _texts(data: JsonObject, *names: str) -> dict[str, str]:
    return {name: text(data, name) or "-" for name in names}


def _by(data: JsonObject) -> str:
    by = text(data, "by")
    return tr("by {person}", person=by) if by else ""


_WORDS: dict[str, Callable[[JsonObject], list[str]]] = {
    Kind.GUIDED: _guided,
    Kind.CHOSEN: _chosen,
    Kind.BRIEF: _brief,
    Kind.HINT: _hint,
    Kind.HOLD: _hold,
    Kind.SERVICE: _service,
    Kind.FINDING: _finding,
    Kind.HANDED_OVER: _handed_over,
    Kind.TAKEN_OVER: _taken_over,
    Kind.RESUMED: _resumed,
    Kind.SIGNED: _signed,
}
