"""Which hints are due, and which come next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.guide.hints import asked, due, following
from drilltui.guide.lesson import Hint, Lesson
from drilltui.guide.words import Text

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LESSON = Lesson(
    scenario="x",
    title=Text("a", "b"),
    text=Text(),
    trap=Text(),
    good=Text(),
    runbook="first-drill",
    group="g",
    minutes=9,
    seed=7,
    hints=(Hint(1, 3, Text("one")), Hint(2, 8, Text("two")), Hint(3, 20, Text("three"))),
)
OPENED = seal("r", 1, START, Kind.OPENED, {}, GENESIS)


def with_hint(number: object) -> tuple[Event, ...]:
    return (OPENED, seal("r", 2, START, Kind.HINT, {"number": number}, OPENED.hash))  # type: ignore[dict-item]


def numbers(events: tuple[Event, ...], minutes: float) -> list[int]:
    return [hint.number for hint in due(LESSON, events, START + timedelta(minutes=minutes))]


def test_they_come_after_a_while() -> None:
    assert [numbers((OPENED,), at) for at in (0, 3, 7.9, 8, 60)] == [
        [],
        [1],
        [1],
        [1, 2],
        [1, 2, 3],
    ]


def test_they_come_when_asked_for() -> None:
    assert numbers(with_hint(2), 0) == [2]
    assert asked(with_hint(2)) == (2,)


def test_nothing_is_due_without_a_record() -> None:
    assert due(LESSON, (), START) == ()


def test_odd_data_is_no_hint() -> None:
    assert asked(with_hint("2")) == asked(with_hint(True)) == ()


def test_the_next_is_the_first_that_was_not_had() -> None:
    assert following(LESSON, ()) == LESSON.hints[0]
    assert following(LESSON, (1, 3)) == LESSON.hints[1]
    assert following(LESSON, (1, 2, 3)) is None
