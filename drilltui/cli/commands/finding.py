"""``drilltui finding``: what a drill has shown that is to be mended."""

from __future__ import annotations

from drilltui.cli.number import number
from drilltui.cli.options import add_paperwork, add_record
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.services.papers import Papers


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Write down what a drill has shown that is to be mended, change a finding with --number, "
        "or list them all. No cloud is asked."
    )
    parser.epilog = tr(
        "Example: {command}",
        command="drilltui finding 20261123-0914-k7q2 'DNS still points home' --owner bob "
        "--due 2026-12-15 --severity high",
    )
    add_record(parser)
    parser.add_argument("text", nargs="?", metavar="TEXT", help=tr("what was found"))
    parser.add_argument(
        "--number", type=number(int, 1, 9999), metavar="N", help=tr("change this finding")
    )
    parser.add_argument("--severity", metavar="WORD", help=tr("low, medium or high"))
    parser.add_argument("--owner", metavar="NAME", help=tr("who mends it"))
    parser.add_argument("--due", metavar="DATE", help=tr("until when: 2026-12-01"))
    parser.add_argument("--status", metavar="WORD", help=tr("open, mended or risk accepted"))
    parser.add_argument("--decision", metavar="TEXT", help=tr("who has accepted the risk, and why"))
    parser.add_argument("--retest", metavar="TEXT", help=tr("the record that shows it mended"))
    add_paperwork(parser)


def run(asked: Namespace) -> int:
    """Write the finding, or list them."""
    from drilltui.cli.paperwork import at_the_records

    return at_the_records(asked, lambda papers: _finding(papers, asked))


async def _finding(papers: Papers, asked: Namespace) -> int:
    from dataclasses import fields

    from drilltui.cli.paperwork import told
    from drilltui.cli.said_text import finding_line, finding_lines
    from drilltui.domain.errors import UsageError
    from drilltui.domain.finding_typed import FindingTyped

    typed = FindingTyped(**{one.name: getattr(asked, one.name) for one in fields(FindingTyped)})
    if asked.number is not None:
        found = await papers.saying.change(asked.record, asked.number, typed)
        return await told(papers, asked, *finding_line(found))
    if typed.text is None:
        if typed != FindingTyped():
            raise UsageError(
                tr("Which finding is that of?"), tr("Say its --number, or the text of a new one.")
            )
        known = (await papers.saying.of(asked.record)).said.findings
        return await told(papers, asked, *finding_lines(known))
    return await told(papers, asked, *finding_line(await papers.saying.find(asked.record, typed)))
