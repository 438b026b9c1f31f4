"""Drills as text: a table or a page for people, a line for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from drilltui.cli.facts import fact, facts
from drilltui.cli.json_lines import json_line, json_time
from drilltui.cli.table import Column, table
from drilltui.domain.drill import Drill, DrillServer
from drilltui.domain.json_value import JsonValue
from drilltui.domain.language import marked, tr
from drilltui.domain.place import Place
from drilltui.domain.server import Server
from drilltui.domain.verification import Verification, standing
from drilltui.services.sight import DrillDetail

_NOTHING_SAID: Mapping[str, Verification] = {}


def as_line(
    drill: Drill,
    groups: Mapping[str, str],
    place: Place,
    detail: DrillDetail | None = None,
    said: Mapping[str, Verification] = _NOTHING_SAID,
) -> str:
    """Return a drill as one JSON object on one line; `detail` says more of its servers.

    `groups` has the names of protection groups by id, `said` the words on servers.
    """
    known = detail.servers if detail else ()
    instances = detail.names if detail else {}
    pairs = zip_longest(drill.servers, known[: len(drill.servers)])
    return json_line(
        "drill",
        id=drill.id,
        name=drill.name,
        state=drill.status,
        group_id=drill.group_id,
        group=groups.get(drill.group_id, ""),
        vpc_id=drill.vpc_id,
        made_at=json_time(drill.created_at),
        changed_at=json_time(drill.updated_at),
        servers=[_server(made, server, instances, said) for made, server in pairs],
        profile=place.profile,
        region=place.region,
        project_id=place.project_id,
    )


def as_table(
    drills: Sequence[Drill], groups: Mapping[str, str], width: int | None
) -> tuple[str, ...]:
    """Return drills as a table in `width` cells. Ids are always whole."""
    return table(
        (
            Column(tr("NAME"), [drill.name for drill in drills], least=8),
            Column(tr("STATE"), [drill.status for drill in drills]),
            Column(
                tr("GROUP"),
                [groups.get(drill.group_id, drill.group_id) for drill in drills],
                least=8,
                dispensable=1,
            ),
            Column(tr("SERVERS"), [str(len(drill.servers)) for drill in drills], dispensable=3),
            Column(
                tr("MADE"), [json_time(drill.created_at) or "-" for drill in drills], dispensable=2
            ),
            Column(tr("VPC"), [drill.vpc_id or "-" for drill in drills], dispensable=4),
            Column(tr("ID"), [drill.id for drill in drills]),
        ),
        width,
    )


def as_page(
    detail: DrillDetail,
    group: str,
    width: int | None,
    said: Mapping[str, Verification] = _NOTHING_SAID,
) -> list[str]:
    """Return a drill for people: what it is, and the servers that were made for it."""
    drill = detail.drill
    stands = standing([one.server_id for one in drill.servers], said)
    lines = facts(
        {
            marked("drill"): drill.name,
            marked("id"): drill.id,
            marked("state"): f"{drill.status}, {tr(stands.verified.value)}",
            marked("group"): f"{group} ({drill.group_id})",
            marked("VPC"): drill.vpc_id or tr("not known yet"),
            marked("made"): json_time(drill.created_at) or "-",
            marked("changed"): json_time(drill.updated_at) or "-",
        }
    )
    return [*lines, *_servers(detail, width, said)]


def _servers(
    detail: DrillDetail, width: int | None, said: Mapping[str, Verification]
) -> tuple[str, ...]:
    servers = detail.servers
    if not servers:
        return (fact(marked("servers"), tr("none")),)
    stands_for = {made.server_id: made.instance_id for made in detail.drill.servers}
    instances = [stands_for.get(server.id, "") for server in servers]
    return table(
        (
            Column(tr("SERVER"), [server.name for server in servers], least=8),
            Column(tr("STATE"), [server.status for server in servers]),
            Column(tr("FOR"), [detail.names.get(one, one) or "-" for one in instances], least=8),
            Column(tr("VERIFIED"), [_verified(said.get(server.id)) for server in servers]),
            Column(
                tr("ADDRESSES"), [_addresses(server) or "-" for server in servers], dispensable=1
            ),
            Column(tr("IMAGE"), [server.image or "-" for server in servers], dispensable=3),
            Column(tr("FLAVOR"), [server.flavor or "-" for server in servers], dispensable=2),
            Column(tr("ID"), [server.id for server in servers]),
        ),
        width,
    )


def _server(
    made: DrillServer,
    server: Server | None,
    instances: Mapping[str, str],
    said: Mapping[str, Verification],
) -> dict[str, JsonValue]:
    word = said.get(made.server_id)
    return {
        "id": made.server_id,
        "instance_id": made.instance_id,
        "instance": instances.get(made.instance_id, ""),
        "name": server.name if server else "",
        "state": server.status if server else "",
        "addresses": [address.ip for address in server.addresses] if server else [],
        "elastic": [one.ip for one in server.addresses if one.elastic] if server else [],
        "image": server.image if server else "",
        "flavor": server.flavor if server else "",
        "enterprise_project_id": server.enterprise_project_id if server else "",
        "verified": word.passed if word else None,
        "verified_at": json_time(word.at) if word else None,
        "verified_by": word.by if word else "",
        "verified_how": word.how if word else "",
    }


def _verified(word: Verification | None) -> str:
    if word is None:
        return "-"
    return f"{tr('passed') if word.passed else tr('failed')} {json_time(word.at)}"


def _addresses(server: Server) -> str:
    return " ".join(
        tr("{address} (elastic)", address=one.ip) if one.elastic else one.ip
        for one in server.addresses
    )
