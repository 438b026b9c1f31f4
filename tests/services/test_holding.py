"""Records are held while there is a purpose, whoever is cancelled and whatever the journal says."""

from __future__ import annotations

import asyncio

import pytest

from drilltui.domain.errors import JournalError
from drilltui.services.holding import Holding
from drilltui.store.memory_journal import MemoryJournal
from tests.services.stage import DRILL, Stage


class LockedJournal(MemoryJournal):
    """Takes and lets go in a thread of its own, as fast as a test says; may fail to let go."""

    def __init__(self) -> None:
        super().__init__()
        self.at_it = asyncio.Event()
        self.at_it.set()
        self.stuck = False

    async def take(self, record_id: str) -> bool:
        return await asyncio.shield(asyncio.ensure_future(self._take(record_id)))

    async def _take(self, record_id: str) -> bool:
        await self.at_it.wait()
        return await super().take(record_id)

    async def let_go(self, record_id: str) -> None:
        if self.stuck:
            raise JournalError("The lock file does not answer.")
        await super().let_go(record_id)


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def cancelled(holding: Holding, journal: LockedJournal) -> None:
    """Cancel somebody while the journal takes a record."""
    journal.at_it.clear()
    taking = asyncio.ensure_future(holding.take("r", "follow create"))
    await settle()
    taking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking


async def test_what_is_taken_for_somebody_who_was_cancelled_is_let_go() -> None:
    journal = LockedJournal()
    holding = Holding(journal)

    await cancelled(holding, journal)
    journal.at_it.set()
    await settle()

    assert journal.shelf.takers == {}


async def test_what_somebody_else_takes_meanwhile_stays_taken() -> None:
    journal = LockedJournal()
    holding = Holding(journal)

    await cancelled(holding, journal)
    another = asyncio.ensure_future(holding.take("r", "send rename"))
    await settle()
    journal.at_it.set()

    assert await another
    await settle()
    assert set(journal.shelf.takers) == {"r"}
    await holding.let_go("r", "send rename")
    assert journal.shelf.takers == {}


async def test_what_a_journal_does_not_let_go_of_is_tried_again() -> None:
    journal = LockedJournal()
    holding = Holding(journal)
    assert await holding.take("r", "follow create")
    assert await holding.take("s", "follow create")
    journal.stuck = True

    for _ in range(2):
        with pytest.raises(JournalError):
            await holding.let_go("r", "follow create")
    with pytest.raises(JournalError):
        await holding.let_go("s", "follow create")
    assert set(journal.shelf.takers) == {"r", "s"}
    assert await holding.take("s", "send rename")
    journal.stuck = False
    await holding.let_go("r", "follow create")
    assert set(journal.shelf.takers) == {"s"}
    await holding.let_go("s", "send rename")
    assert journal.shelf.takers == {}


async def test_an_answer_counts_whether_its_record_can_be_let_go_or_not() -> None:
    stage = Stage()
    stage.add_drill()
    let_go = stage.journal.let_go

    async def stuck(record_id: str) -> None:
        raise JournalError("The lock file does not answer.")

    stage.journal.let_go = stuck  # type: ignore[method-assign]
    answer = await stage.session.drills.rename(DRILL, "drill-2")

    assert answer.accepted
    stage.journal.let_go = let_go  # type: ignore[method-assign]
    assert (await stage.session.drills.rename(DRILL, "drill-3")).accepted
    assert stage.journal.shelf.takers == {}
