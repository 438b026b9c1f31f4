"""What a code of the service, or of a service behind it, means, and what to do about it. Pure.

The book itself is `rules/errors.toml`. A code is found however it is typed: ``sdrs1909``, ``1909``
and ``SDRS.1909`` are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from drilltui.domain.errors import joined
from drilltui.domain.language import tr
from drilltui.domain.rules import rules

_TYPED = re.compile(r"([A-Za-z]*)[\s._:-]*([0-9]{4})", re.ASCII)
"""A service's letters, if any, and four figures. Three are an HTTP status, and no code."""

_SERVICES = {"apig": "apigw"}
"""The gateway's name for the APIs that users make themselves: its numbers mean the same."""

_NEAR = 0.5
"""How alike (of 1) two words have to be so that the one may be meant by the other."""


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A code with one meaning.

    `statuses` are the HTTP statuses with which the reference documents it, `page` is the title of
    the page that does. `when` is ``answer``, ``job`` or ``either``: whether the call is refused, or
    accepted and failed later. `retry` is ``no``, ``yes``, ``once``, or ``after ...``: what has to
    come first.
    """

    code: str
    statuses: tuple[int, ...]
    when: str
    meaning: str
    remedy: str
    retry: str
    page: str

    @property
    def advice(self) -> str:
        """The code, its meaning and what to do, as sentences on one line."""
        return f"{self.code}: {joined(self.meaning, self.remedy)}"


def entry(code: str, status: int | None = None) -> BookEntry | None:
    """Return what the book says of `code`.

    None for an unknown one, and for one whose meaning depends on a `status` that was not said.
    """
    found = entries(code)
    fitting = [one for one in found if status in one.statuses] if len(found) > 1 else found
    return fitting[0] if len(fitting) == 1 else None


def entries(code: str) -> tuple[BookEntry, ...]:
    """Return all that the book says of `code`: several where the HTTP status decides; or none."""
    typed = _TYPED.fullmatch(code.strip())
    if typed is None:
        return ()
    service, number = typed[1].lower(), typed[2]
    services = (_SERVICES.get(service, service),) if service else _services()
    found = next((found for one in services if (found := _book().get((one, number)))), ())
    return tuple(map(_said, found))


def _said(one: BookEntry) -> BookEntry:
    """Return an entry in the language of this run; `retry` stays: programs read its first word."""
    return replace(one, meaning=tr(one.meaning), remedy=tr(one.remedy))


def codes() -> tuple[str, ...]:
    """Return every code of the book once, as the reference spells it, in the book's order."""
    return tuple(found[0].code for found in _book().values())


def nearest(code: str, most: int = 3) -> tuple[str, ...]:
    """Return the codes that may be meant by one that is not in the book: the same service first."""
    # Imported here: it is heavy, and needed for what was mistyped only.
    from difflib import SequenceMatcher, get_close_matches

    letters = re.sub(r"[^A-Za-z]", "", code).lower()
    number = "".join(re.findall(r"[0-9]", code, re.ASCII))
    if not number:
        return ()
    near = get_close_matches(_SERVICES.get(letters, letters), _services(), 1, _NEAR)
    meant = near[0] if near else _services()[0]

    def closeness(key: tuple[str, str]) -> tuple[bool, float, int]:
        service, known = key
        alike = SequenceMatcher(None, number, known, autojunk=False).ratio()
        return service == meant, alike, -abs(int(known) - int(number[:9]))

    ranked = sorted(_book(), key=closeness, reverse=True)
    close = (key for key in ranked if key[0] == meant or closeness(key)[1] >= _NEAR)
    return tuple(found[0].code for key in close if (found := _book()[key]))[:most]


def innermost(told: Iterable[str]) -> BookEntry | None:
    """Return the last of the codes `told`, the outermost first, of which the book knows one."""
    known = [found for code in told if (found := entry(code))]
    return known[-1] if known else None


@cache
def _book() -> dict[tuple[str, str], tuple[BookEntry, ...]]:
    """Return the entries by service (in lower case) and number."""
    book = rules("errors")
    found: dict[tuple[str, str], tuple[BookEntry, ...]] = {}
    for row in book["entry"]:
        service, _, number = row["code"].partition(".")
        key = service.lower(), number
        made = BookEntry(
            row["code"],
            tuple(row["status"]),
            row["when"],
            row["meaning"],
            row["remedy"],
            row["retry"],
            book["pages"][service],
        )
        found[key] = (*found.get(key, ()), made)
    return found


@cache
def _services() -> tuple[str, ...]:
    """Return the services in the order of the book: a bare number means the first that has it."""
    return tuple(dict.fromkeys(service for service, _ in _book()))
