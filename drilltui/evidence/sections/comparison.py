"""The drill beside the one of the same group before it: what differs, and where the clocks go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.figures import Figures, figures_of
from drilltui.evidence.part import Column, Field, Section, Table
from drilltui.evidence.sections.outcome import result_of


def comparison(case: Case) -> Section:
    """Return the section. That there was no drill before is a fact, and nothing left unsaid."""
    before = case.previous
    rows = tuple(_rows(before, figures_of(case.exercise))) if before else ()
    return Section(
        "comparison",
        marked("Comparison"),
        (
            Field(
                "record", marked("record of the drill before"), before.record_id if before else ""
            ),
            Field(
                "drill_id",
                marked("id of the drill before"),
                known(before.drill_id) if before else "",
            ),
            Field("begun_at", marked("the drill before began"), before.begun_at if before else ""),
            Table(
                "figures",
                marked("differences"),
                _FIGURES,
                rows,
                none=marked("The records of this host have no earlier drill of this group."),
            ),
        ),
    )


_FIGURES = (
    Column("figure", marked("figure")),
    Column("before", marked("the drill before")),
    Column("now", marked("this drill")),
    Column("trend", marked("trend")),
)


def _rows(before: Figures, now: Figures) -> Iterator[tuple[Cell, ...]]:
    for label, was, is_ in (
        (marked("until the servers were up"), before.servers_up, now.servers_up),
        (
            marked("until the service was verified"),
            before.service_verified,
            now.service_verified,
        ),
    ):
        yield phrase(label), _time(was), _time(is_), _trend(was, is_)
    yield (
        phrase(marked("servers")),
        before.servers,
        now.servers,
        _same(before.servers == now.servers),
    )
    yield (
        phrase(marked("result")),
        result_of(before.result),
        result_of(now.result),
        _same(before.result == now.result),
    )
    yield (
        phrase(marked("what preflight saw")),
        known(before.seen),
        known(now.seen),
        _same(before.seen == now.seen),
    )


def _time(seconds: int | None) -> Cell:
    return None if seconds is None else timedelta(seconds=seconds)


def _trend(was: int | None, is_: int | None) -> Cell:
    if was is None or is_ is None:
        return ""
    if was == is_:
        return phrase(marked("the same"))
    said = marked("faster by {seconds} s") if is_ < was else marked("slower by {seconds} s")
    return phrase(said, seconds=abs(was - is_))


def _same(same: bool) -> Cell:
    return phrase(marked("the same") if same else marked("changed"))
