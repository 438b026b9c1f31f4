"""What a look at one thing showed: a verdict, what was seen, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is what was looked at, `seen` one sentence.

    `remedy` is one sentence, empty when nothing needs to be done; `code` the error that the service
    would answer with, where there is one.
    """

    subject: str
    verdict: Verdict
    seen: str
    remedy: str = ""
    code: str = ""
