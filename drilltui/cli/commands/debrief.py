"""``drilltui debrief``: what happened in a rehearsal, and what was made of it, from its record."""

from __future__ import annotations

from drilltui.cli.options import example
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Say what happened in a rehearsal and when, after how long it was "
        "noticed, what was done, and what the guide would have done. All "
        "of it comes from the record, which has to be closed: that is when "
        "a rehearsal says what it was about."
    )
    parser.epilog = example("drilltui debrief 20261123-0914-k7q2")
    parser.add_argument("record", metavar="RECORD", help=tr("the record of a rehearsal"))


def run(asked: Namespace) -> int:
    """Print the debrief."""
    from drilltui.cli.ends import run as run_until_told

    return run_until_told(lambda _: _debrief(asked.record))


async def _debrief(record_id: str) -> int:
    from drilltui.cli.output import complain, say
    from drilltui.domain.errors import UsageError
    from drilltui.domain.plain_text import plain
    from drilltui.domain.record import broken_at
    from drilltui.guide.debrief import debrief
    from drilltui.guide.debrief_text import lines_of
    from drilltui.wiring.archive import read_record

    events = await read_record(record_id)
    found = debrief(events)
    if found is None:
        known = tr("The record {id} has no debrief.", id=record_id)
        missing = tr("There is no record {id}.", id=record_id)
        raise UsageError(
            known if events else missing,
            tr("A rehearsal has one once its record is closed; see 'drilltui rehearse'."),
        )
    say(*map(plain, lines_of(found)))
    broken = broken_at(events)
    if broken is None:
        return 0
    return complain(tr("Record {id} is broken at event {seq}.", id=record_id, seq=broken), 5)
