"""Lessons out of what the sandbox says."""

from __future__ import annotations

from random import Random

from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import open_rehearsal
from drilltui.wiring.lesson import lessons
from tests.clock import FakeClock


def test_the_first_is_the_one_where_all_goes_well_and_the_last_a_surprise() -> None:
    found = [lesson.scenario for lesson in lessons()]

    assert (found[0], found[-1]) == ("smooth", "surprise")
    assert len(found) == len({*found}) == 15


def test_a_surprise_tells_of_itself_and_keeps_the_rest() -> None:
    surprise = lessons(3)[-1]

    assert surprise.is_surprise
    assert surprise.title.en == "Surprise"
    (other,) = [one for one in lessons(3) if one.scenario == surprise.drawn]
    assert (surprise.path, surprise.good, surprise.drawn_title) == (
        other.path,
        other.good,
        other.title,
    )


async def drawn(seed: int | None, chance: int) -> tuple[str, int]:
    session = await open_rehearsal(
        RehearsalSettings("surprise", seed=seed),
        clock=FakeClock(),
        journal=MemoryJournal(),
        chance=Random(chance),
    )
    await session.close()
    assert session.lesson is not None
    return session.lesson.drawn, session.lesson.seed


async def test_a_surprise_without_a_seed_is_drawn_by_chance() -> None:
    assert len({await drawn(None, chance) for chance in range(8)}) > 3


async def test_a_surprise_with_a_seed_is_always_the_same() -> None:
    assert {await drawn(11, chance) for chance in range(4)} == {await drawn(11, 9)}
