"""``drilltui`` alone: the screens over a real cloud."""

from __future__ import annotations

from drilltui.cli.options import live_settings
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.domain.profile import ResolvedProfile
    from drilltui.settings import LiveSettings


def arguments(parser: ArgumentParser) -> None:
    """It takes what the program takes."""


def run(asked: Namespace) -> int:
    """Show the screens, which begin with a profile, or ask where to begin."""
    from drilltui.cli.screens import live
    from drilltui.settings import ScreenSettings

    settings = live_settings(asked)
    return live(settings, _current(settings), ScreenSettings(asked.ascii, asked.mouse, asked.guide))


def _current(settings: LiveSettings) -> ResolvedProfile | None:
    """Return the profile to begin with, None where a person has to say.

    Read before there is a screen: a configuration that cannot be used is a sentence.
    """
    from drilltui.domain.errors import ConfigError
    from drilltui.wiring.live import open_profiles, resolved

    configuration = resolved(open_profiles(settings), settings)
    if not configuration.current:
        return None
    if configuration.current not in configuration.profiles:
        listed = ", ".join(configuration.profiles) or tr("none yet")
        raise ConfigError(
            tr(
                "There is no profile {profile}, which {origin} names.",
                profile=repr(configuration.current),
                origin=configuration.current_origin,
            ),
            tr("Known: {names}.", names=listed),
        )
    return configuration.profiles[configuration.current]
