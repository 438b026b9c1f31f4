"""What to press next for the step of a runbook: on this screen, or to get to the right one. Pure.

The ways between screens are few, and written here; a test walks each of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from drilltui.domain.exercise import Exercise
from drilltui.domain.plain_text import plain
from drilltui.guide.fill import filled
from drilltui.guide.progress import Progress
from drilltui.guide.runbook import EVERYWHERE, Place
from drilltui.guide.words import NOTHING, Text
from drilltui.ui.fields import LISTS
from drilltui.ui.keys import TYPING, key, key_name
from drilltui.ui.present.records import called

GUIDE, TICK = "guide", "guide_tick"
"""Scopes of the guide's own screens."""

GROUPS: Final = "groups"
"""The list in which a group is chosen: a lesson says which."""

_MOST_KEYS: Final = 8

_WAYS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "groups": (
        ("drill.new", "drill_form", "group"),
        ("group.open", "group", "group"),
        ("drills.open", "drills", ""),
    ),
    "group": (
        ("drill.new", "drill_form", ""),
        ("preflight.open", "preflight", ""),
        ("drills.open", "drills", ""),
    ),
    "preflight": (("drill.new", "drill_form", ""),),
    "drills": (("drill.open", "drill", "drill"),),
    "drill": (
        ("drill.delete", "delete", ""),
        ("cleanup.open", "cleanup", ""),
        ("exercise.open", "exercise", ""),
    ),
    "monitor": (("cleanup.open", "cleanup", ""), ("exercise.open", "exercise", "")),
    "records": (("cleanup.open", "cleanup", "record"), ("exercise.open", "exercise", "record")),
    "cleanup": (("exercise.open", "exercise", ""),),
    "exercise": (("cleanup.open", "cleanup", ""), ("checklist.open", "checklist", "")),
    EVERYWHERE: (
        ("records.open", "records", ""),
        ("overview.open", "overview", ""),
        ("monitor.open", "monitor", ""),
    ),
}
"""From a scope: by which key to which other one, with the cursor on the row of what."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What to do with the keys now.

    `presses` are names of keys as people call them, `row` is what the cursor is to be on before
    that, `each` means every row; `field` is where to go with Tab, by its id, and `typed` what to
    type there; `own_words` that a person writes there what is so, and in the fields `also`, which
    come after it. `key` is the id of the key that is marked. `waits` means that it goes on by
    itself. `do` is what to do where the place says more than the step.
    """

    presses: tuple[str, ...] = ()
    row: str = ""
    each: bool = False
    tab: bool = False
    """Whether Tab has to be pressed to get to `field`: the screen knows where the keys are."""
    field: str = ""
    typed: str = ""
    own_words: bool = False
    also: tuple[str, ...] = ()
    chooses: bool = False
    """Whether a row of the list `field` is to be chosen."""
    key: str = ""
    waits: bool = False
    do: Text = NOTHING
    here: bool = True
    """Whether this is the screen that the step speaks of."""


def hint(progress: Progress, stack: Sequence[str], *, followed: bool, wanted: str = "") -> Hint:
    """Return what to press for the current step; `stack` are the scopes of the screens, the one
    that is seen last. `followed` is whether the monitor has a call to show, `wanted` the group
    that a lesson is about."""
    scope = stack[-1]
    current = progress.current
    if current is None:
        return _of_the_guide(scope, "guide.away")
    step = current.step
    if scope == TICK:
        return Hint((key("guide.keep").name,), field="initials", own_words=True, key="guide.keep")
    places = progress.places()
    place = next((one for one in places if one.scope in (scope, EVERYWHERE)), None)
    if place is not None and not step.by_person:
        return _at(place, progress.exercise, wanted)
    if scope == GUIDE and not step.by_person:
        return Hint((key_name("escape"),), here=False)
    if step.by_person and (place is not None or scope == GUIDE or not step.places):
        asked = _of_the_guide(scope, "guide.decide" if step.choices else "guide.tick")
        return replace(asked, do=place.do) if place else asked
    return _way(stack, [one.scope for one in places], progress.exercise, followed=followed)


def _of_the_guide(scope: str, key_id: str) -> Hint:
    """Return how to press a key of the guide's own screen."""
    name = key(key_id).name
    if scope == GUIDE:
        return Hint((name,), key=key_id)
    return Hint((key("guide.open").name, name), key="guide.open")


def _at(place: Place, exercise: Exercise, wanted: str) -> Hint:
    names = tuple(key_name(one) for one in place.first)
    if place.key:
        names = (*names, _name(place.key, place.scope))
    if wanted and place.field == GROUPS:
        return Hint(names, row=plain(wanted), key=place.key, do=place.do)
    return Hint(
        names,
        each=place.each,
        field=place.field,
        typed=filled(place.fill, exercise),
        own_words=bool(place.field) and not place.fill and place.field not in LISTS,
        also=place.also,
        chooses=place.field in LISTS and not place.each,
        key=place.key,
        waits=not (place.key or place.field),
        do=place.do,
    )


def _name(key_id: str, scope: str) -> str:
    """Return how a key is called where plain letters may be typed."""
    names = [key_name(one) for one in key(key_id).keys]
    return (
        next((name for name in names if len(name) > 1), names[0]) if scope in TYPING else names[0]
    )


def _way(stack: Sequence[str], goals: Sequence[str], exercise: Exercise, *, followed: bool) -> Hint:
    """Return the first keys of the shortest way, up to where a row has to be chosen."""
    hops = _shortest(tuple(stack), goals, exercise, followed=followed)
    presses: list[str] = []
    first_key = ""
    for key_id, name, row in hops:
        if row and presses:
            break
        presses.append(name)
        first_key = first_key or key_id
        if row:
            return Hint(tuple(presses), row=row, key=first_key, here=False)
    return Hint(tuple(presses), key=first_key, here=False)


_Hop = tuple[str, str, str]


def _shortest(
    stack: tuple[str, ...], goals: Sequence[str], exercise: Exercise, *, followed: bool
) -> list[_Hop]:
    todo: deque[tuple[tuple[str, ...], list[_Hop]]] = deque([(stack, [])])
    seen = {stack}
    while todo:
        at, hops = todo.popleft()
        if at[-1] in goals and hops:
            return hops
        if len(hops) >= _MOST_KEYS:
            continue
        for hop, then in _hops(at, exercise, first=not hops, followed=followed):
            if then not in seen:
                seen.add(then)
                todo.append((then, [*hops, hop]))
    return []


def _hops(
    at: tuple[str, ...], exercise: Exercise, *, first: bool, followed: bool
) -> Iterator[tuple[_Hop, tuple[str, ...]]]:
    if len(at) > 1:
        yield ("screen.back", key_name("escape"), ""), at[:-1]
    rows = _rows(exercise)
    ways = _WAYS.get(at[-1], ())
    if at[-1] not in TYPING and at[-1] not in ("help", GUIDE):
        ways = (*ways, *_WAYS[EVERYWHERE])
    if first and at[-1] == "monitor" and exercise.drill_id and not exercise.gone:
        # The monitor that is seen is of this drill; one that is to be opened may be of another.
        ways = (("monitor.servers", "drill", ""), *ways)
    for key_id, target, row in ways:
        if target == at[-1] or (target == "monitor" and not followed):
            continue
        yield (key_id, key(key_id).name, rows.get(row, "")), (*at, target)


def _rows(exercise: Exercise) -> dict[str, str]:
    """Return what the rows are called that the cursor is to be on."""
    return {
        "group": plain(exercise.group_name),
        "drill": plain(exercise.called),
        "record": plain(called(exercise)),
    }
