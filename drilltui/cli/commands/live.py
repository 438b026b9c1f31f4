"""``drilltui`` alone: the screens over a real cloud."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """It takes what the program takes."""


def run(asked: Namespace) -> int:
    """Say what there is."""
    from drilltui.domain.errors import UsageError

    raise UsageError(
        "This version signs in to no real cloud yet.", "Start with 'drilltui rehearse'."
    )
