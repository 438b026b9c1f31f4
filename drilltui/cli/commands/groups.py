"""``drilltui groups``: the protection groups, for people or for programs."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.domain.place import Place
    from drilltui.domain.readiness import Readiness
    from drilltui.services.entrance import Entrance
    from drilltui.services.groups import GroupOverview


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "List the protection groups of the profile's project, and whether each may be drilled now."
    )
    parser.epilog = "Example: drilltui groups --json | jq -r 'select(.ready) | .name'"
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """List the groups."""
    from drilltui.cli.ends import run as run_until_told
    from drilltui.wiring import live

    entrance = live.open_entrance(live_settings(asked))
    return run_until_told(lambda _: _list(entrance, asked.profile, as_json=asked.json))


async def _list(entrance: Entrance, named: str, *, as_json: bool) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.entering import entered
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width
    from drilltui.cli.terminal_person import TerminalPerson

    async with entered(entrance, named, TerminalPerson()) as session:
        found = await session.groups.list()
        if as_json:
            say(*(as_line(overview, session.place) for overview in found))
        elif found:
            say(*as_table(found, terminal_width()))
        else:
            prompt.tell(f"There is no protection group in {session.place.region}.")
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
            Column("NAME", [group.name for group in groups], least=8),
            Column("STATE", [group.status for group in groups]),
            Column("FROM", [group.production_zone for group in groups], dispensable=2),
            Column("TO", [group.recovery_zone for group in groups], dispensable=1),
            Column("SYNC", [_figure(group.progress) for group in groups], dispensable=3),
            Column("INSTANCES", [str(group.instance_count) for group in groups], dispensable=5),
            Column("PAIRS", [str(group.pair_count) for group in groups], dispensable=6),
            Column("DRILLS", [str(len(overview.drills)) for overview in found], dispensable=4),
            Column(
                "LAST DRILL",
                [json_time(overview.last_drill_at) or "-" for overview in found],
                dispensable=7,
            ),
            Column("ID", [group.id for group in groups]),
            Column("DRILL NOW", [_now(overview.readiness) for overview in found], least=6),
        ),
        width,
    )


def _figure(progress: int | None) -> str:
    return "-" if progress is None else f"{progress}%"


def _now(judged: Readiness) -> str:
    if judged.ready:
        return judged.reason if judged.reason == "ready" else f"yes: {judged.reason}"
    return f"no: {judged.reason}"
