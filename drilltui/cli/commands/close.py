"""``drilltui close``: a record, as clean as a fresh look says."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from drilltui.cli.visit import Visit
    from drilltui.domain.said import Result


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Look at everything that a drill had once more, and close its record: clean; clean with "
        "leftovers that somebody has accepted; or, with a reason only, not clean. Exit 1 when it "
        "is not clean and no reason was given; nothing is closed then. A drill that was made needs "
        "a --result; without one, an exercise whose drill was never made was aborted."
    )
    parser.epilog = example(
        "drilltui close 20261123-0914-k7q2 --result passed --accept forensics --until 2026-12-01"
    )
    parser.add_argument("drill", metavar="RECORD", help=tr("the record, or its drill's id or name"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--accept", default="", metavar="WHY", help=tr("let all that is left be, for this reason")
    )
    how.add_argument(
        "--not-clean", default="", metavar="WHY", help=tr("close it as it is, for this reason")
    )
    parser.add_argument(
        "--result",
        default="",
        metavar="RESULT",
        help=tr("how the exercise ended: passed, passed with findings, failed or aborted"),
    )
    parser.add_argument(
        "--compared",
        default="",
        metavar="TEXT",
        help=tr("how what came differs from what was expected"),
    )
    parser.add_argument(
        "--until", default="", metavar="DATE", help=tr("accept it until this day (2026-12-01)")
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Close the record."""
    from drilltui.cli.reporting import reported
    from drilltui.cli.visit import visit
    from drilltui.domain.errors import UsageError

    with reported("close", as_json=asked.json):
        if asked.until and not asked.accept:
            raise UsageError(
                tr("--until is of no use without --accept."), tr("Say --accept WHY too.")
            )
        until, result = _day(asked.until), _result(asked.result)

        async def stay(there: Visit) -> int:
            return await _close(there, until, result)

        return visit(asked, stay)


def _day(said: str) -> date | None:
    from datetime import date

    from drilltui.domain.errors import UsageError

    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise UsageError(
            tr("{said} is no day.", said=said), tr("Write it like 2026-12-01.")
        ) from None


def _result(said: str) -> Result | None:
    from drilltui.domain.said import Result
    from drilltui.domain.typed import listed

    typed = said.strip().casefold()
    if not typed:
        return None
    found = next((one for one in Result if one.value == typed), None)
    if found is None:
        from drilltui.domain.errors import UsageError

        raise UsageError(
            tr("{typed} is no result.", typed=said),
            tr("Take one of: {words}.", words=listed(Result)),
        )
    return found


async def _close(visit: Visit, until: date | None, result: Result | None) -> int:
    from drilltui.cli.cleanup_text import closing_line, closing_text
    from drilltui.cli.output import say
    from drilltui.cli.record_choice import record_to_clean
    from drilltui.domain.errors import ReadOnly, UsageError
    from drilltui.domain.result import result_for

    session, asked = visit.session, visit.asked
    if session.place.readonly:
        raise ReadOnly
    if until is not None and until < session.clock.now().date():
        raise UsageError(
            tr("The day {until} is over.", until=until), tr("Give a day to come, or none.")
        )
    exercise = await record_to_clean(session, asked.drill)
    record_id = exercise.record_id
    ended = result_for(exercise, result)
    if asked.accept:
        judgement = await session.cleanup.judge(record_id)
        if keys := [one.key for one in judgement.open]:
            await session.cleanup.accept(record_id, keys, asked.accept, until)
    judgement = await session.cleanup.close(
        record_id, asked.not_clean, result=ended, compared=asked.compared
    )
    if asked.json:
        say(closing_line(record_id, judgement, ended, asked.compared))
    else:
        say(*closing_text(record_id, judgement, ended))
    return 0
