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
        "List the records of the profile's project that nobody has closed, or those of rehearsals, "
        "or show one with its events and whether its hash chain holds (exit 5 when it does not). "
        "Nothing is sent: where the profile does not name its project, which only a sign-in tells "
        "then, the records of its whole region are listed, and 'drilltui resume' takes up those of "
        "its project. Where there is no profile yet, the records of rehearsals are listed."
    )
    parser.epilog = example("drilltui records --json | jq -r 'select(.unfinished != \"\") | .id'")
    parser.add_argument("record", nargs="?", default="", metavar="RECORD", help=tr("show this one"))
    parser.add_argument("--all", action="store_true", help=tr("closed ones too"))
    parser.add_argument(
        "--rehearsed", action="store_true", help=tr("the records of rehearsals, without a profile")
    )
    add_json(parser)
    add_live(parser, "profile")


def run(asked: Namespace) -> int:
    """List the records, or show one."""
    from drilltui.cli.ends import run as run_until_told

    settings = live_settings(asked)
    profile = _profile(settings, asked)
    return run_until_told(lambda _: _records(settings, profile, asked))


def _profile(settings: LiveSettings, asked: Namespace) -> Profile | None:
    """Return the profile whose records are asked for; None where none is needed, or there is none.

    Raises ConfigError, UsageError for one that cannot be told.
    """
    from drilltui.domain.errors import CredentialsNeeded, UsageError
    from drilltui.wiring import live

    if asked.rehearsed and asked.profile:
        raise UsageError(
            tr("A rehearsal belongs to no profile."), tr("Say --rehearsed or --profile.")
        )
    if (asked.rehearsed or asked.record) and not asked.profile:
        return None
    entrance = live.open_entrance(settings)
    try:
        return entrance.profile(entrance.chosen(asked.profile)).profile
    except CredentialsNeeded:
        return None


async def _records(settings: LiveSettings, profile: Profile | None, asked: Namespace) -> int:
    from drilltui.cli.output import mention
    from drilltui.domain.plain_text import plain
    from drilltui.wiring.archive import open_archive, open_every_record

    archive = await (open_archive(settings, profile) if profile else open_every_record(settings))
    try:
        mention(*map(plain, archive.notices))
        if asked.record:
            return await _show(archive, asked.record, as_json=asked.json)
        return await _list(archive, profile, asked)
    finally:
        await archive.close()


async def _list(archive: Archive, profile: Profile | None, asked: Namespace) -> int:
    from drilltui.cli import prompt
    from drilltui.cli.output import say
    from drilltui.cli.record_text import as_line, as_table
    from drilltui.cli.table import terminal_width

    if profile is None:
        if not asked.rehearsed:
            prompt.tell(tr("There is no profile yet: only rehearsals have records."))
        found = await archive.rehearsed(closed=asked.all)
    else:
        found = await (archive.every() if asked.all else archive.unclosed())
    if asked.json:
        say(*map(as_line, found))
    elif found:
        say(*as_table(found, terminal_width()))
    else:
        prompt.tell(_none(profile, closed=asked.all))
    return 0


def _none(profile: Profile | None, *, closed: bool) -> str:
    """Return that there is no record; with `closed` none at all."""
    if profile is None:
        return (
            tr("There is no record of a rehearsal.")
            if closed
            else tr("There is no unclosed record of a rehearsal: --all lists closed ones too.")
        )
    if closed:
        return tr("There is no record of {profile}.", profile=profile.name)
    return tr("There is no unclosed record of {profile}.", profile=profile.name)


async def _show(archive: Archive, record_id: str, *, as_json: bool) -> int:
    from drilltui.cli.choice import unknown
    from drilltui.cli.output import complain, say
    from drilltui.cli.record_text import as_line, as_page, event_line

    filed = await archive.filed(record_id)
    if filed is None:
        raise unknown(marked("record"), record_id, await archive.ids())
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
