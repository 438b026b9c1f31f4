"""``drilltui drills``: the drills of the project or of a group."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("List the drills of the profile's project, newest first.")
    parser.epilog = example("drilltui drills --group pg-payments --json | jq -r .name")
    add_group(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """List the drills."""
    from drilltui.cli.visit import visit

    return visit(asked, _list)


async def _list(visit: Visit) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.drill_text import as_line, as_table
    from drilltui.cli.group_choice import chosen_group
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width

    session, asked = visit.session, visit.asked
    group = await chosen_group(session, asked.group) if asked.group else None
    names = {group.id: group.name} if group else await session.groups.names()
    found = await session.drills.list(group.id if group else None)
    if asked.json:
        say(*(as_line(drill, names, session.place) for drill in found))
    elif found:
        say(*as_table(found, names, terminal_width()))
    else:
        prompt.tell(
            tr("There is no drill in {name}.", name=group.name if group else session.place.region)
        )
    return 0
