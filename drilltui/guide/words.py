"""A text of a runbook in the languages it was written in."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.language import CHINESE


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in English and in Simplified Chinese; one of them may be missing."""

    en: str = ""
    zh: str = ""

    def said(self, language: str) -> str:
        """Return the text in `language` (a code of `domain.language`), or in the other one."""
        return (self.zh or self.en) if language == CHINESE else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NOTHING = Text()
"""No text."""
