"""Arguments, exit codes, commands without screens. Everything heavy is imported by its command."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from drilltui import __version__

# Type checkers take this for true. The module `typing` would be a quarter of what --help costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from drilltui.settings import RehearsalSettings, ScreenSettings

EXIT_CODES = {
    0: "done",
    1: "the cloud refused it, or it failed there",
    2: "wrong use or bad input; nothing was sent",
    3: "the outcome is unknown or not there yet",
    4: "could not sign in, or could not reach the cloud",
    5: "a fault of the program, of the disk or of the keyring of this host",
    129: "hang-up (128 + the number of the signal; 130 Ctrl+C, 143 terminate)",
}

PLAY_SPEED = 30.0
"""How fast sandbox time runs in ``rehearse --play``: a drill of 90 s is over in three."""


class OutputLostError(Exception):
    """Standard output takes no more, of a full disk for instance."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Bad input is a sentence, never a traceback."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # names from a cloud fit no terminal's encoding
    try:
        try:
            return _run(sys.argv[1:] if arguments is None else arguments)
        finally:
            _say()  # --help too is only out when it is flushed
    except KeyboardInterrupt:
        return _complain("Interrupted.", 130)
    except BrokenPipeError:
        _drop_output()
        return 1
    except OutputLostError as lost:
        return _complain(f"The output cannot be written: {lost}.", 1)


def _run(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    command: Callable[[Namespace], int] = asked.command
    # Imported after the arguments are known to be good: --help and --version stay light.
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.plain_text import plain

    try:
        return command(asked)
    except DrilltuiError as error:
        return _complain(plain(str(error)), error.exit_code)


def _parser() -> ArgumentParser:
    import argparse

    class Parser(argparse.ArgumentParser):
        """Says what is wrong in one line, where argparse would print its whole usage."""

        def error(self, message: str) -> NoReturn:
            from drilltui.domain.plain_text import plain

            sentence = plain(message[:1].upper() + message[1:].rstrip("."))
            self.exit(2, f"drilltui: {sentence}. See '{self.prog} --help'.\n")

    parser = Parser(
        prog="drilltui",
        description="Disaster-recovery drills on Huawei Cloud SDRS (BRS) and Open Telekom Cloud.",
        epilog="Exit status: "
        + "; ".join(f"{code} {why}" for code, why in EXIT_CODES.items())
        + ".",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"drilltui {__version__}")
    parser.set_defaults(command=_live)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)

    def add(name: str, tells: str) -> ArgumentParser:
        return commands.add_parser(name, help=tells, allow_abbrev=False)

    _add_rehearse(add("rehearse", "learn a drill against the embedded cloud"))
    _add_sandbox(add("sandbox", "serve the embedded cloud on loopback"))
    add("info", "print versions and paths").set_defaults(command=_info)
    return parser


def _add_rehearse(parser: ArgumentParser) -> None:
    parser.description = "Walk a drill from group to clean-up; nothing touches a real cloud."
    parser.add_argument(
        "--play", action="store_true", help="do it all unattended and print a transcript"
    )
    _add_world(parser, speed=None)
    parser.add_argument("--ascii", action="store_true", help="draw with plain ASCII only")
    parser.add_argument("--mouse", action="store_true", help="let the program have the mouse")
    parser.set_defaults(command=_rehearse)


def _add_sandbox(parser: ArgumentParser) -> None:
    parser.description = (
        "Serve the embedded cloud on 127.0.0.1 and print one JSON line that says how to reach it."
    )
    parser.add_argument(
        "--port", type=_number(int, 0, 65535), default=0, help="0 to 65535; 0 takes a free one"
    )
    _add_world(parser, speed=1.0)
    parser.add_argument("--tls", action="store_true", help="serve HTTPS, with a CA of its own")
    parser.add_argument("--proxy", action="store_true", help="open a proxy that asks for a login")
    parser.add_argument(
        "--skew",
        type=_number(float, -1440, 1440),
        default=0.0,
        metavar="MINUTES",
        help="set the gateway's clock ahead, or behind with a minus (0)",
    )
    parser.set_defaults(command=_sandbox)


def _add_world(parser: ArgumentParser, speed: float | None) -> None:
    parser.add_argument(
        "--scenario", default="smooth", metavar="NAME", help="a scenario's name, or a TOML file"
    )
    parser.add_argument(
        "--speed",
        type=_number(float, 0.1, 1000),
        default=speed,
        metavar="N",
        help=f"sandbox time runs N times as fast (1; {PLAY_SPEED:.0f} with --play)"
        if speed is None
        else "sandbox time runs N times as fast (1)",
    )
    parser.add_argument(
        "--groups",
        type=_number(int, 0, 100_000),
        default=0,
        metavar="N",
        help="add N generated protection groups",
    )


def _number(kind: type[int] | type[float], least: float, most: float) -> Callable[[str], float]:
    """Return a converter for argparse that takes numbers from `least` to `most`."""
    import argparse

    def convert(text: str) -> float:
        wrong = argparse.ArgumentTypeError(
            f"{text!r} is not a number from {least:g} to {most:g}"
            if kind is float
            else f"{text!r} is not a whole number from {least} to {most}"
        )
        try:
            value = kind(text)
        except ValueError:
            raise wrong from None
        if not least <= value <= most:
            raise wrong
        return value

    return convert


def _live(asked: Namespace) -> int:
    from drilltui.domain.errors import UsageError

    raise UsageError(
        "This version signs in to no real cloud yet.", "Start with 'drilltui rehearse'."
    )


def _rehearse(asked: Namespace) -> int:
    from drilltui.settings import RehearsalSettings, ScreenSettings

    usual = PLAY_SPEED if asked.play else 1.0
    settings = RehearsalSettings(asked.scenario, asked.speed or usual, asked.groups)
    if asked.play:
        return _play(settings)
    return _screens(settings, ScreenSettings(asked.ascii, asked.mouse))


def _play(settings: RehearsalSettings) -> int:
    import asyncio

    from drilltui.play import Play
    from drilltui.wiring import open_rehearsal

    async def exercise() -> None:
        session = await open_rehearsal(settings)
        try:
            await Play(session, _say).run()
        finally:
            await session.close()

    asyncio.run(exercise())
    return 0


def _screens(settings: RehearsalSettings, screen: ScreenSettings) -> int:
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
    from drilltui.wiring import open_rehearsal

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


def _sandbox(asked: Namespace) -> int:
    from drilltui.wiring import serve_sandbox

    return serve_sandbox(
        asked.scenario,
        port=asked.port,
        speed=asked.speed,
        groups=asked.groups,
        tls=asked.tls,
        proxy=asked.proxy,
        skew=asked.skew,
    )


def _info(asked: Namespace) -> int:
    import platform
    from importlib.metadata import version

    from drilltui.settings import state_dir
    from drilltui.wiring import JOURNAL_FILE

    rows = {
        "drilltui": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("textual", "httpx", "starlette", "uvicorn")},
        "journal": str(state_dir() / JOURNAL_FILE),
    }
    _say(*(f"{name:10} {value}" for name, value in rows.items()))
    return 0


def _complain(sentence: str, status: int) -> int:
    print(f"drilltui: {sentence}", file=sys.stderr)
    return status


def _say(*lines: str) -> None:
    """Print `lines` and send them off. Raises OutputLostError (BrokenPipeError for a pipe)."""
    try:
        for line in lines:
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise OutputLostError(error.strerror) from error


def _drop_output() -> None:
    """Let what is still buffered go nowhere: flushed at exit, it would raise once more."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
