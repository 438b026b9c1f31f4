"""From a command to the screens: the terminal is judged and settled before Textual is imported."""

from __future__ import annotations

import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from drilltui.settings import RehearsalSettings, ScreenSettings


def rehearse(settings: RehearsalSettings, screen: ScreenSettings) -> int:
    """Show the screens until they are left; what went wrong is said when the terminal is whole."""
    import gc
    import os

    from drilltui.domain.errors import UsageError
    from drilltui.ui.terminal import environment

    refusal = environment.refusal(
        os.environ, stdin_isatty=sys.stdin.isatty(), stderr_isatty=sys.stderr.isatty()
    )
    if refusal:
        raise UsageError(refusal)
    environment.prepare(os.environ)
    # Importing makes objects that stay and hardly any garbage: looking for it is a twentieth of the
    # start, and frozen they are not looked through again while somebody types.
    gc.disable()
    from drilltui.ui.run import run_screens
    from drilltui.wiring.rehearsal import open_rehearsal

    gc.freeze()
    gc.enable()
    ascii_only = environment.needs_ascii(
        os.environ,
        sys.stderr.encoding,
        utf8_mode=bool(sys.flags.utf8_mode),
        forced=screen.ascii_only,
    )
    return run_screens(
        lambda: open_rehearsal(settings),
        live=False,
        source=settings.scenario,
        ascii_only=ascii_only,
        mouse=screen.mouse,
    )
