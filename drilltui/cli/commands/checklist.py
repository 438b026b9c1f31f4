"""``drilltui checklist``: what the service leaves to people, and what of it is done."""

from __future__ import annotations

from drilltui.cli.options import add_group, add_json, add_live, example
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.cli.visit import Visit
    from drilltui.domain.attachment import Attachment


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Show what the service leaves to people in a drill, and tick what "
        "is done. What a read can check (routes, network ACLs, enterprise "
        "projects) ticks itself."
    )
    parser.epilog = example(
        "drilltui checklist drill-pg-payments-20261123 --tick routes --remark 'both'"
    )
    parser.add_argument(
        "subject", metavar="DRILL|RECORD", help=tr("a drill's id or exact name, or a record's id")
    )
    add_group(parser)
    word = parser.add_mutually_exclusive_group()
    word.add_argument(
        "--tick", metavar="KEY", default="", help=tr("the item with this key is done")
    )
    word.add_argument("--untick", metavar="KEY", default="", help=tr("it is not done after all"))
    parser.add_argument(
        "--remark", metavar="TEXT", default="", help=tr("what to keep with the tick")
    )
    parser.add_argument(
        "--attach",
        metavar="FILE",
        default="",
        help=tr("keep name and SHA-256 of this file with the tick; the file stays where it is"),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Show the checklist, after a tick if one was said."""
    from drilltui.cli.attached_file import attached_file
    from drilltui.cli.visit import visit
    from drilltui.domain.errors import UsageError

    if asked.remark and not (asked.tick or asked.untick):
        raise UsageError(tr("--remark is of no use alone."), tr("Say --tick or --untick too."))
    if asked.attach and not asked.tick:
        raise UsageError(tr("--attach is of no use alone."), tr("Say --tick too."))
    attachment = attached_file(asked.attach) if asked.attach else None
    return visit(asked, lambda entered: _checklist(entered, attachment))


async def _checklist(visit: Visit, attachment: Attachment | None) -> int:
    from drilltui.cli.choice import unknown
    from drilltui.cli.output import say
    from drilltui.cli.step_text import as_line, as_page
    from drilltui.cli.subject_choice import checklist_of, chosen_subject

    session, asked = visit.session, visit.asked
    subject = await chosen_subject(session, asked.subject, asked.group)
    found = await checklist_of(session, subject)
    if key := asked.tick or asked.untick:
        if found.step(key) is None:
            raise unknown(marked("item of this drill"), key, [one.item.key for one in found.steps])
        await session.steps.tick(
            subject, key, done=bool(asked.tick), remark=asked.remark, attachment=attachment
        )
        found = await checklist_of(session, subject)
    if asked.json:
        say(*(as_line(step, found) for step in found.steps))
    else:
        say(*as_page(found, found.exercise.name or asked.subject))
    return 0
