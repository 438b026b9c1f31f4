"""What is wrong with a runbook, in one sentence, with the line and what helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr


@dataclass(frozen=True, slots=True)
class RunbookFault:
    """One fault. `file` is how a person knows the text, `line` counts from 1."""

    file: str
    line: int
    what: str
    remedy: str

    @property
    def sentence(self) -> str:
        """All of it: ``my.toml, line 12: ... ``."""
        return tr(
            "{file}, line {line}: {what} {remedy}",
            file=self.file,
            line=self.line,
            what=self.what,
            remedy=self.remedy,
        ).rstrip()


class RunbookError(UsageError):
    """A runbook cannot be used as it is; `fault` says where and what helps."""

    exit_code = 1

    def __init__(self, fault: RunbookFault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that may be meant by `word`, or ""."""
    # Imported here: it is heavy, and needed for what was mistyped only.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1, 0.5)), "")
