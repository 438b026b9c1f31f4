"""Options that several commands share."""

from __future__ import annotations

from drilltui.cli.number import number

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser

PLAY_SPEED = 30.0
"""How fast sandbox time runs in ``rehearse --play``: a drill of 90 s is over in three."""


def add_world(parser: ArgumentParser, speed: float | None) -> None:
    """Let `parser` take what the embedded cloud is made of; `speed` None depends on --play."""
    parser.add_argument(
        "--scenario", default="smooth", metavar="NAME", help="a scenario's name, or a TOML file"
    )
    parser.add_argument(
        "--speed",
        type=number(float, 0.1, 1000),
        default=speed,
        metavar="N",
        help=f"sandbox time runs N times as fast (1; {PLAY_SPEED:.0f} with --play)"
        if speed is None
        else "sandbox time runs N times as fast (1)",
    )
    parser.add_argument(
        "--groups",
        type=number(int, 0, 100_000),
        default=0,
        metavar="N",
        help="add N generated protection groups",
    )


def add_screen(parser: ArgumentParser) -> None:
    """Let `parser` take how screens are drawn."""
    parser.add_argument("--ascii", action="store_true", help="draw with plain ASCII only")
    parser.add_argument("--mouse", action="store_true", help="let the program have the mouse")
