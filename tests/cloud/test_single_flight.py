from __future__ import annotations

import asyncio

import pytest

from drilltui.cloud.single_flight import SingleFlight


class Work:
    """Work that ends when `end` is set; counts its beginnings and its cancellations."""

    def __init__(self, result: str | Exception = "done") -> None:
        self.result = result
        self.begun = self.cancelled = 0
        self.end = asyncio.Event()

    async def __call__(self) -> str:
        self.begun += 1
        try:
            await self.end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_whoever_comes_meanwhile_gets_the_same() -> None:
    flight, work = SingleFlight[str](), Work()
    waiting = [asyncio.ensure_future(flight.join(work)) for _ in range(5)]
    await settle()
    work.end.set()
    assert await asyncio.gather(*waiting) == ["done"] * 5
    assert work.begun == 1
    assert await flight.join(work) == "done"
    assert work.begun == 2


async def test_a_failure_is_everybodys_and_not_kept() -> None:
    flight, work = SingleFlight[str](), Work(ValueError("no"))
    waiting = [asyncio.ensure_future(flight.join(work)) for _ in range(3)]
    await settle()
    work.end.set()
    assert {type(each) for each in await asyncio.gather(*waiting, return_exceptions=True)} == {
        ValueError
    }
    with pytest.raises(ValueError, match="no"):
        await flight.join(work)
    assert work.begun == 2


async def test_it_goes_on_while_anybody_waits() -> None:
    flight, work = SingleFlight[str](), Work()
    first, second = (asyncio.ensure_future(flight.join(work)) for _ in range(2))
    await settle()
    first.cancel()
    await settle()
    assert (first.cancelled(), work.cancelled) == (True, 0)
    second.cancel()
    await settle()
    assert (second.cancelled(), work.cancelled) == (True, 1)


async def test_who_comes_after_the_last_one_left_begins_anew() -> None:
    flight, work = SingleFlight[str](), Work()
    first = asyncio.ensure_future(flight.join(work))
    await settle()
    first.cancel()
    second = asyncio.ensure_future(flight.join(work))
    await settle()
    work.end.set()
    assert await second == "done"
    assert work.begun == 2


async def test_work_that_is_cut_off_from_outside_is_begun_again_by_who_waits() -> None:
    flight, work = SingleFlight[str](), Work()
    waiting = asyncio.ensure_future(flight.join(work))
    await settle()
    assert flight._flight is not None
    flight._flight.task.cancel()
    await settle()
    work.end.set()
    assert await waiting == "done"
    assert work.begun == 2
