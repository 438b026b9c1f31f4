"""``drilltui doctor``: what works, what does not, and what would help."""

from __future__ import annotations

from drilltui import __version__
from drilltui.cli.options import add_json, add_live, example, live_settings
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from drilltui.domain.finding import Finding
    from drilltui.services.doctor import Doctor
    from drilltui.settings import LiveSettings


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = tr(
        "Look at everything that signing in needs: versions, terminal, "
        "paths, keyring, profile, network, clock, sign-in, project, "
        "permission. Only the smallest reads are sent, and nothing more "
        "after a refusal."
    )
    parser.epilog = example(
        "drilltui doctor --json | jq -r 'select(.verdict != \"ok\") | .remedy'",
        after=tr(
            "Exit status: 0 all ok or warn, 2 configuration, 4 network or sign-in, 5 this host."
        ),
    )
    add_json(parser)
    add_live(parser)


def run(asked: Namespace) -> int:
    """Look at everything; return what the worst finding calls for."""
    from drilltui.running import run as run_loop

    return run_loop(_examine(_doctor(live_settings(asked)), asked.profile, as_json=asked.json))


async def _examine(doctor: Doctor, named: str, *, as_json: bool) -> int:
    from drilltui.cli.finding_text import as_line, as_text
    from drilltui.cli.output import say
    from drilltui.cli.table import terminal_width

    worst = 0
    async for examined in doctor.examine(named):
        worst = max(worst, examined.status)
        finding = examined.finding
        say(*([as_line(finding)] if as_json else as_text(finding, terminal_width())))
    return worst


def _doctor(settings: LiveSettings) -> Doctor:
    from drilltui.cli.terminal_person import TerminalPerson
    from drilltui.services.doctor import CONFIGURATION, HOST, Doctor, Step
    from drilltui.wiring import live
    from drilltui.wiring.network import HostNetwork
    from drilltui.wiring.paths import path_findings

    async def paths() -> Sequence[Finding]:
        return await path_findings(settings)

    async def conventions() -> Sequence[Finding]:
        return live.conventions()

    return Doctor(
        (
            Step("versions", HOST, _versions),
            Step("terminal", HOST, _terminal),
            Step("paths", HOST, paths),
            Step("environment", CONFIGURATION, conventions),
        ),
        lambda: live.open_entrance(settings),
        HostNetwork(),
        TerminalPerson(),
    )


async def _versions() -> Sequence[Finding]:
    import platform
    import ssl
    from importlib.metadata import version

    from drilltui.domain.finding import Finding
    from drilltui.domain.verdict import Verdict

    found = {
        "drilltui": __version__,
        "python": f"{platform.python_version()} on {platform.system()} {platform.release()}",
        "textual": version("textual"),
        "httpx": version("httpx"),
        "openssl": ssl.OPENSSL_VERSION,
    }
    return [Finding(name, Verdict.OK, seen) for name, seen in found.items()]


async def _terminal() -> Sequence[Finding]:
    import os
    import sys

    from drilltui.cli.prompt import somebody_there
    from drilltui.ui.terminal.examination import Terminal, terminal_findings

    is_drawn = sys.stderr is not None and sys.stderr.isatty()
    size = os.get_terminal_size(sys.stderr.fileno()) if is_drawn else None
    terminal = Terminal(
        size=(size.columns, size.lines) if size else None,
        stdin_isatty=somebody_there(),
        stderr_isatty=is_drawn,
        encoding=sys.stderr.encoding if sys.stderr else None,
        utf8_mode=bool(sys.flags.utf8_mode),
    )
    return terminal_findings(os.environ, terminal)
