"""``drilltui leftovers``: what all earlier drills have left, by their records, for cron."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example, live_settings
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.cli.visit import Visit
    from drilltui.domain.ledger import Entry
    from drilltui.domain.profile import Profile
    from drilltui.settings import LiveSettings


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "List what the drills of the profile's project have left, drills "
        "that still stand included, by the records of this host: nobody "
        "signs in, and nothing is asked. What somebody has accepted is "
        "left out until its day is over. Exit 0 when nothing is left, 1 "
        "when something is."
    )
    parser.epilog = example("drilltui leftovers --look --json | jq -r .id")
    parser.add_argument(
        "--look",
        action="store_true",
        help=tr("sign in and look whether it is there yet; the records keep what is gone"),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """List what is left."""
    if asked.look:
        from drilltui.cli.visit import visit

        return visit(asked, _look)

    from drilltui.cli.ends import run as run_until_told
    from drilltui.wiring import live

    settings = live_settings(asked)
    entrance = live.open_entrance(settings)
    profile = entrance.profile(entrance.chosen(asked.profile)).profile
    return run_until_told(lambda _: _read(settings, profile, asked))


async def _read(settings: LiveSettings, profile: Profile, asked: Namespace) -> int:
    from drilltui.cli.prompt import tell
    from drilltui.clock import SystemClock
    from drilltui.domain.ledger import ledger
    from drilltui.wiring.archive import open_archive

    archive = await open_archive(settings, profile)
    try:
        for notice in archive.notices:
            tell(notice)
        found = ledger(await archive.outlines(), SystemClock().now().date())
    finally:
        await archive.close()
    _print(found, asked)
    tell(tr("{count} by the records of {profile}.", count=_count(found), profile=profile.name))
    return 1 if found else 0


async def _look(visit: Visit) -> int:
    from drilltui.cli.prompt import tell

    seen = await visit.session.overview.look_again()
    _print(seen.there, visit.asked)
    for doubt in seen.doubts:
        tell(tr("Not known: {doubt}", doubt=doubt))
    tell(tr("{count}, {gone} found to be gone.", count=_count(seen.there), gone=len(seen.gone)))
    return 1 if seen.there or seen.doubts else 0


def _print(found: Sequence[Entry], asked: Namespace) -> None:
    from drilltui.cli.output import say
    from drilltui.cli.overview_text import left_line, left_table
    from drilltui.cli.table import terminal_width
    from drilltui.clock import SystemClock

    now = SystemClock().now()
    if asked.json:
        say(*(left_line(one, now) for one in found))
    elif found:
        say(*left_table(found, now, terminal_width()))


def _count(found: Sequence[Entry]) -> str:
    drills = sum(one.standing for one in found)
    if drills:
        return tr("{count} left over ({drills} of them stand yet)", count=len(found), drills=drills)
    return tr("{count} left over", count=len(found))
