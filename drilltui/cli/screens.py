"""From a command to the screens: the terminal is judged and settled before Textual is imported."""

from __future__ import annotations

import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from drilltui.domain.profile import ResolvedProfile
    from drilltui.services.entrance import Entrance
    from drilltui.settings import LiveSettings, RehearsalSettings, ScreenSettings


def rehearse(settings: RehearsalSettings, screen: ScreenSettings) -> int:
    """Show the screens of a rehearsal until they are left; return the exit status.

    A person may turn from it to a profile, and back; not when Textual's logs are kept, which record
    everything that is typed.
    """
    import os

    from drilltui.domain.fault import DEBUG
    from drilltui.settings import LiveSettings

    check_runbook(screen.runbook)
    developing = bool(os.environ.get(DEBUG))
    settle(developing=developing)
    load()
    from drilltui.ui.run import run_screens
    from drilltui.wiring.rehearsal import open_rehearsal

    def entrance() -> Entrance:
        from drilltui.wiring.live import open_entrance

        return open_entrance(LiveSettings(state_dir=settings.state_dir), settings)

    return run_screens(
        lambda: open_rehearsal(settings),
        live=False,
        source=settings.scenario,
        entrance=None if developing else entrance,
        ascii_only=needs_ascii(screen),
        mouse=screen.mouse,
        runbook=screen.runbook,
    )


def live(settings: LiveSettings, profile: ResolvedProfile | None, screen: ScreenSettings) -> int:
    """Show the screens over real clouds until they are left; return the exit status.

    They begin with `profile`, or by asking whether to rehearse or to sign in.
    """
    check_runbook(screen.runbook)
    settle()
    load()
    from drilltui.ui.run import run_screens
    from drilltui.wiring.live import open_entrance

    return run_screens(
        profile=profile,
        entrance=lambda: open_entrance(settings),
        ascii_only=needs_ascii(screen),
        mouse=screen.mouse,
        runbook=screen.runbook,
    )


def check_runbook(key: str | None) -> None:
    """Raise UsageError when there is no runbook of this key. None and "" name none."""
    from drilltui.guide.shipped import SHIPPED

    if not key or key in SHIPPED:  # no file is read for it before the first frame
        return
    from drilltui.guide.bookshelf import bookshelf
    from drilltui.wiring.own_runbooks import own_runbooks

    bookshelf(own_runbooks()).get(key)


def settle(*, developing: bool = False) -> None:
    """Judge this terminal and settle its environment. UsageError when it can show no screen.

    What Textual reads of the environment goes, its logs of everything typed above all.
    """
    import os

    from drilltui.domain.errors import UsageError
    from drilltui.ui.terminal import environment

    refusal = environment.refusal(
        os.environ, stdin_isatty=sys.stdin.isatty(), stderr_isatty=sys.stderr.isatty()
    )
    if refusal:
        raise UsageError(refusal)
    environment.prepare(os.environ, developing=developing)


def load() -> None:
    """Import the screens.

    Importing makes objects that stay and hardly any garbage: looking for it is a twentieth of the
    start, and frozen they are not looked through again while somebody types.
    """
    import gc

    gc.disable()
    import drilltui.ui.run  # noqa: F401 - loaded here, used by who shows the screens

    gc.freeze()
    gc.enable()


def needs_ascii(screen: ScreenSettings) -> bool:
    """Tell whether only ASCII may be sent to this terminal."""
    import os

    from drilltui.ui.terminal import environment

    return environment.needs_ascii(
        os.environ,
        sys.stderr.encoding,
        utf8_mode=bool(sys.flags.utf8_mode),
        forced=screen.ascii_only,
    )
