"""One thing among many, named by its id or its exact name. Nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr

_Thing = TypeVar("_Thing")

NEAREST = 3
"""How many names that are near a wrong one are told."""


def chosen(
    kind: str,
    named: str,
    things: Sequence[_Thing],
    *,
    id_of: Callable[[_Thing], str],
    name_of: Callable[[_Thing], str],
) -> _Thing:
    """Return the one of `things` whose id or name is `named`.

    `kind` is what they are ("protection group"), marked: it is said here.

    Raises UsageError when there is none, with the nearest names, or several, with their ids.
    """
    found = [thing for thing in things if id_of(thing) == named]
    found = found or [thing for thing in things if name_of(thing) == named]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(map(id_of, found))
        raise UsageError(
            tr(
                "There are {count} {kind}s called {name}.",
                count=len(found),
                kind=tr(kind),
                name=named,
            ),
            tr("Say an id: {ids}.", ids=ids),
        )
    raise unknown(kind, named, [*map(name_of, things)])


def unknown(kind: str, named: str, names: Sequence[str]) -> UsageError:
    """Return the error for something that is not there, with what may have been meant."""
    near = get_close_matches(named, names, NEAREST, 0.5)
    if near:
        remedy = tr("Near it: {names}.", names=", ".join(dict.fromkeys(near)))
    else:
        remedy = "" if names else tr("There is none at all.")
    return UsageError(tr("There is no {kind} {name}.", kind=tr(kind), name=named), remedy)
