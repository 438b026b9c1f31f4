"""``drilltui records``: what was done from this host, without asking any cloud."""

from __future__ import annotations

from drilltui.cli.options import add_json, add_live, example, live_settings
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.domain.profile import Profile
    from drilltui.services.archive import Archive
    from drilltui.settings import LiveSettings


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "List the records of the profile's project that nobody has closed, "
        "or show one with its events and whether its hash chain holds "
        "(exit 5 when it does not). Nothing is sent: where the profile "
        "does not name its project, which only a sign-in tells then, the "
        "records of its whole region are listed, and 'drilltui resume' "
        "takes up those of its project."
    )
    parser.epilog = example("drilltui records --json | jq -r 'select(.unfinished != \"\") | .id'")
    parser.add_argument("record", nargs="?", default="", metavar="RECORD", help=tr("show this one"))
    parser.add_argument("--all", action="store_true", help=tr("closed ones too"))
    add_json(parser)
    add_live(parser, "profile")


def run(asked: Namespace) -> int:
    """List the records, or show one."""
    from drilltui.cli.ends import run as run_until_told
    from drilltui.wiring import live

    settings = live_settings(asked)
    entrance = live.open_entrance(settings)
    profile = entrance.profile(entrance.chosen(asked.profile)).profile
    return run_until_told(lambda _: _records(settings, profile, asked))


async def _records(settings: LiveSettings, profile: Profile, asked: Namespace) -> int:
    from drilltui.cli.output import mention
    from drilltui.domain.plain_text import plain
    from drilltui.wiring.archive import open_archive

    archive = await open_archive(settings, profile)
    try:
        mention(*map(plain, archive.notices))
        if asked.record:
            return await _show(archive, asked.record, as_json=asked.json)
        return await _list(archive, profile, asked)
    finally:
        await archive.close()


async def _list(archive: Archive, profile: Profile, asked: Namespace) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.cli.record_text import as_line, as_table
    from drilltui.cli.table import terminal_width

    found = await (archive.every() if asked.all else archive.unclosed())
    if asked.json:
        say(*map(as_line, found))
    elif found:
        say(*as_table(found, terminal_width()))
    else:
        none = (
            tr("There is no record of {profile}.", profile=profile.name)
            if asked.all
            else tr("There is no unclosed record of {profile}.", profile=profile.name)
        )
        prompt.tell(none)
    return 0


async def _show(archive: Archive, record_id: str, *, as_json: bool) -> int:
    from drilltui.cli.choice import unknown
    from drilltui.cli.output import complain, say
    from drilltui.cli.record_text import as_line, as_page, event_line

    filed = await archive.filed(record_id)
    if filed is None:
        raise unknown(marked("record"), record_id, [one.record_id for one in await archive.every()])
    if as_json:
        say(as_line(filed.exercise, filed), *map(event_line, filed.events))
    else:
        say(*as_page(filed))
    if filed.broken_at is None:
        return 0
    return complain(
        tr(
            "The record {record_id} is broken at event {broken_at}.",
            record_id=record_id,
            broken_at=filed.broken_at,
        ),
        5,
    )
