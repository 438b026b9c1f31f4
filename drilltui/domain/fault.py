"""What may be told of a fault of the program: where it was and of what kind."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain

DEBUG = "DRILLTUI_DEBUG"
"""The variable with which people who work on drilltui see all of a fault."""

LEFT_OUT = marked(
    "What the exceptions say of themselves is left out, for it may hold anything, a secret too. "
    "{variable}=1 shows it."
)


def report(bug: BaseException, *, words: bool) -> str:
    """Return the traceback of `bug` and of what led to it, fit for a terminal.

    The values of variables are never in it. What an exception says of itself is only in it with
    `words`: a ``KeyError`` or a ``ValueError`` tells the very value it was given.
    """
    pieces = (
        traceback.format_exception(bug)
        if words
        else [*_pieces(bug, set()), tr(LEFT_OUT, variable=DEBUG)]
    )
    return "\n".join(map(plain, "".join(pieces).splitlines()))


def _pieces(bug: BaseException, told: set[int]) -> Iterator[str]:
    told.add(id(bug))
    before = bug.__cause__ or (None if bug.__suppress_context__ else bug.__context__)
    if before is not None and id(before) not in told:
        yield from _pieces(before, told)
        yield "\nThat led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(bug.__traceback__)
    yield f"{type(bug).__name__}\n"
    for one in bug.exceptions if isinstance(bug, BaseExceptionGroup) else ():
        if id(one) not in told:
            yield "\nOne of them:\n\n"
            yield from _pieces(one, told)
