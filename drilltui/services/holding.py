"""Which records this process works on, and what for: held until nothing needs them any more."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress

from drilltui.domain.errors import JournalError
from drilltui.domain.ports import Journal


class Holding:
    """Takes a record for the first purpose, and lets it go with the last one.

    The journal goes on with what it has begun when whoever waits for it is cancelled: what was
    taken for nobody is let go again. What it could not let go of is tried again whenever something
    is let go, for there is no purpose left that would end.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._purposes: defaultdict[str, set[str]] = defaultdict(set)
        self._turn = asyncio.Lock()
        self._overdue: set[str] = set()
        self._unawaited: set[asyncio.Task[None]] = set()

    async def take(self, record_id: str, purpose: str) -> bool:
        """Hold a record for `purpose` too; False while another process holds it."""
        async with self._turn:
            purposes = self._purposes[record_id]
            if not purposes and not await self._taken(record_id):
                return False
            purposes.add(purpose)
            return True

    async def let_go(self, record_id: str, purpose: str) -> None:
        """Need a record for `purpose` no more. Raises JournalError; calling again tries again."""
        async with self._turn:
            purposes = self._purposes[record_id]
            if purpose in purposes:
                purposes.remove(purpose)
                if not purposes:
                    self._overdue.add(record_id)
            await self._catch_up(record_id)

    async def _taken(self, record_id: str) -> bool:
        taking = asyncio.ensure_future(self._journal.take(record_id))
        try:
            taken = await asyncio.shield(taking)
        except asyncio.CancelledError:
            self._overdue.add(record_id)
            undoing = asyncio.ensure_future(self._undo(taking, record_id))
            self._unawaited.add(undoing)
            undoing.add_done_callback(self._unawaited.discard)
            raise
        if taken:
            self._overdue.discard(record_id)
        return taken

    async def _undo(self, taking: asyncio.Future[bool], record_id: str) -> None:
        """Let go of what was taken for nobody, once the journal has it."""
        with suppress(JournalError):  # it has not taken it then, or it stays overdue
            await taking
            async with self._turn:
                await self._catch_up(record_id)

    async def _catch_up(self, asked: str) -> None:
        """Let go of what nothing needs; only what is `asked` for is worth an error."""
        for record_id in sorted(self._overdue):
            try:
                await self._journal.let_go(record_id)
            except JournalError:
                if record_id == asked:
                    raise
                continue
            self._overdue.discard(record_id)
