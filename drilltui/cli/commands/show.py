"""``drilltui show``: one drill with its servers."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("Show a drill and the servers that were made for it.")
    parser.epilog = example("drilltui show drill-pg-payments-20261123 --json | jq .servers")
    parser.add_argument("drill", metavar="DRILL", help=tr("its id, or its exact name"))
    add_group(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Show the drill."""
    from drilltui.cli.visit import visit

    return visit(asked, _show)


async def _show(visit: Visit) -> int:
    from drilltui.cli.drill_choice import chosen_drill
    from drilltui.cli.drill_text import as_line, as_page
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width

    session, asked = visit.session, visit.asked
    drill = await chosen_drill(session, asked.drill, asked.group)
    detail = await session.drills.show(drill.id)
    group = await session.groups.name(drill.group_id)
    said = (await session.exercises.said_of(drill.id)).verified
    if asked.json:
        say(as_line(detail.drill, {drill.group_id: group}, session.place, detail, said))
    else:
        say(*as_page(detail, group, terminal_width(), said))
    return 0
