"""The table ``[lesson]`` of a scenario: what somebody is to learn in this world.

The sandbox does nothing with it but to read and check it; whoever leads a rehearsal shows it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTable:
    """The same words in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class HintTable:
    """A hint, due ``after_minutes`` of the lesson's time for somebody who does not ask for it."""

    after_minutes: int
    text: TextTable


@dataclass(frozen=True, slots=True)
class WalkTable:
    """One step of the good path, ``do`` being its kind; what else it needs depends on that.

    ``vpc`` is the name of the drill VPC that is chosen, ``code`` what the step must meet (of
    preflight, or of a job that fails), ``minutes`` how long it waits, ``result`` and ``why`` are
    for the close and for what is let be.
    """

    do: str
    vpc: str = ""
    code: str = ""
    minutes: int = 0
    result: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class LessonTable:
    """What is taught with the ``group``: ``trap`` is what goes wrong, ``good`` a good answer to it.

    ``runbook`` is the key of the one to follow, ``minutes`` how long it takes in real time. The
    ``path`` can be walked unattended.
    """

    title: TextTable
    text: TextTable
    trap: TextTable
    good: TextTable
    runbook: str
    group: str
    minutes: int
    path: tuple[WalkTable, ...]
    hints: tuple[HintTable, ...] = ()


@dataclass(frozen=True, slots=True)
class SurpriseTable:
    """A scenario that is one of the others, drawn by the seed, under a ``title`` that tells little.

    ``text`` is what it says of itself before.
    """

    title: TextTable
    text: TextTable
    draws: tuple[str, ...]
