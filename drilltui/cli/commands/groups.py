"""``drilltui groups``: the protection groups, for people or for programs."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example
from drilltui.domain.language import marked, tr

_READY = marked("ready")

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.cli.visit import Visit
    from drilltui.domain.place import Place
    from drilltui.domain.readiness import Readiness
    from drilltui.services.groups import GroupOverview


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "List the protection groups of the profile's project, and whether each may be drilled now."
    )
    parser.epilog = example("drilltui groups --json | jq -r 'select(.ready) | .name'")
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """List the groups."""
    from drilltui.cli.visit import visit

    return visit(asked, _list)


async def _list(visit: Visit) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width

    place = visit.session.place
    found = await visit.session.groups.list()
    if visit.asked.json:
        say(*(as_line(overview, place) for overview in found))
    elif found:
        say(*as_table(found, terminal_width()))
    else:
        prompt.tell(tr("There is no protection group in {region}.", region=place.region))
    return 0


def as_line(overview: GroupOverview, place: Place) -> str:
    """Return a group as one JSON object on one line."""
    from drilltui.cli.json_lines import json_line, json_time

    group, judged = overview.group, overview.readiness
    return json_line(
        "group",
        id=group.id,
        name=group.name,
        state=group.status,
        **{"from": group.production_zone, "to": group.recovery_zone},
        instances=group.instance_count,
        pairs=group.pair_count,
        sync=group.progress,
        drills=len(overview.drills),
        last_drill_at=json_time(overview.last_drill_at),
        ready=judged.ready,
        reason=judged.reason,
        remedy=judged.remedy,
        code=judged.code,
        profile=place.profile,
        region=place.region,
        project_id=place.project_id,
    )


def as_table(found: Sequence[GroupOverview], width: int | None) -> tuple[str, ...]:
    """Return the groups as a table in `width` cells. Ids are always whole."""
    from drilltui.cli.json_lines import json_time
    from drilltui.cli.table import Column, table

    groups = [overview.group for overview in found]
    return table(
        (
            Column(tr("NAME"), [group.name for group in groups], least=8),
            Column(tr("STATE"), [group.status for group in groups]),
            Column(tr("FROM"), [group.production_zone for group in groups], dispensable=2),
            Column(tr("TO"), [group.recovery_zone for group in groups], dispensable=1),
            Column(tr("SYNC"), [_figure(group.progress) for group in groups], dispensable=3),
            Column(tr("INSTANCES"), [str(group.instance_count) for group in groups], dispensable=5),
            Column(tr("PAIRS"), [str(group.pair_count) for group in groups], dispensable=6),
            Column(tr("DRILLS"), [str(len(overview.drills)) for overview in found], dispensable=4),
            Column(
                tr("LAST DRILL"),
                [json_time(overview.last_drill_at) or "-" for overview in found],
                dispensable=7,
            ),
            Column(tr("ID"), [group.id for group in groups]),
            Column(tr("DRILL NOW"), [_now(overview.readiness) for overview in found], least=6),
        ),
        width,
    )


def _figure(progress: int | None) -> str:
    return "-" if progress is None else f"{progress}%"


def _now(judged: Readiness) -> str:
    if judged.ready and judged.reason == _READY:
        return tr(_READY)
    if judged.ready:
        return tr("yes: {why}", why=judged.reason)
    return tr("no: {why}", why=judged.reason)
