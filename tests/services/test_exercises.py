"""Records of this place: how they are named, begun and found again."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from random import Random

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.exercise import Exercise
from drilltui.domain.place import Mode, Place
from drilltui.domain.provenance import Provenance
from drilltui.domain.record import Entry, Event, Kind, broken_at
from drilltui.services.exercises import Exercises
from drilltui.store.memory_journal import Shelf
from tests.services.refusing_journal import RefusingJournal
from tests.services.stage import GROUP, PLACE, Stage

LOOK_ALIKES = set("il1o0")


class Asked(RefusingJournal):
    """Remembers when records were read."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self.questions: list[str] = []

    async def read(self, record_id: str) -> tuple[Event, ...]:
        self.questions.append(record_id)
        return await super().read(record_id)

    async def outline(self) -> tuple[Event, ...]:
        self.questions.append("outline")
        return await super().outline()


async def test_a_record_is_named_after_its_minute_and_a_bit_of_chance() -> None:
    stage = Stage()

    record_id = await stage.record()

    assert re.fullmatch(r"20261123-0914-[a-z2-9]{4}", record_id)


async def test_two_records_of_one_minute_are_two_and_no_letter_can_be_misread() -> None:
    stage = Stage()

    record_ids = [await stage.record() for _ in range(100)]

    assert len(set(record_ids)) == 100
    assert not LOOK_ALIKES & {letter for one in record_ids for letter in one.rpartition("-")[2]}


async def test_the_same_chance_gives_the_same_name() -> None:
    names = [await Stage(chance=Random(seed)).record() for seed in (5, 5, 6)]

    assert names[0] == names[1] != names[2]


async def test_a_record_begins_with_who_where_and_what_for() -> None:
    stage = Stage()

    record_id = await stage.record(drill_id="drill-id-1")

    (event,) = await stage.exercises.events(record_id)
    assert (event.kind, event.at) == (Kind.OPENED, stage.clock.now())
    assert event.data == {
        "mode": "rehearsal",
        "profile": "smooth",
        "region": "eu-demo-1",
        "project_id": "project-1",
        "endpoint": "https://sdrs.example",
        "person": "ada",
        "host": "jump-1",
        "world": "",
        "group_id": "group-1",
        "group_name": "pg-payments",
        "group_status": "protected",
        "drill_id": "drill-id-1",
    }


async def test_events_carry_the_time_of_the_places_clock_and_hang_together() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.clock.advance(61)

    await stage.exercises.add(record_id, Kind.NOTE, {"text": "started late"})

    events = await stage.exercises.events(record_id)
    assert [f"{event.at:%H:%M:%S}" for event in events] == ["09:14:00", "09:15:01"]
    assert broken_at(events) is None


async def test_loading_folds_the_record() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.DRILL, {"drill_id": "drill-id-1", "name": "x"})

    exercise = await stage.exercises.load(record_id)

    assert (exercise.record_id, exercise.drill_id, exercise.name) == (record_id, "drill-id-1", "x")
    assert (exercise.group_name, exercise.events) == ("pg-payments", 2)


async def test_a_full_disk_is_told() -> None:
    stage = Stage()
    stage.journal.full = {Kind.OPENED}

    with pytest.raises(JournalError, match="disk is full"):
        await stage.record()


async def test_a_drill_is_found_by_its_id() -> None:
    stage = Stage()
    first = await stage.record(drill_id="drill-id-1")
    await stage.record(drill_id="drill-id-2")

    assert await stage.exercises.of_drill("drill-id-1") == first
    assert await stage.exercises.of_drill("DRILL-ID-1") == first
    assert await stage.exercises.of_drill("drill-id-3") is None
    assert await stage.exercises.of_drill("") is None


async def test_of_two_records_of_a_drill_the_one_begun_last_counts() -> None:
    stage = Stage()
    await stage.record(drill_id="drill-id-1")
    later = await stage.record(drill_id="drill-id-1")

    assert await stage.exercises.of_drill("drill-id-1") == later


async def test_a_closed_record_takes_nothing_more() -> None:
    stage = Stage()
    record_id = await stage.record(drill_id="drill-id-1")
    await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "passed"})

    assert await stage.exercises.of_drill("drill-id-1") is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, mode=Mode.LIVE),
        replace(PLACE, project_id="project-2"),
        replace(PLACE, world="0badcafe"),
    ],
    ids=["another mode", "another project", "another world"],
)
async def test_a_record_of_another_place_is_not_this_drills(elsewhere: Place) -> None:
    stage = Stage()
    there = Stage(journal=stage.journal, place=elsewhere)
    await there.record(drill_id="drill-id-1")

    assert await stage.exercises.of_drill("drill-id-1") is None
    assert await there.exercises.of_drill("drill-id-1") is not None


async def test_another_profile_of_the_same_project_is_the_same_place() -> None:
    stage = Stage()
    place = replace(PLACE, profile="hostile", person="bob")
    other = Stage(journal=stage.journal, place=place, chance=Random(2))
    record_id = await other.record(drill_id="drill-id-1")

    assert await stage.exercises.of_drill("drill-id-1") == record_id


class CountedJournal(RefusingJournal):
    """Counts what is read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.read_ids: list[str] = []
        self.listings = 0

    def forget(self) -> None:
        """Count anew."""
        self.read_ids.clear()
        self.listings = 0

    async def read(self, record_id: str) -> tuple[Event, ...]:
        self.read_ids.append(record_id)
        return await super().read(record_id)

    async def unfinished(self) -> tuple[str, ...]:
        self.listings += 1
        return await super().unfinished()


async def test_older_records_are_read_once_in_a_run_for_known_and_unknown_drills() -> None:
    journal = CountedJournal()
    before = Stage(journal=journal)
    older = [await before.record(drill_id=f"drill-{n}") for n in range(3)]
    later = await before.record(drill_id="drill-1")
    now = Stage(journal=journal, chance=Random(2))
    journal.forget()

    first = await asyncio.gather(*(now.exercises.of_drill(f"drill-{n}") for n in range(4)))
    again = [await now.exercises.of_drill(f"drill-{n}") for n in range(4)]

    assert first == again == [older[0], later, older[2], None]
    assert journal.listings == 1
    assert sorted(journal.read_ids) == sorted([*older, later])


async def test_what_this_run_records_is_known_without_reading() -> None:
    journal = CountedJournal()
    stage = Stage(journal=journal)
    record_id = await stage.record()
    assert await stage.exercises.of_drill("drill-id-1") is None
    journal.forget()

    await stage.exercises.add(record_id, Kind.DRILL, {"drill_id": "drill-id-1"})
    assert await stage.exercises.of_drill("drill-id-1") == record_id
    await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "passed"})
    assert await stage.exercises.of_drill("drill-id-1") is None
    newer = await stage.record(drill_id="drill-id-1")
    assert await stage.exercises.of_drill("drill-id-1") == newer

    assert (journal.read_ids, journal.listings) == ([], 0)


async def test_older_records_that_could_not_be_read_are_asked_for_again() -> None:
    stage = Stage()
    older = await Stage(journal=stage.journal).record(drill_id="drill-id-1")
    unfinished = stage.journal.unfinished

    async def refuse() -> tuple[str, ...]:
        stage.journal.unfinished = unfinished  # type: ignore[method-assign]
        raise JournalError("The disk does not answer.")

    stage.journal.unfinished = refuse  # type: ignore[method-assign]
    with pytest.raises(JournalError):
        await stage.exercises.of_drill("drill-id-1")

    assert await stage.exercises.of_drill("drill-id-1") == older


async def test_a_rehearsal_reads_no_older_record() -> None:
    journal = CountedJournal()
    place = replace(PLACE, world="0badcafe")
    stage = Stage(journal=journal, place=place)

    assert await stage.exercises.of_drill("drill-id-1") is None
    record_id = await stage.record(drill_id="drill-id-1")

    assert await stage.exercises.of_drill("drill-id-1") == record_id
    assert (journal.read_ids, journal.listings) == ([], 0)
    (opened,) = await stage.events(record_id)
    assert opened.data["world"] == "0badcafe"


async def test_a_record_is_held_as_long_as_there_is_a_purpose_for_it() -> None:
    stage = Stage()
    other = Stage(journal=RefusingJournal(stage.journal.shelf), chance=Random(2))

    assert await stage.exercises.take("r", "follow create")
    assert await stage.exercises.take("r", "send rename")
    assert not await other.exercises.take("r", "send rename")
    await stage.exercises.let_go("r", "follow create")
    await stage.exercises.let_go("r", "follow create")
    await stage.exercises.let_go("r", "never taken for this")
    assert not await other.exercises.take("r", "send rename")
    await stage.exercises.let_go("r", "send rename")

    assert await other.exercises.take("r", "send rename")
    await stage.exercises.let_go("r", "send rename")
    assert not await stage.exercises.take("r", "send rename")


async def test_a_finding_is_added_only_while_it_is_news_whoever_writes_in_between() -> None:
    stage = Stage()
    record_id = await stage.record()
    other = Stage(journal=RefusingJournal(stage.journal.shelf), chance=Random(2))
    asked: list[int] = []

    def still(exercise: Exercise) -> bool:
        asked.append(exercise.events)
        if len(asked) == 1:  # somebody is quicker
            stage.journal.shelf.add(Entry(record_id, Kind.NOTE, {}), stage.clock.now())
        return exercise.events < 3

    assert await stage.exercises.add_while(record_id, Kind.NOTE, {"n": 1}, still)
    assert asked == [1, 2]
    assert not await other.exercises.add_while(record_id, Kind.NOTE, {"n": 2}, still)
    assert len(await stage.events(record_id)) == 3


async def test_nothing_is_added_to_a_record_that_is_closed() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "passed"})

    assert not await stage.exercises.add_while(record_id, Kind.NOTE, {}, lambda one: True)
    assert await stage.kinds(record_id) == ["opened", "closed"]


async def test_what_other_records_have_is_claimed_also_when_they_are_closed() -> None:
    stage = Stage()
    mine, open_ = await stage.record(drill_id="Mine"), await stage.record(drill_id="Drill-A")
    await stage.exercises.add(open_, Kind.INTENDED, {"action": "create"})
    await stage.exercises.add(open_, Kind.ACCEPTED, {"action": "create", "job_id": "Job-A"})
    closed = await stage.record(drill_id="drill-b")
    await stage.exercises.add(closed, Kind.CLOSED, {})
    elsewhere = Stage(journal=stage.journal, place=replace(PLACE, project_id="project-2"))
    await elsewhere.exercises.add(await elsewhere.record(drill_id="drill-c"), Kind.CLOSED, {})
    later = Stage(journal=RefusingJournal(stage.journal.shelf), chance=Random(3))

    for exercises in (stage.exercises, later.exercises):
        assert await exercises.claimed(mine) == {"drill-a", "job-a", "drill-b"}
    newly = await stage.record(drill_id="drill-d")
    assert "drill-d" in await later.exercises.claimed(mine)
    await stage.exercises.add(newly, Kind.CLOSED, {})
    assert "drill-d" in await later.exercises.claimed(mine)


async def test_a_record_is_found_by_its_id_only_where_it_was_begun() -> None:
    stage = Stage()
    record_id = await stage.record()
    await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "clean"})
    elsewhere = Stage(journal=stage.journal, place=replace(PLACE, project_id="project-2"))

    found = await stage.exercises.of_id(record_id)
    assert found == await stage.exercises.load(record_id)
    assert await stage.exercises.of_id("20261123-0914-none") is None
    assert await elsewhere.exercises.of_id(record_id) is None


async def test_closed_records_are_read_all_at_once_and_once() -> None:
    stage = Stage()
    for _ in range(3):
        await stage.exercises.add(await stage.record(), Kind.CLOSED, {"outcome": "clean"})
    asked = Asked(stage.journal.shelf)
    later = Stage(journal=asked, chance=Random(2))

    first, second = await later.exercises.known(), await later.exercises.known()
    assert first == second
    assert {one.record_id for one in first} == set(await stage.journal.records())
    assert asked.questions == ["outline"]


async def test_a_record_knows_the_target_and_where_it_was_begun_from() -> None:
    stage = Stage()
    place = replace(stage.place, rto_minutes=30)
    told = Provenance("1.2.3", utc_offset="+08:00", ssh_from="198.51.100.7")
    exercises = Exercises(stage.journal, place, stage.clock, stage.chance, lambda: told)

    (first,) = exercises.begin(GROUP).first

    known = {"rto_minutes": 30, "tool": "1.2.3", "utc_offset": "+08:00", "ssh_from": "198.51.100.7"}
    assert known.items() <= first.data.items()
    assert "cloud_user" not in first.data
