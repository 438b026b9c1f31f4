"""Drills as rows, one in three lines, and what stayed after a delete."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from drilltui.domain.language import marked, tr
from drilltui.domain.leftover import Leftover, LeftoverKind
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present.fitted import fit, fit_span
from drilltui.ui.present.states import state_span
from drilltui.ui.present.words import also, on, plural, short_id, since

if TYPE_CHECKING:
    from drilltui.domain.drill import Drill
    from drilltui.domain.server import Server
    from drilltui.services.sight import DrillDetail, ReadBack

NOT_DELETABLE = {
    "creating": marked("it is still being made: wait until it is available or error"),
    "deleting": marked("it is being deleted already"),
}


def row(drill: Drill, group_name: str, now: datetime) -> tuple[Span, ...]:
    """Return the cells of a drill: name, state, group, servers, age, VPC."""
    return (
        Span(drill.name, Role.STRONG),
        state_span(drill.status),
        Span(group_name or short_id(drill.group_id)),
        Span(str(len(drill.servers))),
        Span(since(drill.created_at, now), Role.DIM),
        Span(short_id(drill.vpc_id) or "-", Role.DIM),
    )


def why_not_deletable(drill: Drill) -> str:
    """Return why the service would refuse a delete now (SDRS.1913), or "" when it would not."""
    if drill.deletable:
        return ""
    if why := NOT_DELETABLE.get(drill.status):
        return tr(why)
    return tr("its state is {state}", state=tr(drill.status or "unknown"))


def head(
    found: DrillDetail, group_name: str, standing: Span, zone: tzinfo | None
) -> tuple[Line, ...]:
    """Return a drill in three rows: state and clocks, group and age, VPC."""
    drill = found.drill
    meaning = standing if standing.text else Span(_meaning(drill), Role.TEXT)
    between = "   " if meaning.text else ""
    return (
        line(_label(tr("State")), state_span(drill.status), between, meaning),
        line(
            _label(tr("Group")),
            group_name or drill.group_id,
            (f"   {tr('made {time}', time=on(drill.created_at, zone))}", Role.DIM),
        ),
        line(_label(tr("Drill VPC")), drill.vpc_id or tr("being made")),
    )


def _label(text: str) -> tuple[str, Role]:
    return (fit(text, 11), Role.DIM)


def _meaning(drill: Drill) -> str:
    if drill.status == "error":
        return tr("the creation failed; delete it, something may be left")
    if drill.status == "error-deleting":
        return tr("the deletion failed: delete it again")
    return ""


def servers(found: DrillDetail) -> tuple[Line, ...]:
    """Return a table of the drill's servers: name, what it stands for, state, addresses."""
    known: Mapping[str, Server] = {server.id: server for server in found.servers}
    rows: list[Line] = []
    for made in found.drill.servers:
        server = known.get(made.server_id)
        stands_for = found.names.get(made.instance_id, short_id(made.instance_id))
        rows += _server(server, stands_for, made.server_id)
    titles = ((tr("SERVER"), 25), (tr("STANDS FOR"), 21), (tr("STATE"), 13))
    head = "".join(fit(title, width) for title, width in titles) + tr("ADDRESS")
    none = (line((tr("The service tells no servers of this drill."), Role.DIM)),)
    return (line((head, Role.DIM)), *(rows or none))


def twins(found: Sequence[Drill]) -> tuple[Line, ...]:
    """Return a warning of other drills of the same name, which nobody asked for."""
    if not found:
        return ()
    what = tr("A second drill of this name is there, and nobody asked for it.")
    if len(found) > 1:
        what = tr(
            "{count} more drills of this name are there, and nobody asked for them.",
            count=len(found),
        )
    help_ = tr("A proxy may have delivered the request twice. It is billed: look, then delete it.")
    rows = (line(f"      {drill.id}  ", state_span(drill.status)) for drill in found)
    return (line((fit(tr("warn"), 6), Role.WARN), f"{what} {help_}"), *rows, Line())


def _server(server: Server | None, stands_for: str, server_id: str) -> tuple[Line, ...]:
    """Return a server's row, with a row more for each address after the first."""
    if server is None or server.gone:
        names = f"{fit(short_id(server_id), 24)} {fit(stands_for, 20)} "
        return (line(names, (tr("! gone"), Role.STOP)),)
    elastic = f" ({tr('elastic')})"
    addresses = [
        f"{address.ip}{elastic if address.kind == 'floating' else ''}"
        for address in server.addresses
    ]
    first, *others = addresses or ["-"]
    row = line(
        f"{fit(server.name, 24)} {fit(stands_for, 20)} ",
        fit_span(state_span(server.status), 13),
        first,
        (f"  {server.fault}", Role.STOP) if server.fault else "",
    )
    return (row, *(line(" " * 59 + other) for other in others))


def read_back(found: ReadBack, accepted: Collection[tuple[str, str]] = ()) -> tuple[Line, ...]:
    """Return what a delete left, as it was read back; `accepted` are keys of what is let be."""
    if found.gone:
        head = line((tr("+ gone"), Role.OK), f"  {tr('the service has no such drill any more')}")
    else:
        head = line(
            (tr("! still there"), Role.STOP), f"  {tr('the service still shows the drill')}"
        )
    return (
        head,
        *_stayed(found, accepted),
        *(line((f"? {doubt}", Role.WARN)) for doubt in found.doubts),
    )


def _stayed(found: ReadBack, accepted: Collection[tuple[str, str]]) -> tuple[Line, ...]:
    others = [one for one in found.leftovers if one.kind is not LeftoverKind.DRILL]
    counted = [one for one in others if one.counts]
    stayed = [one for one in counted if one.key not in accepted]
    before = [_thing(one, also(tr("accepted"))) for one in counted if one.key in accepted]
    before += [_thing(one, also(tr("was there before"))) for one in others if not one.counts]
    if not stayed:
        nothing = tr("nothing of the drill stayed") if before else tr("nothing stayed")
        head = () if found.doubts else (line((f"+ {nothing}", Role.OK)),)
        return (*head, *before)
    count = plural(len(stayed), marked("{count} thing stayed"), marked("{count} things stayed"))
    said = line(
        (f"! {count}", Role.WARN),
        f"  {tr('counted against the quota; C: proof of each, and its clean-up')}",
    )
    return (said, *map(_thing, stayed), *before)


def _thing(one: Leftover, more: str = "") -> Line:
    return line(
        f"  {fit(tr(one.kind.value), 14)}  {fit(one.name, 15)} {fit(one.detail, 15)} {one.id}{more}"
    )
