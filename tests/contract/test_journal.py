"""What every journal promises; what only one on disk can is in tests/store."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from drilltui.domain.adoption import BrokenRecord, OtherRecord
from drilltui.domain.errors import JournalError
from drilltui.domain.folding import fold
from drilltui.domain.ports import Journal
from drilltui.domain.record import (
    GENESIS,
    UNTOLD,
    Entry,
    Event,
    Kind,
    Overtaken,
    Tail,
    broken_at,
)
from drilltui.store.memory_journal import MemoryJournal, Shelf
from drilltui.store.sqlite_journal import open_journal

MOMENT = datetime(2026, 11, 23, 9, 14, 7, 250_001, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.db"


@pytest.fixture(params=["memory", "sqlite"])
async def another(
    request: pytest.FixtureRequest, path: Path
) -> AsyncIterator[Callable[[], Awaitable[Journal]]]:
    """Opens one more journal over the same events, as another process would."""
    shelf, opened = Shelf(), list[Journal]()

    async def another() -> Journal:
        opened.append(
            MemoryJournal(shelf) if request.param == "memory" else await open_journal(path)
        )
        return opened[-1]

    yield another
    for journal in opened:
        await journal.close()


@pytest.fixture
async def journal(another: Callable[[], Awaitable[Journal]]) -> Journal:
    return await another()


@pytest.fixture
async def other(another: Callable[[], Awaitable[Journal]], journal: Journal) -> Journal:
    return await another()


async def test_returns_the_event_as_it_will_be_read(journal: Journal) -> None:
    first = await journal.append("r", Kind.OPENED, {"mode": "live"}, MOMENT)
    second = await journal.append("r", Kind.NOTE, {"text": "ok"}, MOMENT)

    assert await journal.read("r") == (first, second)
    assert (first.record_id, first.seq, first.at) == ("r", 1, MOMENT)
    assert (first.kind, first.data) == ("opened", {"mode": "live"})
    assert (first.before, second.before) == (GENESIS, first.hash)
    assert second.seq == 2


async def test_keeps_one_unbroken_chain_for_each_record(journal: Journal) -> None:
    for number in range(6):
        await journal.append(f"r{number % 2}", "note", {"number": number}, MOMENT)

    for record_id, numbers in (("r0", [0, 2, 4]), ("r1", [1, 3, 5])):
        events = await journal.read(record_id)
        assert broken_at(events) is None
        assert [event.data["number"] for event in events] == numbers


async def test_has_nothing_of_a_record_that_was_not_begun(journal: Journal) -> None:
    await journal.append("r", "note", {}, MOMENT)

    for stranger in ("", "R", "r ", "r\0", "\udcff", "%"):
        assert await journal.read(stranger) == ()


async def test_lists_records_the_most_recently_begun_first(journal: Journal) -> None:
    for record_id in ("b", "a", "c", "a", "b"):
        await journal.append(record_id, "note", {}, MOMENT)

    assert await journal.records() == ("c", "a", "b")


async def test_order_is_that_of_appending_and_not_of_clocks(journal: Journal) -> None:
    await journal.append("first", "note", {"n": 1}, MOMENT)
    await journal.append("second", "note", {"n": 1}, MOMENT - timedelta(hours=1))
    await journal.append("second", "note", {"n": 2}, MOMENT - timedelta(hours=2))

    assert await journal.records() == ("second", "first")
    assert [event.data["n"] for event in await journal.read("second")] == [1, 2]


async def test_unfinished_is_what_nobody_has_closed(journal: Journal) -> None:
    assert await journal.unfinished() == ()
    for record_id in ("a", "b", "c"):
        await journal.append(record_id, Kind.OPENED, {}, MOMENT)
    await journal.append("b", Kind.CLOSED, {"outcome": "passed"}, MOMENT)
    await journal.append("b", Kind.NOTE, {"text": "a late word"}, MOMENT)

    assert await journal.unfinished() == ("c", "a")
    assert await journal.records() == ("c", "b", "a")


async def test_keeps_kinds_that_it_does_not_know(journal: Journal) -> None:
    for kind in ("teleported", "", "żółć", "\ud800", "a\0b"):
        event = await journal.append("r", kind, {}, MOMENT)
        assert event.kind == kind

    events = await journal.read("r")
    assert [event.kind for event in events] == ["teleported", "", "żółć", "\ud800", "a\0b"]
    assert broken_at(events) is None
    assert fold(events).events == 5


@pytest.mark.parametrize("record_id", ["r'; DROP TABLE event; --", "日本", "\udcff", "a\0b"])
async def test_takes_any_text_as_a_records_id(journal: Journal, record_id: str) -> None:
    event = await journal.append(record_id, "note", {}, MOMENT)

    assert await journal.records() == (record_id,)
    assert await journal.unfinished() == (record_id,)
    assert await journal.read(record_id) == (event,)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": "zażółć 日本 🛟", "quote": "'\"\\", "control": "\x1b[31m\0\x7f\u202e"},
        {"lone": "\ud800 \udfff", "\udc80": None},
        {"numbers": [0, -1, 2**80, 1.5, 1e300, 5e-324], "truth": [True, False, None]},
        {"nested": {"b": [{"z": 1, "a": [[], {}]}], "a": ""}},
        {"large": "x" * 2_000_000},
    ],
    ids=["empty", "unicode", "surrogates", "numbers", "nested", "large"],
)
async def test_keeps_any_json(journal: Journal, data: dict[str, Any]) -> None:
    await journal.append("r", "note", {"text": "before"}, MOMENT)
    appended = await journal.append("r", "job", data, MOMENT)

    events = await journal.read("r")
    assert events[1] == appended
    assert events[1].data == data
    assert broken_at(events) is None


async def test_halves_of_a_character_do_not_break_the_chain(journal: Journal) -> None:
    # Two lone halves are read back as one character, which sorts on the other side of U+FFFF.
    appended = await journal.append("r", "note", {"\ud83d\ude00": 1, "\uffff": 2}, MOMENT)

    assert await journal.read("r") == (appended,)
    assert broken_at([appended]) is None


async def test_what_its_owner_does_to_data_later_changes_nothing(journal: Journal) -> None:
    data: dict[str, Any] = {"rows": [1]}
    appending = asyncio.ensure_future(journal.append("r", "note", data, MOMENT))
    await asyncio.sleep(0)
    data["rows"].append(2)
    event = await appending
    data["rows"].append(3)

    assert event.data == {"rows": [1]}
    assert await journal.read("r") == (event,)


async def test_keeps_time_in_utc_to_the_microsecond(journal: Journal) -> None:
    there = MOMENT.astimezone(timezone(timedelta(hours=5, minutes=45)))
    event = await journal.append("r", "note", {}, there)

    (read,) = await journal.read("r")
    for at in (event.at, read.at):
        assert (at, at.utcoffset()) == (MOMENT, timedelta(0))


@pytest.mark.parametrize("data", [{"x": math.nan}, {"x": -math.inf}, {"x": object()}])
async def test_refuses_what_is_not_json_and_keeps_nothing(
    journal: Journal, data: dict[str, Any]
) -> None:
    with pytest.raises((ValueError, TypeError)):
        await journal.append("r", "note", data, MOMENT)

    assert await journal.records() == ()


async def test_refuses_a_time_without_a_zone_and_keeps_nothing(journal: Journal) -> None:
    with pytest.raises(ValueError, match="zone"):
        await journal.append("r", "note", {}, MOMENT.replace(tzinfo=None))

    assert await journal.records() == ()
    assert (await journal.append("r", "note", {}, MOMENT)).seq == 1


async def test_many_at_once_keep_one_chain(journal: Journal) -> None:
    appended = await asyncio.gather(
        *(journal.append("r", "note", {"number": number}, MOMENT) for number in range(50))
    )

    events = await journal.read("r")
    assert broken_at(events) is None
    assert sorted(event.seq for event in appended) == list(range(1, 51))
    assert {event.seq: event for event in appended} == {event.seq: event for event in events}


async def test_listeners_hear_of_each_event_before_its_writer_goes_on(journal: Journal) -> None:
    one: list[Event] = []
    two: list[Event] = []
    journal.subscribe(one.append)
    end_two = journal.subscribe(two.append)

    first = await journal.append("r", "note", {}, MOMENT)
    assert one == two == [first]
    end_two()
    end_two()
    second = await journal.append("r2", "note", {}, MOMENT)
    assert one == [first, second]
    assert two == [first]


async def test_one_listener_may_subscribe_twice(journal: Journal) -> None:
    heard: list[Event] = []
    journal.subscribe(heard.append)
    end_second = journal.subscribe(heard.append)

    first = await journal.append("r", "note", {}, MOMENT)
    end_second()
    second = await journal.append("r", "note", {}, MOMENT)
    assert heard == [first, first, second]


async def test_a_listener_may_end_another_while_an_event_is_told(journal: Journal) -> None:
    heard: list[Event] = []
    journal.subscribe(lambda event: end_late())
    end_late = journal.subscribe(heard.append)

    await journal.append("r", "note", {}, MOMENT)

    assert heard == []


async def test_a_listener_that_fails_is_loud_and_harms_nobody(journal: Journal) -> None:
    problems: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: problems.append(context["exception"])
    )
    heard: list[Event] = []

    def fail(event: Event) -> None:
        raise RuntimeError(event.kind)

    journal.subscribe(fail)
    journal.subscribe(heard.append)
    event = await journal.append("r", "note", {}, MOMENT)

    assert heard == [event]
    assert [str(problem) for problem in problems] == ["note"]


async def test_a_refused_event_is_not_told(journal: Journal) -> None:
    heard: list[Event] = []
    journal.subscribe(heard.append)
    with pytest.raises(ValueError, match="zone"):
        await journal.append("r", "note", {}, MOMENT.replace(tzinfo=None))

    assert heard == []


async def test_a_cancelled_append_is_wholly_there_or_not_at_all(journal: Journal) -> None:
    heard: list[Event] = []
    journal.subscribe(heard.append)
    for turns in range(4):
        appending = asyncio.ensure_future(journal.append("r", "note", {"n": turns}, MOMENT))
        for _ in range(turns):
            await asyncio.sleep(0)
        appending.cancel()
        await asyncio.gather(appending, return_exceptions=True)
    last = await journal.append("r", "note", {"last": True}, MOMENT)

    events = await journal.read("r")
    assert broken_at(events) is None
    assert events[-1] == last
    assert heard == list(events)


async def test_closing_twice_is_closing_once(journal: Journal) -> None:
    await journal.append("r", "note", {}, MOMENT)
    await asyncio.gather(journal.close(), journal.close())
    await journal.close()

    for call in (
        journal.append("r", "note", {}, MOMENT),
        journal.read("r"),
        journal.records(),
        journal.unfinished(),
        journal.extend([Entry("r", "note", {})], MOMENT, 1),
        journal.head(),
        journal.since(0),
        journal.take("r"),
        journal.let_go("r"),
    ):
        with pytest.raises(JournalError, match="closed"):
            await call


async def test_closing_finishes_what_was_begun(journal: Journal) -> None:
    appending = [
        asyncio.ensure_future(journal.append("r", "note", {"n": n}, MOMENT)) for n in range(5)
    ]
    await asyncio.sleep(0)
    await journal.close()

    assert [event.seq for event in await asyncio.gather(*appending)] == [1, 2, 3, 4, 5]


async def test_one_that_was_opened_for_writing_refuses_nothing(journal: Journal) -> None:
    assert journal.refusal is None
    assert journal.mishap is None


async def test_positions_count_the_events_of_all_journals(journal: Journal, other: Journal) -> None:
    assert (await journal.head(), await journal.since(0)) == (0, Tail((), 0))
    first = await journal.append("r", "note", {"n": 1}, MOMENT)
    second = await other.append("r2", "note", {"n": 2}, MOMENT)
    third = await journal.append("r", "note", {"n": 3}, MOMENT)

    for one in (journal, other):
        assert await one.head() == 3
        assert await one.since(0) == Tail((first, second, third), 3)
        assert await one.since(2) == Tail((third,), 3)
        assert await one.since(3) == Tail((), 3)


async def test_what_is_read_from_a_position_on_is_told_once(
    journal: Journal, other: Journal
) -> None:
    seen: list[Event] = []
    position = 0
    for number in range(6):
        await (journal, other)[number % 2].append("r", "note", {"n": number}, MOMENT)
        tail = await other.since(position)
        seen, position = [*seen, *tail.events], tail.position

    assert tuple(seen) == await journal.read("r")
    assert position == await journal.head()


async def test_extends_in_one_stroke_and_in_order(journal: Journal) -> None:
    before = await journal.append("a", "note", {}, MOMENT)
    entries = [Entry("a", "note", {"n": 1}), Entry("b", "opened", {}), Entry("a", "job", {"n": 2})]
    events = await journal.extend(entries, MOMENT, 1)

    assert [(one.record_id, one.kind, one.data) for one in events] == [
        (one.record_id, one.kind, one.data) for one in entries
    ]
    assert await journal.read("a") == (before, events[0], events[2])
    assert await journal.since(1) == Tail(events, 4)
    assert broken_at(await journal.read("a")) is None
    assert {one.at for one in events} == {MOMENT}


async def test_extending_from_a_position_that_is_passed_adds_nothing(
    journal: Journal, other: Journal
) -> None:
    heard: list[Event] = []
    journal.subscribe(heard.append)
    position = await journal.head()
    theirs = await other.append("theirs", "note", {}, MOMENT)

    for wrong in (position, position + 2):
        with pytest.raises(Overtaken):
            await journal.extend([Entry("ours", "opened", {})], MOMENT, wrong)
    assert await journal.since(0) == Tail((theirs,), 1)
    assert heard == []
    (event,) = await journal.extend([Entry("ours", "opened", {})], MOMENT, 1)
    assert heard == [event]


async def test_of_two_that_extend_at_once_one_wins(journal: Journal, other: Journal) -> None:
    for _ in range(10):
        position = await journal.head()
        answers = await asyncio.gather(
            *(
                one.extend([Entry(f"r{name}", "note", {}) for _ in range(2)], MOMENT, position)
                for name, one in enumerate((journal, other))
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in answers) == ["Overtaken", "tuple"]
        assert await journal.head() == position + 2


async def test_extending_by_nothing_adds_nothing(journal: Journal, other: Journal) -> None:
    assert await journal.extend([], MOMENT, 0) == ()
    await other.append("r", "note", {}, MOMENT)
    with pytest.raises(Overtaken):
        await journal.extend([], MOMENT, 0)


@pytest.mark.parametrize("wrong", [{"x": math.nan}, {"x": object()}])
async def test_extending_by_one_that_is_not_json_adds_none(
    journal: Journal, wrong: dict[str, Any]
) -> None:
    with pytest.raises((ValueError, TypeError)):
        await journal.extend(
            [Entry("r", "opened", {}), Entry("r", "note", wrong)], MOMENT, await journal.head()
        )
    assert await journal.head() == 0


async def test_extending_at_a_time_without_a_zone_adds_none(journal: Journal) -> None:
    with pytest.raises(ValueError, match="zone"):
        await journal.extend([Entry("r", "opened", {})], MOMENT.replace(tzinfo=None), 0)
    assert await journal.records() == ()


async def test_what_the_owner_of_an_entry_does_later_changes_nothing(journal: Journal) -> None:
    data: dict[str, Any] = {"rows": [1]}
    extending = asyncio.ensure_future(journal.extend([Entry("r", "note", data)], MOMENT, 0))
    await asyncio.sleep(0)
    data["rows"].append(2)
    (event,) = await extending

    assert event.data == {"rows": [1]}
    assert await journal.read("r") == (event,)


async def test_one_works_on_a_record_and_others_on_others(journal: Journal, other: Journal) -> None:
    assert await journal.take("a")
    assert await journal.take("a")
    assert not await other.take("a")
    assert await other.take("b")
    await other.let_go("a")
    assert not await other.take("a")
    await journal.let_go("a")
    await journal.let_go("a")
    assert await other.take("a")


async def test_a_record_may_be_taken_before_it_is_begun_and_written_by_others(
    journal: Journal, other: Journal
) -> None:
    assert await journal.take("r")
    await other.append("r", "note", {}, MOMENT)
    assert len(await journal.read("r")) == 1


async def test_closing_lets_go(journal: Journal, other: Journal) -> None:
    assert await journal.take("a")
    await journal.close()
    assert await other.take("a")


async def test_of_many_that_take_one_record_at_once_one_gets_it(
    another: Callable[[], Awaitable[Journal]],
) -> None:
    journals = [await another() for _ in range(5)]
    assert sorted(await asyncio.gather(*(one.take("r") for one in journals))) == [False] * 4 + [
        True
    ]


async def test_an_outline_leaves_out_what_says_nothing_of_how_a_record_stands(
    journal: Journal,
) -> None:
    kinds = [Kind.OPENED, Kind.PREFLIGHT, Kind.JOB, Kind.JOB, Kind.STEP, Kind.JOB, Kind.DRILL]
    for number, kind in enumerate(kinds):
        await journal.append("a", kind, {"n": number}, MOMENT)
        await journal.append("b", Kind.JOB, {"n": number}, MOMENT)

    outline = await journal.outline()
    assert [event.data["n"] for event in outline if event.record_id == "a"] == [0, 3, 5, 6]
    assert [event.data["n"] for event in outline if event.record_id == "b"] == [6]


@pytest.mark.parametrize("kind", [*sorted(UNTOLD), Kind.JOB, Kind.CLOSED])
async def test_an_outline_has_the_last_event_of_each_record(journal: Journal, kind: Kind) -> None:
    await journal.append("a", Kind.OPENED, {}, MOMENT)
    await journal.append("a", kind, {}, MOMENT)
    last = await journal.append("a", kind, {}, MOMENT)
    await journal.append("b", kind, {}, MOMENT)

    assert (await journal.outline())[-2] == last


async def exported(journal: Journal, count: int = 3) -> tuple[Event, ...]:
    """A record of this many events, as another journal has it."""
    for number in range(count):
        await journal.append("r", Kind.NOTE, {"n": number, "\ud83d\ude00": 1, "\uffff": 2}, MOMENT)
    return await journal.read("r")


async def test_takes_over_a_foreign_record_as_it_is(journal: Journal) -> None:
    await journal.append("mine", Kind.OPENED, {}, MOMENT)
    foreign = await exported(MemoryJournal())

    assert await journal.adopt(foreign) == 3

    assert await journal.read("r") == foreign
    assert broken_at(await journal.read("r")) is None
    assert await journal.records() == ("r", "mine")
    assert (await journal.since(1)).events == foreign


async def test_a_record_that_was_taken_over_goes_on(journal: Journal) -> None:
    foreign = await exported(MemoryJournal())
    await journal.adopt(foreign)

    event = await journal.append("r", Kind.TAKEN_OVER, {"by": "bob"}, MOMENT)

    assert (event.seq, event.before) == (4, foreign[-1].hash)
    assert broken_at(await journal.read("r")) is None


async def test_adds_what_is_missing_of_a_record_that_it_has(journal: Journal) -> None:
    foreign = await exported(MemoryJournal(), 5)
    await journal.adopt(foreign[:2])

    assert await journal.adopt(foreign) == 3
    assert await journal.adopt(foreign) == 0
    assert await journal.adopt(foreign[:3]) == 0, "nothing is taken away"
    assert await journal.read("r") == foreign


@pytest.mark.parametrize("spoiled", range(3))
async def test_takes_nothing_over_of_a_broken_record(journal: Journal, spoiled: int) -> None:
    events = list(await exported(MemoryJournal()))
    events[spoiled] = replace(events[spoiled], data={"n": "another"})

    with pytest.raises(BrokenRecord) as told:
        await journal.adopt(events)

    assert told.value.seq == spoiled + 1
    assert await journal.records() == ()
    with pytest.raises(BrokenRecord):
        await journal.adopt([])


async def test_two_records_of_one_id_are_not_mixed(journal: Journal) -> None:
    own = [*await exported(journal, 2), await journal.append("r", Kind.NOTE, {"mine": 1}, MOMENT)]
    foreign = await exported(MemoryJournal(), 4)

    with pytest.raises(OtherRecord) as told:
        await journal.adopt(foreign)

    assert told.value.seq == 3
    assert await journal.read("r") == tuple(own)


async def test_listeners_hear_of_what_was_taken_over(journal: Journal) -> None:
    heard: list[Event] = []
    journal.subscribe(heard.append)
    foreign = await exported(MemoryJournal())

    await journal.adopt(foreign)

    assert tuple(heard) == foreign


async def test_who_has_read_before_a_takeover_is_overtaken(
    journal: Journal, other: Journal
) -> None:
    position = await journal.head()
    await other.adopt(await exported(MemoryJournal()))

    with pytest.raises(Overtaken):
        await journal.extend([Entry("x", Kind.NOTE, {})], MOMENT, position)
