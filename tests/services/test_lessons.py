"""Hints that are asked for, and what a rehearsal's record is closed with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from drilltui.domain.record import Kind
from drilltui.guide.lesson import Strike
from drilltui.services.lessons import Lessons
from drilltui.store.memory_journal import MemoryJournal
from tests.theatre import Theatre, theatre


async def closed(stage: Theatre) -> list[str]:
    await stage.play()
    (events,) = stage.journal.shelf.records.values()
    return [event.kind for event in events]


async def test_a_hint_asked_for_before_there_is_a_record_is_in_it_in_the_end() -> None:
    stage = await theatre("wrong-cidr")
    lessons = stage.session.lessons

    hint = await lessons.ask(())
    assert hint is not None
    assert hint.number == 1
    assert lessons.had(()) == (1,)
    assert (await closed(stage))[-2:] == [Kind.HINT, Kind.DEBRIEF]


async def test_hints_run_out() -> None:
    stage = await theatre("wrong-cidr")
    lesson = stage.session.lesson
    assert lesson is not None

    told = [await stage.session.lessons.ask(()) for _ in range(len(lesson.hints) + 1)]

    assert told == [*lesson.hints, None]
    await stage.session.close()


async def test_a_hint_is_written_at_once_where_there_is_a_record() -> None:
    stage = await theatre("doors")
    await stage.play()
    (record_id,) = stage.journal.shelf.records
    other = await theatre("wrong-cidr", lambda clock: MemoryJournal(stage.journal.shelf))

    await other.session.lessons.ask(stage.journal.shelf.records[record_id])

    last = stage.journal.shelf.records[record_id][-1]
    assert (last.kind, last.data) == (
        Kind.HINT,
        {"scenario": "wrong-cidr", "number": 1, "asked": True},
    )
    await other.session.close()


async def test_a_world_without_a_lesson_has_no_hints_and_no_debrief() -> None:
    stage = await theatre("doors")

    assert stage.session.lesson is None
    assert await stage.session.lessons.ask(()) is None
    assert stage.session.lessons.closing("r", None) == ()
    await stage.session.close()


async def test_a_hint_stays_to_be_told_until_the_record_is_closed_indeed() -> None:
    stage = await theatre("wrong-cidr")
    lessons = stage.session.lessons
    await lessons.ask(())

    told = [[one.kind for one in lessons.closing("r", None)] for _ in range(2)]
    assert told == [[Kind.HINT, Kind.DEBRIEF]] * 2, "the first close may have been refused"
    lessons.closed()

    assert [one.kind for one in lessons.closing("r", None)] == [Kind.DEBRIEF]
    await stage.session.close()


async def test_what_struck_before_a_record_is_the_story_of_another_one() -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    strikes = [Strike(at, "lose-answer", "create-drill")]
    stage = await theatre("wrong-cidr")
    lessons = Lessons(stage.session.lesson, lambda: strikes, stage.session.exercises)

    before = lessons.closing("r", at - timedelta(minutes=1))[-1].data["faults"]
    after = lessons.closing("r", at + timedelta(minutes=1))[-1].data["faults"]

    assert (len(cast("list[object]", before)), after) == (1, [])
    await stage.session.close()
