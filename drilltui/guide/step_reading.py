"""One step of a runbook out of its table."""

from __future__ import annotations

from typing import Final

from drilltui.domain.language import tr
from drilltui.domain.record import Kind
from drilltui.guide.facts import FACTS
from drilltui.guide.fault import RunbookError
from drilltui.guide.fill import FILLS
from drilltui.guide.node import Node
from drilltui.guide.runbook import EVERYWHERE, FAILED, Choice, Done, Place, Sign, Step
from drilltui.guide.vocabulary import Vocabulary

_STEP: Final = (
    "key", "title", "why", "do", "done", "where", "fails", "failed", "choice", "minutes",
    "milestone", "probe", "api",
)  # fmt: skip
_DONE: Final = ("event", "data", "fact", "tick", "any")
_SIGN: Final = ("event", "data")
_PLACE: Final = ("screen", "key", "field", "first", "each", "fill", "also", "do", "when")
_CHOICE: Final = ("key", "title", "to")
_KINDS: Final = tuple(kind.value for kind in Kind)


def step(row: Node, vocabulary: Vocabulary) -> Step:
    """Return the step that a table says. Raises RunbookError for its first fault."""
    row.only(_STEP)
    choices = tuple(_choice(one) for one in row.tables("choice"))
    return Step(
        row.key(),
        row.text("title", most=60),
        row.text("why", needed=False),
        row.text("do"),
        _done(row, choices),
        tuple(_place(one, vocabulary) for one in row.tables("where")),
        row.text("fails", needed=False),
        tuple(_sign(one) for one in row.tables("failed")),
        choices,
        row.minutes("minutes"),
        row.flag("milestone"),
        row.word("probe", needed=False),
        row.text("api", needed=False),
    )


def _choice(row: Node) -> Choice:
    row.only(_CHOICE)
    return Choice(row.key(), row.text("title", most=60), row.key("to"))


def _done(row: Node, choices: tuple[Choice, ...]) -> Done:
    """Return what shows that it is done: exactly one of event, fact, tick; a decision has its own.

    A step that nothing shows to be done would stand in the way for ever. Beside a fact, a tick says
    that the step may be left out.
    """
    said = row.table("done")
    if choices:
        if said is not None:
            what = tr("A step with choices is done when one is taken.")
            raise row.fault(what, tr("Take out done."), "done")
        return Done()
    if said is None:
        what = tr("Nothing shows when this step is done.")
        raise row.fault(what, tr("Write done.event, done.fact or done.tick = true."), "done")
    said.only(_DONE)
    ways = [name for name in ("event", "any", "fact", "tick") if said.has(name)]
    if "tick" in ways and not said.flag("tick"):
        raise said.fault(tr("tick is not true."), tr("Write done.tick = true."), "tick")
    if len(ways) != 1 and ways != ["fact", "tick"]:
        what = tr("A step is done by one thing: an event, a fact or a tick.")
        raise said.fault(what, tr("Keep one of them."), *ways[1:2])
    if ways != ["event"] and said.has("data"):
        what = tr("Only an event has data.")
        raise said.fault(what, tr("Take it out, or name the event."), "data")
    if "fact" in ways:
        return Done(fact=_fact(said), tick="tick" in ways)
    if ways == ["any"]:
        return Done(tuple(_sign(one) for one in said.tables("any")))
    return Done((_sign(said),)) if ways == ["event"] else Done(tick=True)


def _fact(said: Node) -> str:
    name = said.word("fact")
    if name not in FACTS:
        what = tr("There is no fact {name}.", name=name)
        raise said.unknown(what, name, FACTS, "fact")
    return name


def _sign(row: Node) -> Sign:
    row.only(_SIGN)
    kind = row.word("event")
    if kind not in _KINDS:
        what = tr("No record has an event {kind}.", kind=kind)
        raise row.unknown(what, kind, _KINDS, "event")
    data = row.table("data")
    if data is None:
        return Sign(kind)
    wanted = {
        name: tuple(value) if isinstance(value, list) else (value,) for name, value in data.items()
    }
    for name, values in wanted.items():
        if not values or not all(isinstance(one, str | bool | int) for one in values):
            what = tr("{name} is no text, number or truth, nor a list of them.", name=name)
            raise data.fault(what, "", name)
    return Sign(kind, wanted)


def _place(row: Node, vocabulary: Vocabulary) -> Place:
    row.only(_PLACE)
    scope = row.word("screen")
    place = Place(
        scope,
        row.word("key", needed=False),
        row.word("field", needed=False),
        row.listed("first"),
        row.flag("each"),
        row.word("fill", needed=False),
        row.listed("also"),
        row.text("do", needed=False),
        row.word("when", needed=False),
    )
    if place.when and place.when not in (FAILED, *FACTS):
        what = tr("There is no fact {name}.", name=place.when)
        raise row.unknown(what, place.when, (FAILED, *FACTS), "when")
    if place.fill and place.fill not in FILLS:
        what = tr("There is nothing called {name} to fill in.", name=place.fill)
        raise row.unknown(what, place.fill, FILLS, "fill")
    if vocabulary.known:
        _check_place(row, place, vocabulary)
    return place


def _check_place(row: Node, place: Place, vocabulary: Vocabulary) -> None:
    if place.scope not in vocabulary.keys:
        what = tr("There is no screen {name}.", name=place.scope)
        raise row.unknown(what, place.scope, vocabulary.keys, "screen")
    keys = vocabulary.keys[place.scope] | vocabulary.keys[EVERYWHERE]
    if place.key and place.key not in keys:
        what = tr("The screen {screen} has no key {name}.", screen=place.scope, name=place.key)
        raise row.unknown(what, place.key, sorted(keys), "key")
    fields = vocabulary.fields.get(place.scope, frozenset())
    if place.field and place.field not in fields:
        raise _no_field(row, place, place.field, fields, "field")
    for name in place.also:
        if name not in fields:
            raise _no_field(row, place, name, fields, "also")
    for name in place.first:
        if name not in vocabulary.presses:
            what = tr("There is no key {name} to press.", name=name)
            raise row.unknown(what, name, sorted(vocabulary.presses), "first")


def _no_field(
    row: Node, place: Place, name: str, fields: frozenset[str], where: str
) -> RunbookError:
    what = tr("The screen {screen} has no field {name}.", screen=place.scope, name=name)
    return row.unknown(what, name, sorted(fields), where)
