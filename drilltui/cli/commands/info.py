"""``drilltui info``: what is installed, where things lie, and what the profiles say."""

from __future__ import annotations

from drilltui import __version__
from drilltui.cli.options import add_live, example, live_settings
from drilltui.cli.output import say
from drilltui.domain.language import tr

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

    from drilltui.domain.plain_text import plain
    from drilltui.wiring import live
    from drilltui.wiring.journal import journal_path
    from drilltui.wiring.paths import config_path

    settings = live_settings(asked)
    rows = {
        "drilltui": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "httpx", "starlette", "uvicorn")},
        "config": str(config_path()),
        "journal": str(journal_path()),
    }
    say(*(plain(f"{name:10} {value}") for name, value in rows.items()))
    entrance = live.open_entrance(settings)
    say(*map(plain, _profiles(entrance, asked.profile)))
    return 0


def _schema() -> str:
    from importlib.resources import files

    return (files("drilltui.cli") / "schema.json").read_text("utf-8").rstrip()


def _profiles(entrance: Entrance, named: str) -> Iterator[str]:
    configuration = entrance.configuration()
    if named:
        entrance.profile(named)  # one that is not there is worth a complaint
    if hours := configuration.kernel_keyring_hours:
        yield f"kernel_keyring_hours {hours}  (file {entrance.sign_in.profiles.path})"
    if not configuration.profiles:
        yield f"{'profiles':10} none yet"
    for name, resolved in configuration.profiles.items():
        here = (
            f" (current: {configuration.current_origin})" if name == configuration.current else ""
        )
        yield f"{'profile':10} {name}{here}"
        yield from _values(entrance, resolved)


def _values(entrance: Entrance, resolved: ResolvedProfile) -> Iterator[str]:
    for key, value in resolved.values().items():
        yield f"  {key:16} {value}  ({resolved.origins[key]})"
    yield f"  {'secret':16} {_secret(entrance.credentials, resolved.profile)}"


def _secret(credentials: Credentials, profile: Profile) -> str:
    """Return where the secret of `profile` would come from, as far as no keyring is asked."""
    from drilltui.domain.errors import UsageError

    try:
        brought = credentials.explicit(profile) or credentials.brought(profile)
    except UsageError as error:
        return tr("none: {what}", what=error.what)
    return (
        tr("from {origin}", origin=brought.origin)
        if brought
        else tr("'drilltui credentials status' looks for it")
    )
