"""``drilltui overdue``: the groups that should have been drilled by now, for cron."""

from __future__ import annotations

from drilltui.cli.number import number
from drilltui.cli.options import add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "List the protection groups without a drill that was made and "
        "cleaned up in so many days, by the records of this host, beside "
        "the service's own word on its fixed 3 months. A drill that was "
        "closed with accepted leftovers counts, one that is not clean does "
        "not. Exit 0 when there is no such group, 1 when there is one."
    )
    parser.epilog = example("drilltui overdue --days 90 --json | jq -r .group")
    parser.add_argument(
        "--days",
        type=number(int, 1, 3650),
        metavar="N",
        help=tr(
            "how often a group is to be drilled (otherwise overdue_days of the profile, or 180)"
        ),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """List the overdue groups."""
    from drilltui.cli.visit import visit

    return visit(asked, _list)


async def _list(visit: Visit) -> int:
    from drilltui.cli.output import say
    from drilltui.cli.overview_text import overdue_line, overdue_table
    from drilltui.cli.prompt import tell
    from drilltui.cli.table import terminal_width

    session, asked = visit.session, visit.asked
    days = asked.days or session.overview.days
    seen = await session.overview.read(days)
    now, found = session.clock.now(), seen.overdue
    if asked.json:
        say(*(overdue_line(one, now, days, session.place) for one in found))
    elif found:
        say(*overdue_table(found, now, terminal_width()))
    if seen.unasked:
        tell(tr("The service could not be asked for its own word: {unasked}", unasked=seen.unasked))
    tell(
        tr(
            "{found} of {standings} groups without a clean drill in {days} days.",
            found=len(found),
            standings=len(seen.standings),
            days=days,
        )
    )
    return 1 if found else 0
