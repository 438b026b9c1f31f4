"""Where the drill was: its VPC, compared with the group's own, and what is not made alike."""

from __future__ import annotations

from collections.abc import Iterator

from drilltui.domain.cloud_id import same_id
from drilltui.domain.event_data import rows, text, texts
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import marked
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.resource import Resource
from drilltui.evidence.case import Case
from drilltui.evidence.cell import Cell, known, phrase
from drilltui.evidence.part import Column, Field, Section, Table


def network(case: Case) -> Section:
    """Return the section."""
    exercise = case.exercise
    model, own = _object(case.scope, "model_vpc"), _vpc(case)
    vpc_id = exercise.drill_vpc_id or exercise.vpc_id
    return Section(
        "network",
        marked("Network"),
        (
            Field("vpc", marked("drill VPC"), known(own.name if own else "")),
            Field("vpc_id", marked("drill VPC id"), known(vpc_id)),
            Field("origin", marked("given or created"), _origin(case)),
            Field("cidr", marked("CIDR of the drill VPC"), known(own.detail if own else "")),
            Field("model_cidr", marked("CIDR of the group's VPC"), known(text(model, "cidr"))),
            Field("comparison", marked("CIDR comparison"), _compared(own, model)),
            Table("subnets", marked("subnets"), _SUBNETS, tuple(_subnets(case, model))),
            Table(
                "routes",
                marked("custom routes, which the service does not copy"),
                _ROUTES,
                tuple(_routes(case.scope)),
                none="" if not _read(case.scope, "route_tables") else marked("There were none."),
            ),
            Table(
                "acls",
                marked("network ACLs, whose rules may differ in the drill VPC"),
                _ACLS,
                tuple(_acls(case.scope)),
                none="" if not _read(case.scope, "acls") else marked("There were none."),
            ),
        ),
    )


_SUBNETS = (
    Column("where", marked("of")),
    Column("subnet", marked("subnet")),
    Column("cidr", marked("CIDR")),
    Column("subnet_id", marked("subnet id")),
)
_ROUTES = (Column("table", marked("route table")), Column("routes", marked("routes")))
_ACLS = (Column("acl", marked("network ACL")), Column("enabled", marked("enabled")))


def _read(scope: JsonObject, name: str) -> bool:
    return isinstance(scope.get(name), list | tuple)


def _object(data: JsonObject, name: str) -> JsonObject:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _vpc(case: Case) -> Resource | None:
    """Return the drill's VPC as the cloud told it; a chosen one as it was before."""
    exercise = case.exercise
    wanted = exercise.drill_vpc_id or exercise.vpc_id
    for one in exercise.resources:
        if one.kind is LeftoverKind.VPC and same_id(one.id, wanted):
            return one
    chosen = _object(case.scope, "chosen_vpc")
    if not text(chosen, "id"):
        return None
    return Resource(
        LeftoverKind.VPC, text(chosen, "id"), text(chosen, "name"), False, text(chosen, "cidr")
    )


def _origin(case: Case) -> Cell:
    create = case.exercise.create
    if create is None:
        return None
    if create.vpc_id:
        return phrase(marked("given: it was chosen for the drill"))
    return phrase(marked("created by the service for the drill"))


def _compared(own: Resource | None, model: JsonObject) -> Cell:
    mine, theirs = own.detail if own else "", text(model, "cidr")
    if not (mine and theirs):
        return None
    return phrase(marked("the same") if mine == theirs else marked("NOT the same"))


def _subnets(case: Case, model: JsonObject) -> Iterator[tuple[Cell, ...]]:
    of_group, of_drill = phrase(marked("the group's VPC")), phrase(marked("the drill VPC"))
    for row in rows(model, "subnets"):
        yield of_group, known(text(row, "name")), known(text(row, "cidr")), known(text(row, "id"))
    found = [one for one in case.exercise.resources if one.kind is LeftoverKind.SUBNET]
    for one in found:
        yield of_drill, known(one.name), known(one.detail), one.id
    if not found:
        for row in rows(_object(case.scope, "chosen_vpc"), "subnets"):
            yield (
                of_drill,
                known(text(row, "name")),
                known(text(row, "cidr")),
                known(text(row, "id")),
            )


def _routes(scope: JsonObject) -> Iterator[tuple[Cell, ...]]:
    for row in rows(scope, "route_tables"):
        if routes := texts(row, "routes"):
            yield known(text(row, "name")), "; ".join(routes)


def _acls(scope: JsonObject) -> Iterator[tuple[Cell, ...]]:
    for row in rows(scope, "acls"):
        yes = marked("yes") if row.get("enabled") is True else marked("no")
        yield known(text(row, "name")), phrase(yes)
