"""``drilltui preflight``: what a drill of a group would meet, before anything is sent."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_vpc, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Look at a protection group and at what a drill of it would meet: "
        "each finding with the error code that it prevents, and what would "
        "help. Only reads are sent."
    )
    parser.epilog = example(
        "drilltui preflight --group pg-payments --json | jq 'select(.verdict == \"stop\")'",
        after=tr(
            "Exit status: 0 nothing stops it, 1 something does, 2 there is no such group or VPC."
        ),
    )
    parser.add_argument(
        "--group", required=True, metavar="GROUP", help=tr("its id, or its exact name")
    )
    add_vpc(parser)
    parser.add_argument(
        "--name",
        dest="drill",
        metavar="NAME",
        default="",
        help=tr("what the drill would be called (otherwise a free name is taken)"),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Look, and say what was found."""
    from drilltui.cli.visit import visit

    return visit(asked, _look)


async def _look(visit: Visit) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.cli.preflight_text import as_lines, as_table, tally
    from drilltui.cli.start_plan import wanted
    from drilltui.cli.table import terminal_width

    asked = visit.asked
    planned = await wanted(visit.session, asked.group, asked.vpc, asked.drill)
    found = planned.report
    if asked.json:
        say(*as_lines(found, planned.draft))
    else:
        say(*as_table(found, terminal_width()))
        vpc = planned.vpc or tr("automatic VPC")
        prompt.tell(f"{planned.group.name}, {vpc}: {tally(found)}")
    return 1 if found.stops else 0
