"""Calls followed to their end by a command that waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable

from drilltui.cli.progress import Progress
from drilltui.services.session import Session
from drilltui.services.sight import Sight


async def endings(
    session: Session, watched: Iterable[Sight], progress: Progress, limit: float | None
) -> AsyncGenerator[Sight, None]:
    """Yield each of `watched` when all that can be known of it is known.

    One that cannot be looked at before somebody signs in again is yielded too: nobody is here who
    could. After `limit` seconds (None: never) those are yielded that have not ended, as they were
    seen last. A bug in the watcher is raised here.
    """
    watcher = session.watcher
    waiting = dict.fromkeys(sight.target.key for sight in watched)
    news: asyncio.Queue[Sight] = asyncio.Queue()
    unsubscribe = watcher.subscribe(news.put_nowait)
    for key in waiting:
        if known := watcher.sight(key):
            news.put_nowait(known)
    running = asyncio.ensure_future(watcher.run())
    late = asyncio.ensure_future(_after(session, limit))
    try:
        while waiting:
            sight = await _next(news, running, late)
            if sight is None:
                break
            if sight.target.key in waiting:
                if progress.is_new(sight):
                    # A terminal that does not read for a while stops no watching.
                    await asyncio.to_thread(progress.tell, sight)
                if sight.settled or sight.shut:
                    del waiting[sight.target.key]
                    yield sight
        for key in waiting:
            if known := watcher.sight(key):
                yield known
    finally:
        unsubscribe()
        late.cancel()
        running.cancel()
        await asyncio.gather(running, late, return_exceptions=True)


async def _after(session: Session, limit: float | None) -> None:
    if limit is None:
        await asyncio.Event().wait()
    else:
        await session.clock.sleep(limit)


async def _next(
    news: asyncio.Queue[Sight], running: asyncio.Task[None], late: asyncio.Task[None]
) -> Sight | None:
    """Return the next look; None when there is no more time."""
    coming = asyncio.ensure_future(news.get())
    try:
        await asyncio.wait({coming, running, late}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        return coming.result() if coming.done() else None
    finally:
        coming.cancel()
