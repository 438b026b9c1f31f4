from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest

from drilltui.running import run


def test_what_is_run_gives_its_result_and_its_error() -> None:
    async def fine() -> int:
        return await asyncio.to_thread(lambda: 7)

    async def wrong() -> None:
        await asyncio.to_thread(lambda: [][0])

    assert run(fine()) == 7
    with pytest.raises(IndexError):
        run(wrong())


def test_leaving_does_not_wait_for_a_resolver_that_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, asked = threading.Event(), threading.Event()

    def stuck(*_: object, **__: object) -> list[object]:
        asked.set()
        answer.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", stuck)

    async def look_up() -> None:
        looking = asyncio.ensure_future(asyncio.get_running_loop().getaddrinfo("example.test", 1))
        await asyncio.sleep(0)
        assert asked.wait(10)
        looking.cancel()

    begun = time.monotonic()
    try:
        run(look_up())
        assert time.monotonic() - begun < 10
        assert any(thread.name == "drilltui look-up" for thread in threading.enumerate())
    finally:
        answer.set()


def test_host_names_are_still_looked_up() -> None:
    async def look_up() -> str:
        found = await asyncio.get_running_loop().getaddrinfo("localhost", 80)
        return str(found[0][4][1])

    assert run(look_up()) == "80"
