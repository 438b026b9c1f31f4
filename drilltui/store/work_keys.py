"""What a person adds to every drill in the configuration file: own items, and probes.

[[checklist]]                       [[probes]]
title = "Tell the service desk"     title = "web answers"
why = "They see the alarms first."  command = ["curl", "-fsS", "http://{address}/health"]
how = "Call 4711."                  seconds = 5
when = "before"                     # or, in place of command: tcp = 22
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from drilltui.domain.checklist import OWN, WHEN, Item
from drilltui.domain.language import tr
from drilltui.domain.probe import MOST_SECONDS, PLACEHOLDERS, USUAL_SECONDS, Probe, unknown_place
from drilltui.store.config_fault import fault, nearest, only

CHECKLIST = "checklist"
PROBES = "probes"

_ITEM = ("title", "why", "how", "when")
_PROBE = ("title", "command", "tcp", "seconds")
_MOST_ROWS = 100
_MOST_CHARACTERS = 500


def items_in(document: Mapping[str, object], path: str) -> tuple[Item, ...]:
    """Return a person's own items. Their keys are made of their titles: ``own.tell-the-desk``."""
    found: list[Item] = []
    for place, row in _rows(document, CHECKLIST, _ITEM, path):
        title = _title(row, place, path)
        when = _text(row, "when", place, path) or "running"
        if when not in WHEN:
            raise fault(
                path,
                f"{place}.when",
                tr("must be one of {known}", known=", ".join(WHEN)),
            )
        key = _key(title, len(found) + 1, {one.key for one in found})
        why, how = (_text(row, name, place, path) for name in ("why", "how"))
        found.append(Item(key, title, why, how, when=when))
    return tuple(found)


def probes_in(document: Mapping[str, object], path: str) -> tuple[Probe, ...]:
    """Return a person's own probes: each has a command or a TCP port."""
    found: list[Probe] = []
    for place, row in _rows(document, PROBES, _PROBE, path):
        title = _title(row, place, path)
        if any(one.title == title for one in found):
            raise fault(path, f"{place}.title", tr("is that of another probe"))
        command, tcp = _command(row, place, path), _port(row, place, path)
        if bool(command) is (tcp is not None):
            raise fault(path, place, tr("must have either a command or a tcp port"))
        found.append(Probe(title, command, tcp, _seconds(row, place, path)))
    return tuple(found)


def _rows(
    document: Mapping[str, object], name: str, known: tuple[str, ...], path: str
) -> list[tuple[str, Mapping[str, object]]]:
    told = document.get(name, [])
    if not isinstance(told, list) or not all(isinstance(row, Mapping) for row in told):
        raise fault(path, name, tr("must be tables: [[{name}]]", name=name))
    if len(told) > _MOST_ROWS:
        raise fault(path, name, tr("may have up to {most} tables", most=_MOST_ROWS))
    rows = [(f"{name}[{number}]", row) for number, row in enumerate(told, start=1)]
    for place, row in rows:
        only(row, known, place, path)
    return rows


def _title(row: Mapping[str, object], place: str, path: str) -> str:
    title = _text(row, "title", place, path)
    if not title:
        raise fault(path, f"{place}.title", tr("must be said"))
    return title


def _text(row: Mapping[str, object], name: str, place: str, path: str) -> str:
    told = row.get(name, "")
    if not isinstance(told, str) or len(told) > _MOST_CHARACTERS:
        raise fault(
            path,
            f"{place}.{name}",
            tr(
                "must be text in quotes, up to {most} characters",
                most=_MOST_CHARACTERS,
            ),
        )
    return " ".join(told.split())


def _command(row: Mapping[str, object], place: str, path: str) -> tuple[str, ...]:
    if "command" not in row:
        return ()
    told, where = row["command"], f"{place}.command"
    if not isinstance(told, list) or not told or not all(isinstance(word, str) for word in told):
        raise fault(
            path, where, tr('must be a list of words: ["curl", "-fsS", "http://{address}/"]')
        )
    if not told[0] or any("\0" in word for word in told):
        raise fault(path, where, tr("must begin with the name of a program"))
    if "{" in told[0]:
        raise fault(path, where, tr("must begin with a program, which no placeholder may name"))
    for word in told:
        if unknown := unknown_place(word):
            meant = nearest(unknown, PLACEHOLDERS)
            raise fault(
                path, where, tr("has a placeholder that there is none of{meant}", meant=meant)
            )
    return tuple(told)


def _port(row: Mapping[str, object], place: str, path: str) -> int | None:
    told = row.get("tcp")
    if told is None or (type(told) is int and 1 <= told <= 65535):
        return told
    raise fault(path, f"{place}.tcp", tr("must be a port from 1 to 65535"))


def _seconds(row: Mapping[str, object], place: str, path: str) -> float:
    told = row.get("seconds", USUAL_SECONDS)
    if isinstance(told, int | float) and type(told) is not bool and 0 < told <= MOST_SECONDS:
        return float(told)  # infinity and what is no number are not below anything
    why = tr("must be a number of seconds up to {most:.0f}", most=MOST_SECONDS)
    raise fault(path, f"{place}.seconds", why)


def _key(title: str, number: int, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40] or str(number)
    key = f"{OWN}{slug}"
    return key if key not in taken else f"{key}-{number}"
