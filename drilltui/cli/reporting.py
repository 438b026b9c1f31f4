"""How a command's end is printed: for people, or for programs, errors included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from drilltui.cli import outcome_text
from drilltui.cli.outcome import Outcome, of_error
from drilltui.cli.output import say
from drilltui.cli.table import terminal_width
from drilltui.domain.errors import DrilltuiError


@contextmanager
def reported(action: str, *, as_json: bool) -> Iterator[None]:
    """Print an outcome for programs when what is done inside ends in an error, which goes on."""
    try:
        yield
    except DrilltuiError as error:
        if as_json:
            say(outcome_text.as_line(of_error(action, error)))
        raise


def report(outcome: Outcome, *, as_json: bool) -> int:
    """Print an outcome; return its exit status."""
    if as_json:
        say(outcome_text.as_line(outcome))
    else:
        say(*outcome_text.as_text(outcome, terminal_width()))
    return outcome.exit
