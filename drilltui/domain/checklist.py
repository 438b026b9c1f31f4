"""What the service does not do for a drill, as items that people tick off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from drilltui.domain.attachment import Attachment, attachment_of_record
from drilltui.domain.event_data import text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr
from drilltui.domain.rules import rules

if TYPE_CHECKING:
    from drilltui.domain.drill import DrillDraft
    from drilltui.domain.preflight.facts import Facts

OWN: Final = "own."
"""How the keys of items begin that the configuration adds."""

WHEN: Final = ("before", "running", "after")
"""The phases of a drill that items belong to."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be done by hand. `key` is stable, ``routes`` or ``own.tell-the-desk``.

    `why` says why the service leaves it, `how` what to do; `about` what it concerns, as seen
    ("2 routes of vpc-prod"). `when` is the phase it belongs to: ``before``, ``running``, ``after``.
    """

    key: str
    title: str
    why: str
    how: str
    about: str = ""
    when: str = "running"


@dataclass(frozen=True, slots=True)
class Tick:
    """An item was done, or is not after all. `by_reading` says that the cloud itself showed it."""

    key: str
    done: bool
    at: datetime
    by: str
    remark: str = ""
    by_reading: bool = False
    attachment: Attachment | None = None


def tick_of_record(data: JsonObject, at: datetime) -> Tick | None:
    """Return the tick that a record has kept; None for a step that is none of a checklist."""
    key = text(data, "item")
    if not key:
        return None
    return Tick(
        key,
        data.get("done") is True,
        at,
        text(data, "by"),
        text(data, "remark"),
        data.get("by_reading") is True,
        attachment_of_record(data),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """An item of a drill and the last word on it, if there is one."""

    item: Item
    tick: Tick | None = None

    @property
    def done(self) -> bool:
        """Whether it counts as done."""
        return self.tick is not None and self.tick.done


def items(facts: Facts, draft: DrillDraft, own: Sequence[Item] = ()) -> tuple[Item, ...]:
    """Return what has to be done by hand for the drill `draft`, own items last.

    An item appears when its condition holds by the facts, and where nobody could look: it says so.
    """
    from drilltui.domain.checklist_conditions import CONDITIONS

    found = []
    for item in book():
        about = CONDITIONS[item.key](facts, draft)
        if about is not None:
            found.append(replace(item, about=about))
    return (*found, *own)


def book() -> tuple[Item, ...]:
    """Return every item that drilltui knows, in the order in which they are shown."""
    return tuple(Item(key, **said) for key, said in rules("checklist")["items"].items())


def record_of_item(item: Item) -> dict[str, JsonValue]:
    """Return what a record keeps of an item; why and how are in the book or the configuration."""
    return {"key": item.key, "title": item.title, "about": item.about, "when": item.when}


def items_of_record(told: Iterable[JsonObject], own: Sequence[Item] = ()) -> tuple[Item, ...]:
    """Return the items that a record has kept, with why and how as far as they are known here."""
    known = {item.key: item for item in (*book(), *own)}
    return tuple(_item_of_record(row, known) for row in told if text(row, "key"))


def _item_of_record(row: JsonObject, known: Mapping[str, Item]) -> Item:
    key = text(row, "key")
    said = known.get(key, Item(key, key, "", ""))
    when = text(row, "when")
    return replace(
        said,
        title=text(row, "title") or said.title,
        about=text(row, "about"),
        when=when if when in WHEN else said.when,
    )


def steps(listed: Iterable[Item], ticks: Mapping[str, Tick]) -> tuple[Step, ...]:
    """Return the items with their ticks, in the order of the phases, as people read them."""
    ordered = sorted(listed, key=lambda item: WHEN.index(item.when))
    return tuple(Step(in_words(item), ticks.get(item.key)) for item in ordered)


def in_words(item: Item) -> Item:
    """Return an item in the language of this run; a record keeps it as it is in the book."""
    return replace(item, title=tr(item.title), why=tr(item.why), how=tr(item.how))


def news_of_reading(step: Step, *, lacking: bool | None) -> bool | None:
    """Return whether a reading makes the step done (True) or undone (False); None: no news.

    `lacking` is what the reading showed, None where it does not tell. What a person has said of it
    is left alone: only the word of an earlier reading is taken back.
    """
    if lacking is None or (step.tick is not None and not step.tick.by_reading):
        return None
    return None if step.done is not lacking else not lacking
