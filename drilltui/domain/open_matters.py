"""What of an exercise is still to be done, in sentences for who takes it over. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from drilltui.domain.drill_finding import FindingStatus
from drilltui.domain.event_data import rows, text
from drilltui.domain.phase import Phase, phase, uncovered

if TYPE_CHECKING:
    from drilltui.domain.exercise import Exercise
    from drilltui.domain.language import Words


def open_matters(exercise: Exercise, day: date, words: Words) -> tuple[str, ...]:
    """Return what is open on `day`, the most urgent first, said by `words`."""
    return (
        *_calls(exercise, words),
        *_hold(exercise, words),
        *_servers(exercise, words),
        *_steps(exercise, words),
        *_left(exercise, day, words),
        *_findings(exercise, words),
    )


def _calls(exercise: Exercise, words: Words) -> Iterator[str]:
    for call in exercise.calls:
        if call.open:
            yield words("What became of the {action} is not known yet.", action=call.action)
        elif call.running:
            yield words("The {action} goes on, or is to be read back.", action=call.action)


def _hold(exercise: Exercise, words: Words) -> Iterator[str]:
    if exercise.said.on_hold:
        yield words("It is on hold: {why}", why=exercise.said.holds[-1].why)


def _servers(exercise: Exercise, words: Words) -> Iterator[str]:
    if exercise.gone or not exercise.was_made:
        return
    good = sum(word.passed for word in exercise.verified.values())
    bad = len(exercise.verified) - good
    unsaid = max(0, exercise.servers - len(exercise.verified))
    if bad:
        yield words("Servers that do not work: {count}.", count=bad)
    if unsaid:
        yield words("Servers of which nobody has said that they work: {count}.", count=unsaid)
    if exercise.said.service_at is None:
        yield words("Nobody has said yet that the service works.")


def _steps(exercise: Exercise, words: Words) -> Iterator[str]:
    for row in rows(exercise.preflight, "checklist"):
        key = text(row, "key")
        tick = exercise.ticks.get(key)
        if key and not (tick and tick.done):
            yield words("To do by hand: {title}", title=words(text(row, "title") or key))


def _left(exercise: Exercise, day: date, words: Words) -> Iterator[str]:
    if exercise.gone:
        for one in uncovered(exercise, day):
            yield words("Left behind: {thing}", thing=one.called)
        for doubt in exercise.doubts:
            yield words("Not read back: {doubt}", doubt=doubt)
    elif exercise.drill_id and phase(exercise, day) is not Phase.BEING_DELETED:
        yield words("The drill {name} stands: its servers run, and are paid.", name=exercise.called)


def _findings(exercise: Exercise, words: Words) -> Iterator[str]:
    for one in exercise.said.findings.values():
        if one.status is FindingStatus.OPEN:
            yield words("Finding {number} is open: {text}", number=one.number, text=one.text)
