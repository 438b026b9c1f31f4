"""Codes of the error book as text: a line for programs, a few for people, a table of all."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cli.cells import padded, wrapped
from drilltui.cli.json_lines import json_line
from drilltui.cli.table import Column, table
from drilltui.domain.error_book import BookEntry, nearest
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

WHEN = {
    "answer": marked("the call is refused with it"),
    "job": marked("a job that was accepted fails with it"),
    "either": marked("the call is refused with it, or its job fails"),
}
"""When a code is met, in words."""

_AGAIN = {
    "no": marked("no"),
    "yes": marked("yes"),
    "once": marked("once"),
    "after": marked("after"),
}
"""Whether to send it again, in a word: how the rule of the error book begins."""


def as_line(asked: str, found: Sequence[BookEntry]) -> str:
    """Return what the book says of a code as one JSON object: the first of `found`, if any."""
    known = found[0] if found else None
    return json_line(
        "code",
        asked=asked,
        known=known is not None,
        code=known.code if known else "",
        statuses=list(known.statuses) if known else [],
        when=known.when if known else "",
        meaning=known.meaning if known else "",
        remedy=known.remedy if known else "",
        retry=known.retry if known else "",
        page=known.page if known else "",
        nearest=[] if known else list(nearest(asked)),
    )


def as_text(asked: str, found: Sequence[BookEntry], width: int | None) -> list[str]:
    """Return what the book says of a code for people, each of its meanings; or that it is new."""
    if not found:
        near = nearest(asked)
        new = tr("{code}: unknown; it is not in the error book.", code=asked)
        like = tr("Near it: {names}.", names=", ".join(near)) if near else ""
        return [plain(f"{new} {like}".rstrip())]
    return [line for one in found for line in _meaning(one, width)]


def as_table(found: Sequence[BookEntry], width: int | None) -> tuple[str, ...]:
    """Return entries as a table in `width` cells."""
    return table(
        (
            Column(tr("CODE"), [one.code for one in found]),
            Column(tr("HTTP"), [_statuses(one) for one in found]),
            Column(
                tr("AGAIN"),
                [tr(_AGAIN[one.retry.partition(" ")[0]]) for one in found],
                dispensable=1,
            ),
            Column(tr("MEANING"), [one.meaning for one in found], least=20),
        ),
        width,
    )


def _meaning(one: BookEntry, width: int | None) -> list[str]:
    room = max(30, width or 10_000)
    told = {
        marked("Do"): one.remedy,
        marked("Again"): tr(one.retry),
        marked("When"): tr(WHEN[one.when]),
        marked("Page"): one.page,
    }
    head = f"{one.code}  HTTP {_statuses(one)}  "
    lines = wrapped(f"{head}{one.meaning}", room, "  ")
    for label, text in told.items():
        lines += wrapped(f"  {padded(tr(label), 6)} {text}", room, " " * 9)
    return lines


def _statuses(one: BookEntry) -> str:
    return ", ".join(map(str, one.statuses))
