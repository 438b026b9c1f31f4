"""``drilltui watch``: a job of the project, or what a record left unfinished, to its end."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_timeout, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr("Follow a job of the project, or what a record left unfinished.")
    parser.epilog = example("drilltui watch ff8080829a0b1c2d019a0b1c2d3e0001 --timeout 900")
    parser.add_argument("watched", metavar="JOB|RECORD", help=tr("the id of either"))
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Follow it."""
    from drilltui.cli.reporting import reported
    from drilltui.cli.visit import visit

    with reported("watch", as_json=asked.json):
        return visit(asked, _watch)


async def _watch(visit: Visit) -> int:
    from drilltui.cli.outcome import of_record
    from drilltui.cli.record_choice import chosen_record
    from drilltui.domain.record_id import is_record_id

    session, asked = visit.session, visit.asked
    if is_record_id(asked.watched):
        exercise = await chosen_record(session, asked.watched)
        sight = await session.resumption.take_up(exercise)
        if sight is None:
            return visit.report(of_record(exercise))
    else:
        sight = await session.resumption.attach(asked.watched)
    return visit.report(await visit.outcome_of(sight))
