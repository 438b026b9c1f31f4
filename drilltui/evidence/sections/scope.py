"""What the drill was of: region, group, members, replication pairs; and what it was not."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import number, rows, text
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.record import Kind
from drilltui.evidence.case import Case, said_of
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table


def scope(case: Case) -> Section:
    """Return the section."""
    exercise, seen = case.exercise, case.scope
    return Section(
        "scope",
        marked("Scope"),
        (
            Field("region", marked("region"), known(exercise.region)),
            Field("project", marked("project"), known(exercise.project_id)),
            Field("group", marked("protection group"), known(exercise.group_name)),
            Field("group_id", marked("protection group id"), known(exercise.group_id)),
            Field("production_zone", marked("production zone"), said_of(seen, "production_zone")),
            Field("recovery_zone", marked("recovery zone"), said_of(seen, "recovery_zone")),
            Table("members", marked("members"), _MEMBERS, tuple(_members(case))),
            Table("pairs", marked("replication pairs at the start"), _PAIRS, tuple(_pairs(seen))),
            Field("not_covered", marked("not covered"), known(exercise.said.brief.not_covered)),
        ),
    )


_MEMBERS = (
    Column("instance", marked("protected instance")),
    Column("instance_id", marked("instance id")),
    Column("status", marked("state at the start")),
    Column("drill_server", marked("drill server")),
    Column("drill_server_id", marked("drill server id")),
)

_PAIRS = (
    Column("pair", marked("pair")),
    Column("pair_id", marked("pair id")),
    Column("progress", marked("progress")),
    Column("status", marked("state")),
    Column("replication", marked("replication")),
)


def _members(case: Case) -> Iterator[tuple[Cell, ...]]:
    """Yield every instance that the record names, with the drill server that was made for it."""
    servers = _servers(case)
    listed = rows(case.scope, "members")
    told = {folded(text(one, "id")): one for one in listed}
    names = {folded(key): (key, name) for key, name in case.exercise.names.items()}
    for key in dict.fromkeys((*told, *names, *servers)):
        row, server = told.get(key, {}), servers.get(key, {})
        named, name = names.get(key, ("", ""))
        yield (
            known(text(row, "name") or name),
            known(text(row, "id") or named or text(server, "instance_id")),
            known(text(row, "status")),
            known(text(server, "name")),
            known(text(server, "id")),
        )


def _servers(case: Case) -> dict[str, JsonObject]:
    """Return the drill's servers by the instance that each stands for (`folded`)."""
    found: dict[str, JsonObject] = {}
    for event in case.of(Kind.DRILL):
        for row in rows(event.data, "servers"):
            if instance := text(row, "instance_id"):
                found[folded(instance)] = row
    return found


def _pairs(seen: JsonObject) -> Iterator[tuple[Cell, ...]]:
    for row in rows(seen, "pairs"):
        progress = number(row, "progress")
        yield (
            known(text(row, "name")),
            known(text(row, "id")),
            None if progress is None else phrase(marked("{percent} %"), percent=int(progress)),
            known(text(row, "status")),
            known(text(row, "replication_status")),
        )
