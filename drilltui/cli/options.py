"""Options that several commands share."""

from __future__ import annotations

import argparse

from drilltui.cli.number import number
from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from drilltui.settings import LiveSettings

PLAY_SPEED = 30.0
"""How fast sandbox time runs in ``rehearse --play``: a drill of 90 s is over in three."""

PLAY_ALL_SPEED = 120.0
"""How fast it runs where all scenarios are played: they are over in less than two minutes."""

EVERY = "all"
"""What ``--scenario`` takes for every scenario that teaches something."""

LONGEST = 30 * 86_400
"""The most seconds that ``--timeout`` takes."""

LIVE = {"profile": "--profile", "readonly": "--readonly", "secret_fd": "--secret-fd"}
"""What commands that meet a real cloud take, before or after the command's name."""

SCREEN = {"ascii": "--ascii", "mouse": "--mouse", "guide": "--guide"}
"""What commands with screens take, before or after the command's name."""


def add_live(parser: ArgumentParser, *names: str, first: bool = False) -> None:
    """Let `parser` take the options of `LIVE`, or those of `names`.

    `first` is the parser of the program itself. Below it they have no default, which would undo
    what was said before the command's name.
    """
    unsaid = argparse.SUPPRESS
    taken = {name: flag for name, flag in LIVE.items() if not names or name in names}
    if "profile" in taken:
        parser.add_argument(
            LIVE["profile"],
            metavar="NAME",
            default="" if first else unsaid,
            help=tr("the profile to work with (otherwise default_profile of the configuration)"),
        )
    if "readonly" in taken:
        parser.add_argument(
            LIVE["readonly"],
            action="store_true",
            default=False if first else unsaid,
            help=tr("send nothing that changes anything"),
        )
    if "secret_fd" in taken:
        parser.add_argument(
            LIVE["secret_fd"],
            type=number(int, 0, 65535),
            metavar="N",
            default=None if first else unsaid,
            help=tr("read the secrets from the open file descriptor N"),
        )
    _note(parser, taken)


def add_screen(parser: ArgumentParser, *, first: bool = False) -> None:
    """Let `parser` take the options of `SCREEN`; see `add_live`."""
    unsaid = False if first else argparse.SUPPRESS
    parser.add_argument(
        "--ascii", action="store_true", default=unsaid, help=tr("draw with plain ASCII only")
    )
    parser.add_argument(
        "--mouse", action="store_true", default=unsaid, help=tr("let the program have the mouse")
    )
    parser.add_argument(
        "--guide",
        metavar="RUNBOOK",
        default="" if first else argparse.SUPPRESS,
        help=tr("let this runbook lead (see 'drilltui runbook list')"),
    )
    _note(parser, SCREEN)


def example(command: str, after: str = "") -> str:
    """Return the end of a help text: a command to begin with, `after` what is to be known."""
    return f"{after} {tr('Example: {command}', command=command)}".lstrip()


def add_json(parser: ArgumentParser) -> None:
    """Let `parser` take ``--json``."""
    parser.add_argument(
        "--json", action="store_true", help=tr("one JSON object a line, for programs")
    )


def add_record(parser: ArgumentParser) -> None:
    """Let `parser` take the record that it is about."""
    parser.add_argument("record", metavar="RECORD", help=tr("the record's id"))


def add_paperwork(parser: ArgumentParser) -> None:
    """Let `parser` take what a visit to the records of this host needs: see `paperwork`."""
    add_json(parser)
    add_live(parser, "profile", "readonly")


def add_yes(parser: ArgumentParser) -> None:
    """Let `parser` take ``--yes``."""
    parser.add_argument(
        "--yes",
        action="store_true",
        help=tr("do not ask; needed where there is no terminal to ask on"),
    )


def add_timeout(parser: ArgumentParser) -> None:
    """Let `parser` take ``--timeout``."""
    parser.add_argument(
        "--timeout",
        type=number(float, 0, LONGEST),
        metavar="S",
        help=tr("wait so many seconds at most (exit 3 then; the cloud goes on)"),
    )


def add_group(parser: ArgumentParser) -> None:
    """Let `parser` take ``--group`` as the place to look in."""
    parser.add_argument(
        "--group",
        default="",
        metavar="GROUP",
        help=tr("only in this one (its id, or its exact name)"),
    )


def add_vpc(parser: ArgumentParser) -> None:
    """Let `parser` take ``--vpc`` as the VPC that a drill is to use."""
    parser.add_argument(
        "--vpc",
        default="",
        metavar="VPC",
        help=tr("the drill VPC (otherwise the service makes one)"),
    )


def add_redact(parser: ArgumentParser) -> None:
    """Let `parser` take ``--redact``."""
    parser.add_argument(
        "--redact",
        action="store_true",
        help=tr(
            "hide who took part, from which host and address, and what the configuration hides"
        ),
    )


def _note(parser: ArgumentParser, options: dict[str, str]) -> None:
    parser.set_defaults(takes={**(parser.get_default("takes") or {}), **options})


def refused_option(asked: Namespace) -> str:
    """Return the option before the command's name that this command has no use for, or ``""``."""
    said = {name: flag for name, flag in (LIVE | SCREEN).items() if getattr(asked, name)}
    if asked.secret_fd is not None:
        said["secret_fd"] = LIVE["secret_fd"]
    taken = asked.takes
    return next((flag for name, flag in said.items() if name not in taken), "")


def live_settings(asked: Namespace) -> LiveSettings:
    """Return what was said for a run over a real cloud; a descriptor with secrets is read now.

    UsageError when it brings none.
    """
    from drilltui.settings import LiveSettings

    if asked.secret_fd is None:
        return LiveSettings(asked.profile, asked.readonly)
    from drilltui.wiring.live import secrets_of

    return LiveSettings(asked.profile, asked.readonly, secrets_of(asked.secret_fd))


def add_world(parser: ArgumentParser, speed: float | None) -> None:
    """Let `parser` take what the embedded cloud is made of; `speed` None depends on --play."""
    parser.add_argument(
        "--scenario", default="smooth", metavar="NAME", help=tr("a scenario's name, or a TOML file")
    )
    parser.add_argument(
        "--speed",
        type=number(float, 0.1, 1000),
        default=speed,
        metavar="N",
        help=tr(
            "sandbox time runs N times as fast (1; {speed:.0f} with --play)",
            speed=PLAY_SPEED,
        )
        if speed is None
        else tr("sandbox time runs N times as fast (1)"),
    )
    parser.add_argument(
        "--groups",
        type=number(int, 0, 100_000),
        default=0,
        metavar="N",
        help=tr("add N generated protection groups"),
    )
