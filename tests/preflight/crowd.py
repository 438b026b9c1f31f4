"""A group with many instances in a project with many VPCs, at the end of a long line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from drilltui.cloud import http
from drilltui.domain.drill import DrillDraft
from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.judge import judge
from drilltui.domain.preflight.vpc_choice import vpc_choices
from drilltui.settings import RehearsalSettings
from drilltui.store.memory_journal import MemoryJournal
from drilltui.wiring import open_rehearsal
from tests import virtual_time
from tests.sandbox.small import SUBNETS, small_file

INSTANCES, VPCS = 200, 100
ONE_WAY = 0.1
"""Seconds from here to the cloud, and once more back."""

_Message = MutableMapping[str, Any]
_App = Callable[
    [_Message, Callable[[], Awaitable[_Message]], Callable[[_Message], Awaitable[None]]],
    Awaitable[None],
]


@dataclass(frozen=True)
class Measured:
    """What a look took: seconds on the line, CPU seconds, requests; `most` at the same time."""

    seconds: float
    cpu: float
    requests: int
    most: int


def crowded_file(folder: Path) -> str:
    """The scenario of that world."""
    instances = ", ".join(
        f'{{ name = "i{number}", subnets = ["{"ab"[number % 2]}"] }}' for number in range(INSTANCES)
    )
    vpcs = "\n".join(
        f'[[vpcs]]\nproject = "r-1"\nname = "v{number}"\ncidr = "10.0.0.0/16"\n'
        f"subnets = [{SUBNETS}]"
        for number in range(VPCS - 2)
    )
    return small_file(folder, instances=instances, more=vpcs)


@contextmanager
def long_line(under_way: list[int]) -> Iterator[None]:
    """Let whatever is sent meanwhile travel; `under_way` gets how many requests did at each."""
    usual = http.asgi_transport
    out = 0

    def far(app: _App) -> Any:
        async def travelling(scope: _Message, receive: Any, send: Any) -> None:
            nonlocal out
            out += 1
            under_way.append(out)
            try:
                await asyncio.sleep(2 * ONE_WAY)
                await app(scope, receive, send)
            finally:
                out -= 1

        return usual(travelling)

    with mock.patch.object(http, "asgi_transport", far):
        yield


def measured(folder: Path, vpc: str = "other") -> Measured:
    """Look at the group and a VPC of this name, in virtual time, and judge all that there is."""
    return virtual_time.run(_measured(crowded_file(folder), vpc))


async def _measured(path: str, vpc: str) -> Measured:
    under_way: list[int] = []
    with long_line(under_way):
        session = await open_rehearsal(
            RehearsalSettings(path),
            clock=virtual_time.VirtualClock(),
            journal=MemoryJournal(),
            chance=Random(1),
        )
        (overview,) = await session.groups.list()
        facts = await session.preflight.look(overview.group.id)
        assert not isinstance(facts.vpcs, Unseen)
        vpc_id = next(one.id for one in facts.vpcs if one.name == vpc)
        await session.clock.sleep(60)
        under_way.clear()
        begun, cpu = session.clock.monotonic(), time.process_time()
        facts = await session.preflight.look(overview.group.id, vpc_id)
        took = session.clock.monotonic() - begun
        judge(facts, DrillDraft(overview.group.id, "drill-1", vpc_id))
        assert len(vpc_choices(facts)) == VPCS
        spent = time.process_time() - cpu
        await session.close()
    return Measured(took, spent, len(under_way), max(under_way))
