"""What stands in a report: data as it is, or a sentence of ours that is said in some language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

Sayer: TypeAlias = Callable[..., str]
"""`language.Words`: says a sentence, its places filled."""

Phrase: TypeAlias = Callable[[Sayer], str]
"""A sentence that waits for the language in which it is said."""

Cell: TypeAlias = "str | int | datetime | date | timedelta | Phrase | None"
"""One value. None is "not said", which is a gap; an empty text is nothing that could be said."""


def phrase(text: str, /, **values: object) -> Phrase:
    """Return the sentence `text`, which is said later; see `Words`."""
    return lambda words: words(text, **values)


def known(text: str) -> str | None:
    """Return `text`; None where it is empty, because nobody has said it."""
    return text or None
