"""A runbook out of TOML: checked as a whole, its first fault told with its line and a remedy."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

from drilltui.domain.language import tr
from drilltui.guide.fault import RunbookError, RunbookFault
from drilltui.guide.lines import Lines
from drilltui.guide.node import Node
from drilltui.guide.runbook import Runbook, Step
from drilltui.guide.step_reading import step
from drilltui.guide.vocabulary import ANY, Vocabulary
from drilltui.toml_text import NumberTooLong, TooDeep, parsed

MOST_CHARACTERS: Final = 128 * 1024
"""So long may a runbook be; the shipped ones are a fifth of it."""
MOST_STEPS: Final = 100

_AT_LINE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_BOOK: Final = ("key", "title", "about", "step")


def read_runbook(text: str, file: str, vocabulary: Vocabulary = ANY) -> Runbook:
    """Return the runbook that the text of `file` is; `vocabulary` is what it may name.

    Raises RunbookError for the first fault.
    """
    if len(text) > MOST_CHARACTERS:
        what = tr("A runbook has at most {most} characters.", most=MOST_CHARACTERS)
        raise RunbookError(RunbookFault(file, 1, what, tr("Make several runbooks of it.")))
    book = Node(_told_by(text, file), (), file, Lines(text))
    book.only(_BOOK)
    steps = _steps(book, vocabulary)
    return Runbook(
        book.key(),
        book.text("title", most=60),
        book.text("about", needed=False),
        steps,
        hashlib.sha256(text.encode()).hexdigest(),
    )


def line_of_key(text: str) -> int:
    """Return the line on which a runbook says its key."""
    return Lines(text).of(("key",))


def _told_by(text: str, file: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.rstrip("\n").count("\n") + 1
        said = _AT_LINE.sub("", str(error))
        what = tr("This is no TOML: {said}.", said=said)
        remedy = tr("A text stands in quotation marks, a list in [ ].")
        raise RunbookError(RunbookFault(file, line, what, remedy)) from error
    except TooDeep as error:
        what = tr("This is nested too deeply.")
        raise RunbookError(RunbookFault(file, 1, what, tr("See a shipped runbook."))) from error
    except NumberTooLong as error:
        what = tr("A number in it is too long.")
        raise RunbookError(RunbookFault(file, 1, what, tr("See a shipped runbook."))) from error


def _steps(book: Node, vocabulary: Vocabulary) -> tuple[Step, ...]:
    rows = book.tables("step")
    if not rows:
        raise book.fault(tr("A runbook needs steps."), tr("Begin one with [[step]]."), "step")
    if len(rows) > MOST_STEPS:
        what = tr("There are more than {most} steps.", most=MOST_STEPS)
        raise rows[MOST_STEPS].fault(what, tr("Make several runbooks of it."))
    found: list[Step] = []
    for row in rows:
        made = step(row, vocabulary)
        if any(one.key == made.key for one in found):
            what = tr("Two steps have the key {key}.", key=made.key)
            raise row.fault(what, tr("Give this one another key."), "key")
        found.append(made)
    for number, row in enumerate(rows):
        _check_choices(row, found, number)
    return tuple(found)


def _check_choices(row: Node, steps: Sequence[Step], number: int) -> None:
    later = [one.key for one in steps[number + 1 :]]
    for place, choice in enumerate(steps[number].choices):
        if choice.to not in later:
            what = tr("No step after this one has the key {key}.", key=choice.to)
            raise row.tables("choice")[place].unknown(what, choice.to, later, "to")
