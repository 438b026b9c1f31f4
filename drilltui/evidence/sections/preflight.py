"""What was checked before anything was sent, and who went on in spite of what."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.event_data import rows, text, texts
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case, said_of
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table


def preflight(case: Case) -> Section:
    """Return the section: that of the last preflight, by which it was sent."""
    events = case.of(Kind.PREFLIGHT)
    last: JsonObject = events[-1].data if events else {}
    return Section(
        "preflight",
        marked("Preflight"),
        (
            Field("at", marked("checked at"), events[-1].at if events else None),
            Field("seen", marked("fingerprint of what was seen"), said_of(last, "fingerprint")),
            Field("override", marked("went on in spite of stops"), _override(last)),
            Table("checks", marked("checks"), _CHECKS, tuple(_checks(last))),
        ),
    )


_CHECKS = (
    Column("check", marked("check")),
    Column("verdict", marked("verdict")),
    Column("seen", marked("value seen")),
    Column("code", marked("code")),
    Column("remedy", marked("remedy")),
)


def _checks(last: JsonObject) -> Iterator[tuple[Cell, ...]]:
    for row in rows(last, "findings"):
        yield (
            _said(text(row, "subject")),
            known(text(row, "verdict")),
            known(text(row, "seen")),
            text(row, "code"),
            _said(text(row, "remedy")) or "",
        )


def _said(sentence: str) -> Cell:
    """Return a sentence of the rules, said in the language of the report where it is known."""
    return phrase(sentence) if sentence else None


def _override(last: JsonObject) -> Cell:
    if not last:
        return None
    override = last.get("override")
    if not isinstance(override, dict):
        return phrase(marked("no: nothing stopped it"))
    return phrase(
        marked("yes, {by}: {reason} ({rules})"),
        by=text(override, "by"),
        reason=text(override, "reason"),
        rules=", ".join(texts(override, "rules") or ()),
    )
