"""What a rehearsal teaches: the lesson of its scenario, as a value. A live run has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drilltui.guide.words import Text


@dataclass(frozen=True, slots=True)
class Hint:
    """Help for somebody who is stuck. It is `due` so many minutes after the lesson has begun."""

    number: int
    after_minutes: int
    text: Text


@dataclass(frozen=True, slots=True)
class Walk:
    """A step of the good path; `do` is its kind, the rest is what a step of that kind needs.

    `vpc` is the name of the drill VPC to choose (empty: an automatic one), `code` what has to be
    met on the way, `result` and `why` are for what is closed or let be.
    """

    do: str
    vpc: str = ""
    code: str = ""
    minutes: int = 0
    result: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Strike:
    """Something happened to a request for the operation `on`: `does` says what, in a word."""

    at: datetime
    does: str
    on: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught in the world of `scenario`, and the good path through it.

    `runbook` is the key of the runbook to follow, `minutes` how long the lesson takes. `trap` (what
    goes wrong) and `good` (a good answer to it) are for the debrief, as is `drawn`: which scenario
    a surprise was, by the seed.
    """

    scenario: str
    title: Text
    text: Text
    trap: Text
    good: Text
    runbook: str
    group: str
    minutes: int
    seed: int
    path: tuple[Walk, ...] = ()
    hints: tuple[Hint, ...] = ()
    drawn: str = ""
    drawn_title: Text = field(default_factory=Text)

    @property
    def is_surprise(self) -> bool:
        """Whether its scenario was drawn, and is not to be told before the end."""
        return bool(self.drawn) and self.drawn != self.scenario
