"""Numbers on the command line."""

from __future__ import annotations

import argparse

from drilltui.domain.language import tr

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable


def number(kind: type[int] | type[float], least: float, most: float) -> Callable[[str], float]:
    """Return a converter for argparse that takes numbers from `least` to `most`."""

    def convert(text: str) -> float:
        wrong = argparse.ArgumentTypeError(
            tr(
                "{text!r} is not a number from {least:g} to {most:g}",
                text=text,
                least=least,
                most=most,
            )
            if kind is float
            else tr(
                "{text!r} is not a whole number from {least} to {most}",
                text=text,
                least=least,
                most=most,
            )
        )
        try:
            value = kind(text)
        except ValueError:
            raise wrong from None
        if not least <= value <= most:
            raise wrong
        return value

    return convert
