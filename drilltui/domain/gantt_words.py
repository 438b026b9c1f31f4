"""The bars of what people did and said in a record: steps, verifications, words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drilltui.domain.clock_words import Sayer
from drilltui.domain.event_data import rows, text
from drilltui.domain.gantt_bar import Bar, BarKind, Tone
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.leftover import leftover_of_record
from drilltui.domain.record import Event, Kind


@dataclass(frozen=True, slots=True)
class Naming:
    """What things are called: `titles` of items of the checklist by their keys, `names` of servers.

    A step of a runbook tells its own title.
    """

    words: Sayer
    titles: Mapping[str, str]
    names: Mapping[str, str]


def bar_of_word(event: Event, at: float, naming: Naming) -> Bar | None:
    """Return the mark of what a person did or said at `at`; None where there is none to draw."""
    draw = _DRAWN.get(event.kind)
    if draw is None:
        return None
    kind, label, state, tone = draw(event.data, naming)
    return Bar(kind, label, ((at, at),), state, tone)


_Told: TypeAlias = tuple[BarKind, str, str, Tone]


def _step(data: JsonObject, naming: Naming) -> _Told:
    key = text(data, "item") or text(data, "step")
    label = text(data, "title") or naming.titles.get(key, key)
    if data.get("needed") is False:
        return BarKind.STEP, label, marked("not needed"), Tone.QUIET
    if data.get("done") is True:
        return BarKind.STEP, label, marked("done"), Tone.GOOD
    return BarKind.STEP, label, marked("not done"), Tone.QUIET


def _verified(data: JsonObject, naming: Naming) -> _Told:
    server = text(data, "server_id")
    label = naming.names.get(text(data, "instance_id")) or naming.names.get(server) or server
    return BarKind.VERIFIED, label, *_passed(data)


def _service(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.SERVICE, naming.words("service"), *_passed(data)


def _passed(data: JsonObject) -> tuple[str, Tone]:
    return (
        (marked("passed"), Tone.GOOD)
        if data.get("passed") is True
        else (marked("failed"), Tone.BAD)
    )


def _note(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.WORD, naming.words("note: {text}", text=text(data, "text")), "", Tone.QUIET


def _finding(data: JsonObject, naming: Naming) -> _Told:
    label = naming.words("finding: {text}", text=text(data, "text"))
    return BarKind.WORD, label, text(data, "status"), Tone.DOUBT


def _handed_over(data: JsonObject, naming: Naming) -> _Told:
    label = naming.words("handed over to {name}", name=text(data, "to"))
    return BarKind.WORD, label, "", Tone.QUIET


def _taken_over(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.WORD, naming.words("taken over by {name}", name=text(data, "by")), "", Tone.QUIET


def _resumed(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.WORD, naming.words("taken up again"), "", Tone.QUIET


def _kept(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.WORD, naming.words("leftovers accepted"), "", Tone.QUIET


def _closed(data: JsonObject, naming: Naming) -> _Told:
    state = text(data, "result") or text(data, "outcome")
    return BarKind.WORD, naming.words("record closed"), state, Tone.QUIET


def _signed(data: JsonObject, naming: Naming) -> _Told:
    return BarKind.WORD, naming.words("signed by {name}", name=text(data, "name")), "", Tone.QUIET


def _read_back(data: JsonObject, naming: Naming) -> _Told:
    label = naming.words("look at what stayed")
    if data.get("gone") is not True:
        return BarKind.READ_BACK, label, marked("still there"), Tone.DOUBT
    if _something_left(data):
        return BarKind.READ_BACK, label, marked("drill gone"), Tone.DOUBT
    return BarKind.READ_BACK, label, marked("clean"), Tone.GOOD


def _something_left(data: JsonObject) -> bool:
    """Whether more than the drill was there, or something could not be read."""
    left = map(leftover_of_record, rows(data, "leftovers"))
    return bool(data.get("doubts")) or any(one is None or one.counts for one in left)


_DRAWN: dict[str, Callable[[JsonObject, Naming], _Told]] = {
    Kind.STEP: _step,
    Kind.VERIFIED: _verified,
    Kind.SERVICE: _service,
    Kind.NOTE: _note,
    Kind.FINDING: _finding,
    Kind.HANDED_OVER: _handed_over,
    Kind.TAKEN_OVER: _taken_over,
    Kind.RESUMED: _resumed,
    Kind.KEPT: _kept,
    Kind.CLOSED: _closed,
    Kind.SIGNED: _signed,
    Kind.READ_BACK: _read_back,
}
