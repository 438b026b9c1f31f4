"""``drilltui watch``: a job of the project, or what a record left unfinished, to its end."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_timeout, live_settings

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.ends import Ends
    from drilltui.cli.outcome import Outcome
    from drilltui.services.entrance import Entrance
    from drilltui.services.session import Session


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = "Follow a job of the project, or what a record left unfinished."
    parser.epilog = "Example: drilltui watch ff8080829a0b1c2d019a0b1c2d3e0001 --timeout 900"
    parser.add_argument("watched", metavar="JOB|RECORD", help="the id of either")
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Follow it."""
    from drilltui.cli.ends import run as run_until_told
    from drilltui.cli.reporting import reported
    from drilltui.wiring import live

    with reported("watch", as_json=asked.json):
        entrance = live.open_entrance(live_settings(asked))
        return run_until_told(lambda ends: _watch(entrance, asked, ends))


async def _watch(entrance: Entrance, asked: Namespace, ends: Ends) -> int:
    from drilltui.cli.entering import entered
    from drilltui.cli.reporting import report
    from drilltui.cli.terminal_person import TerminalPerson

    async with entered(entrance, asked.profile, TerminalPerson()) as session:
        return report(await _outcome(session, asked, ends), as_json=asked.json)


async def _outcome(session: Session, asked: Namespace, ends: Ends) -> Outcome:
    from drilltui.cli.outcome import of_record
    from drilltui.cli.record_choice import chosen_record, is_record_id
    from drilltui.cli.waiting import outcome_of

    if is_record_id(asked.watched):
        exercise = await chosen_record(session, asked.watched)
        sight = await session.resumption.take_up(exercise)
        if sight is None:
            return of_record(exercise)
    else:
        sight = await session.resumption.attach(asked.watched)
    return await outcome_of(session, sight, ends, limit=asked.timeout, as_json=asked.json)
