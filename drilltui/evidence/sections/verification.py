"""Whether the service on the drill servers does what it is for, and by whose word."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import rows, text
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table


def verification(case: Case) -> Section:
    """Return the section."""
    return Section(
        "verification",
        marked("Verification"),
        (
            Table("services", marked("service"), _SERVICES, tuple(_services(case))),
            Table("servers", marked("servers"), _SERVERS, tuple(_servers(case))),
            Field("data_point", marked("newest data seen (RPO)"), known(case.clocks.data_point)),
        ),
    )


_SERVICES = (
    Column("expected", marked("expected")),
    Column("seen", marked("seen")),
    Column("result", marked("result")),
    Column("by", marked("by")),
    Column("at", marked("time")),
    Column("data_point", marked("data point checked")),
)
_SERVERS = (
    Column("server", marked("drill server")),
    Column("check", marked("check")),
    Column("seen", marked("seen")),
    Column("result", marked("result")),
    Column("by", marked("by")),
    Column("at", marked("time")),
)


def _result(passed: bool) -> Cell:
    return phrase(marked("passed") if passed else marked("failed"))


def _services(case: Case) -> Iterator[tuple[Cell, ...]]:
    for word in case.exercise.said.services:
        yield (
            known(word.expected),
            known(word.seen),
            _result(word.passed),
            known(word.by),
            word.at,
            known(word.data_point),
        )


def _servers(case: Case) -> Iterator[tuple[Cell, ...]]:
    """Yield every word on a server, those that were taken back later too."""
    names = {
        folded(text(row, "id")): text(row, "name")
        for event in case.of(Kind.DRILL)
        for row in rows(event.data, "servers")
    }
    for event in case.of(Kind.VERIFIED):
        data, server_id = event.data, text(event.data, "server_id")
        instance = text(data, "instance_id")
        name = names.get(folded(server_id)) or (case.named(instance) if instance else "")
        yield (
            known(" ".join(filter(None, (name, server_id)))),
            text(data, "how") or phrase(marked("a person looked")),
            text(data, "remark"),
            _result(data.get("passed") is True),
            known(text(data, "by")),
            event.at,
        )
