"""The log of requests: the last ones, in memory only."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from drilltui.domain.exchange import Exchange, PlannedRequest
from drilltui.services.requests import KEPT, Requests


def exchange(number: int) -> Exchange:
    request = PlannedRequest("GET", f"https://sdrs.example/{number}")
    return Exchange(number, datetime(2026, 11, 23, tzinfo=UTC), request, {}, 0.1, 200)


async def test_requests_are_kept_in_order() -> None:
    log = Requests()
    assert log.latest() == ()
    for number in (1, 2, 3):
        log.note(exchange(number))

    assert [one.number for one in log.latest()] == [1, 2, 3]


def test_only_the_last_ones_are_kept() -> None:
    log = Requests()
    for number in range(KEPT + 2):
        log.note(exchange(number))

    kept = log.latest()
    assert (len(kept), kept[0].number, kept[-1].number) == (KEPT, 2, KEPT + 1)


async def test_a_subscriber_that_fails_harms_neither_the_caller_nor_the_others() -> None:
    log = Requests()
    heard: list[int] = []
    reported: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))

    def fail(noted: Exchange) -> None:
        raise ValueError(noted.number)

    log.subscribe(fail)
    log.subscribe(lambda noted: heard.append(noted.number))
    log.note(exchange(1))
    await asyncio.sleep(0)

    assert heard == [1]
    assert [str(context["exception"]) for context in reported] == ["1"]


async def test_subscribers_hear_of_each_request_until_they_leave() -> None:
    log = Requests()
    heard: list[str] = []

    def once(noted: Exchange) -> None:
        heard.append(f"once {noted.number}")
        leave()

    leave = log.subscribe(once)
    end = log.subscribe(lambda noted: heard.append(f"all {noted.number}"))
    log.note(exchange(1))
    log.note(exchange(2))
    await asyncio.sleep(0)
    end()
    log.note(exchange(3))
    await asyncio.sleep(0)

    assert heard == ["once 1", "all 1", "all 2"]


def test_what_was_handed_out_does_not_change() -> None:
    log = Requests()
    log.note(exchange(1))
    before = log.latest()
    log.note(exchange(2))

    assert len(before) == 1
