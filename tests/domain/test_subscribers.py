from __future__ import annotations

import asyncio
from typing import Any

from drilltui.domain.subscribers import Subscribers


async def test_one_that_raises_is_reported_and_keeps_no_other_from_hearing() -> None:
    subscribers: Subscribers[str] = Subscribers(asyncio.get_running_loop().call_soon)
    heard: list[str] = []
    reported: list[BaseException | None] = []

    def broken(news: str) -> None:
        raise ZeroDivisionError(news)

    def report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        reported.append(context.get("exception"))

    asyncio.get_running_loop().set_exception_handler(report)
    subscribers.add(broken)
    subscribers.add(heard.append)
    subscribers.tell("one")
    subscribers.tell("two")
    await asyncio.sleep(0)

    assert heard == ["one", "two"]
    assert [str(error) for error in reported] == ["one", "two"]


async def test_one_that_has_left_hears_nothing_not_even_what_was_on_its_way() -> None:
    subscribers: Subscribers[str] = Subscribers(asyncio.get_running_loop().call_soon)
    heard: list[str] = []
    leave = subscribers.add(heard.append)
    subscribers.tell("late")
    leave()
    leave()
    await asyncio.sleep(0)

    assert heard == []
