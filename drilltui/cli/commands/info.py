"""``drilltui info``: what is installed, where things lie, and what the profiles say."""

from __future__ import annotations

from drilltui import __version__
from drilltui.cli.options import add_live, example, live_settings
from drilltui.cli.output import say
from drilltui.domain.language import marked, tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from drilltui.domain.profile import Profile, ResolvedProfile
    from drilltui.services.credentials import Credentials
    from drilltui.services.entrance import Entrance


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Print versions, paths, and every value of every profile with "
        "where it comes from. Nothing is sent, no keyring is opened, no "
        "secret is shown."
    )
    parser.epilog = example("drilltui info --profile prod")
    parser.add_argument(
        "--schema", action="store_true", help=tr("print the JSON Schema of all that --json prints")
    )
    add_live(parser)


def run(asked: Namespace) -> int:
    """Print what is known without asking anybody."""
    if asked.schema:
        say(_schema())
        return 0
    import platform
    from importlib.metadata import version

    from drilltui.cli.facts import facts
    from drilltui.domain.plain_text import plain
    from drilltui.wiring import live
    from drilltui.wiring.journal import journal_path
    from drilltui.wiring.paths import config_path

    settings = live_settings(asked)
    rows = {
        "drilltui": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "httpx", "starlette", "uvicorn")},
        marked("config"): str(config_path()),
        marked("journal"): str(journal_path()),
    }
    say(*facts(rows, 10))
    entrance = live.open_entrance(settings)
    say(*map(plain, _profiles(entrance, asked.profile)))
    return 0


def _schema() -> str:
    from importlib.resources import files

    return (files("drilltui.cli") / "schema.json").read_text("utf-8").rstrip()


def _profiles(entrance: Entrance, named: str) -> Iterator[str]:
    from drilltui.cli.facts import fact

    configuration = entrance.configuration()
    if named:
        entrance.profile(named)  # one that is not there is worth a complaint
    if hours := configuration.kernel_keyring_hours:
        yield tr(
            "kernel_keyring_hours {hours}  (file {path})",
            hours=hours,
            path=entrance.sign_in.profiles.path,
        )
    if not configuration.profiles:
        yield fact(marked("profiles"), tr("none yet"), 10)
    for name, resolved in configuration.profiles.items():
        told = name
        if name == configuration.current:
            told = tr(
                "{profile} (current: {origin})", profile=name, origin=configuration.current_origin
            )
        yield fact(marked("profile"), told, 10)
        yield from _values(entrance, resolved)


def _values(entrance: Entrance, resolved: ResolvedProfile) -> Iterator[str]:
    from drilltui.cli.facts import fact

    for key, value in resolved.values().items():
        yield f"  {key:16} {value}  ({resolved.origins[key]})"
    yield f"  {fact(marked('secret'), _secret(entrance.credentials, resolved.profile), 16)}"


def _secret(credentials: Credentials, profile: Profile) -> str:
    """Return where the secret of `profile` would come from, as far as no keyring is asked."""
    from drilltui.domain.errors import UsageError

    try:
        brought = credentials.explicit(profile) or credentials.brought(profile)
    except UsageError as error:
        return tr("none: {why}", why=error.what)
    return (
        tr("from {origin}", origin=brought.origin)
        if brought
        else tr("'drilltui credentials status' looks for it")
    )
