"""``drilltui takeover``: an exercise is taken over, from this host's records or from an export."""

from __future__ import annotations

from drilltui.cli.options import add_paperwork
from drilltui.cli.signer import add_signer, check_signer, fault_of_signature
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.domain.exercise import Exercise
    from drilltui.services.papers import Papers


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Take an exercise over, by name: one of this host's records, or one that was exported on "
        "another host, whose events are taken in as they are. Then 'drilltui resume' goes on with "
        "what it left. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}", command="drilltui takeover handed/export.zip --name 'Bob M.'"
    )
    parser.add_argument(
        "record", metavar="RECORD|PATH", help=tr("a record's id, or an exported folder or .zip")
    )
    parser.add_argument(
        "--name", dest="person", required=True, metavar="NAME", help=tr("who takes it over")
    )
    parser.add_argument("--why", default="", metavar="TEXT", help=tr("for what reason"))
    add_signer(parser)
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Take it over."""
    from pathlib import Path

    from drilltui.cli.paperwork import at_the_records
    from drilltui.domain.errors import UsageError
    from drilltui.domain.record_id import is_record_id

    check_signer(asked)
    if is_record_id(asked.record) and not Path(asked.record).exists():
        if asked.signer:
            raise UsageError(
                tr("A record of this host has no signature: an export has."),
                tr("Leave --signer and --allowed out."),
            )
        return at_the_records(asked, lambda papers: _take_over(papers, asked))
    return at_the_records(asked, lambda papers: _take_in(papers, asked), making=True)


async def _take_over(papers: Papers, asked: Namespace) -> int:
    from drilltui.cli.paperwork import told

    exercise = await papers.handing.take_over(asked.record, asked.person, asked.why)
    return await told(papers, asked, *_lines(papers, exercise))


async def _take_in(papers: Papers, asked: Namespace) -> int:
    """Take in the record of an export; one that is closed is nobody's to take over any more."""
    from pathlib import Path

    from drilltui.cli.paperwork import told
    from drilltui.evidence.reading import read_export
    from drilltui.evidence.whole_record import events_of

    files = read_export(Path(asked.record))
    vouched = _vouched(files, asked)
    adopted = await papers.handing.adopt(events_of(files))
    asked.record = adopted.exercise.record_id
    came = tr(
        "record {record}: {count} events were new here", record=asked.record, count=adopted.new
    )
    if adopted.exercise.closed:
        closed = tr("It is closed: there is nothing to take over.")
        return await told(papers, asked, vouched, came, closed)
    exercise = await papers.handing.take_over(asked.record, asked.person, asked.why)
    return await told(papers, asked, vouched, came, *_lines(papers, exercise))


def _vouched(files: dict[str, bytes], asked: Namespace) -> str:
    """Say who vouches for an export. JournalError where it is not whom was asked for."""
    from drilltui.domain.errors import JournalError

    if not asked.signer:
        return tr(
            "Nobody was asked to vouch for this export (--signer, --allowed): take it from a hand "
            "that you know."
        )
    if why := fault_of_signature(files, asked):
        raise JournalError(
            tr("The export is not signed by {signer}: {why}", signer=asked.signer, why=why),
            tr("Nothing was taken over."),
        )
    return tr("It is signed by {signer}.", signer=asked.signer)


def _lines(papers: Papers, exercise: Exercise) -> list[str]:
    record_id, last = exercise.record_id, exercise.said.handovers[-1]
    lines = [tr("record {record}: taken over by {name}", record=record_id, name=last.taken_by)]
    lines += [tr("open: {matter}", matter=one) for one in papers.handing.open_now(exercise)]
    where = {"project": exercise.project_id, "region": exercise.region}
    if not papers.archive.is_here(exercise):
        lines.append(
            tr(
                "It is of the project {project} in {region}: go on with a profile of that one.",
                **where,
            )
        )
    if exercise.unfinished:
        lines.append(tr("Next: drilltui resume {record}", record=record_id))
    return lines
