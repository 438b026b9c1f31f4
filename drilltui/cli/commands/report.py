"""``drilltui report``: what an auditor reads of a record, without asking any cloud."""

from __future__ import annotations

from drilltui.cli.options import add_record, add_redact
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.evidence_source import Source

FORMATS = ("md", "html", "json")


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Print the report of a record: what was done by whom and when, what came of it, and what "
        "nobody has said. It is made of the record alone; nothing is sent."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui report 20261123-0914-k7q2 --format html -o report.html",
    )
    add_record(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="md",
        help=tr("Markdown, one HTML file that can be printed, or JSON (md)"),
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="", help=tr("write a new file in place of this")
    )
    add_redact(parser)


def run(asked: Namespace) -> int:
    """Print the report."""
    from drilltui.cli.evidence_source import with_source

    return with_source(asked, lambda source: _report(source, asked))


def _report(source: Source, asked: Namespace) -> int:
    from pathlib import Path

    from drilltui.cli.output import complain, say
    from drilltui.domain.plain_text import plain
    from drilltui.evidence.writing import write_one

    text = _text(source, asked.format)
    if asked.output:
        path = Path(asked.output)
        write_one(path, text.encode("utf-8"))
        say(tr("The report is in {path}.", path=plain(str(path))))
    else:
        say(text.rstrip("\n"))
    broken = source.filed.broken_at
    if broken is None:
        return 0
    record = source.filed.exercise.record_id
    told = tr("The record {record} is broken at event {number}.", record=record, number=broken)
    return complain(told, 1)


def _text(source: Source, form: str) -> str:
    from drilltui.evidence.render.as_json import as_json
    from drilltui.evidence.render.markdown import markdown
    from drilltui.evidence.render.page import page
    from drilltui.evidence.report import report

    events = tuple(map(source.redaction.of, source.filed.events))
    made = report(events, source.previous, broken_at=source.filed.broken_at)
    if form == "json":
        return as_json(made)
    return (page if form == "html" else markdown)(made, source.words)
