"""``drilltui close``: a record, as clean as a fresh look says."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date

    from drilltui.cli.visit import Visit


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Look at everything that a drill had once more, and close its "
        "record: clean; clean with leftovers that somebody has accepted; "
        "or, with a reason only, not clean. Exit 1 when it is not clean "
        "and no reason was given; nothing is closed then."
    )
    parser.epilog = example(
        "drilltui close 20261123-0914-k7q2 --accept forensics --until 2026-12-01"
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
        until = _day(asked.until)

        async def stay(there: Visit) -> int:
            return await _close(there, until)

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


async def _close(visit: Visit, until: date | None) -> int:
    from drilltui.cli.cleanup_text import closing_line, closing_text
    from drilltui.cli.output import say
    from drilltui.cli.record_choice import record_to_clean
    from drilltui.domain.errors import ReadOnly, UsageError

    session, asked = visit.session, visit.asked
    if session.place.readonly:
        raise ReadOnly
    if until is not None and until < session.clock.now().date():
        raise UsageError(
            tr("The day {until} is over.", until=until), tr("Give a day to come, or none.")
        )
    record_id = (await record_to_clean(session, asked.drill)).record_id
    if asked.accept:
        judgement = await session.cleanup.judge(record_id)
        if keys := [one.key for one in judgement.open]:
            await session.cleanup.accept(record_id, keys, asked.accept, until)
    judgement = await session.cleanup.close(record_id, asked.not_clean)
    if asked.json:
        say(closing_line(record_id, judgement))
    else:
        say(*closing_text(record_id, judgement))
    return 0
