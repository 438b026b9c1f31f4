"""``drilltui resume``: whatever was left, settled and followed to its end."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, add_timeout, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.cli.visit import Visit
    from drilltui.domain.exercise import Exercise
    from drilltui.services.session import Session
    from drilltui.services.sight import Sight


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Settle and follow everything that the records of this project "
        "left unfinished: by this program before it ended, or by another "
        "one. With several the worst exit status counts: 5, 3, 1, 4, 0. "
        "--adopt and --absent are a person's decision, and the record says "
        "whose."
    )
    parser.epilog = example("drilltui resume --timeout 900 --json")
    parser.add_argument("records", nargs="*", metavar="RECORD", help=tr("only these"))
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument(
        "--adopt", default="", metavar="DRILL", help=tr("the record's submission made this drill")
    )
    decision.add_argument(
        "--absent", action="store_true", help=tr("the record's submission never arrived")
    )
    add_timeout(parser)
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Settle and follow."""
    from drilltui.cli.reporting import reported
    from drilltui.cli.visit import visit
    from drilltui.domain.errors import UsageError

    with reported("resume", as_json=asked.json):
        if (asked.adopt or asked.absent) and len(asked.records) != 1:
            raise UsageError(tr("--adopt and --absent decide on one record."), tr("Say which."))
        return visit(asked, _resume)


async def _resume(visit: Visit) -> int:
    session, asked = visit.session, visit.asked
    if refusal := session.exercises.refusal:
        raise refusal
    if asked.adopt or asked.absent:
        return await _decide(visit)
    return await _take_up(visit, await _left(session, asked.records))


async def _left(session: Session, named: Sequence[str]) -> list[Exercise]:
    from drilltui.cli.record_choice import chosen_record

    if not named:
        return list(await session.resumption.left())
    return [await chosen_record(session, record_id) for record_id in dict.fromkeys(named)]


async def _take_up(visit: Visit, exercises: Sequence[Exercise]) -> int:
    from drilltui.cli.outcome import nothing_left, of_record
    from drilltui.cli.result import worst

    statuses: list[int] = []
    watched: list[Sight] = []
    for exercise in exercises:
        if sight := await visit.session.resumption.take_up(exercise):
            watched.append(sight)
        else:
            statuses.append(visit.report(of_record(exercise)))
    if not exercises:
        return visit.report(nothing_left())
    return worst([*statuses, *await _follow(visit, watched)])


async def _follow(visit: Visit, watched: Sequence[Sight]) -> list[int]:
    from asyncio import to_thread
    from contextlib import aclosing

    async with aclosing(visit.outcomes(watched)) as found:
        return [await to_thread(visit.report, outcome) async for outcome in found]


async def _decide(visit: Visit) -> int:
    from drilltui.cli.drill_choice import among
    from drilltui.cli.outcome import decided
    from drilltui.cli.record_choice import chosen_record

    session, asked = visit.session, visit.asked
    exercise = await chosen_record(session, asked.records[0])
    drill_id = None
    if asked.adopt:
        drill_id = among(asked.adopt, await session.drills.list(exercise.group_id)).id
    sight = await session.resumption.decide(exercise.record_id, drill_id)
    if sight is None:
        exercise = await session.exercises.load(exercise.record_id)
        return visit.report(decided(exercise))
    return visit.report(await visit.outcome_of(sight))
