"""Reads that are made at once: how long each is waited for, and whose failure is everybody's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from drilltui.domain.errors import NotSignedIn, SignInFault, SignInRefused
from drilltui.domain.preflight.facts import Unseen
from drilltui.services.reads import HINT_LIMIT, LIMIT, SILENT_FOR, SILENT_LIMIT, Reads, Silence
from tests.virtual_time import VirtualClock, run

REFUSED = SignInRefused(SignInFault.OTHER, status=401, code="VPC.0008", message="no")


async def never() -> str:
    await asyncio.Event().wait()
    return "never"


async def at_once() -> str:
    return "answer"


async def waited(reads: Reads, name: str, read: Callable[[], Awaitable[str]]) -> float:
    """Return how long the read was waited for."""
    begun = asyncio.get_running_loop().time()
    await reads.tried(name, read)
    return asyncio.get_running_loop().time() - begun


def test_what_only_adds_a_finding_is_waited_for_less() -> None:
    async def main() -> list[float]:
        reads = Reads(2, Silence(VirtualClock()))
        return [await waited(reads, "pairs", never), await waited(reads, "acls", never)]

    assert run(main()) == pytest.approx([LIMIT, HINT_LIMIT])


def test_what_had_no_answer_is_only_tried_for_a_second_the_next_minute() -> None:
    async def main() -> list[float]:
        clock = VirtualClock()
        silence = Silence(clock)
        reads = Reads(2, silence)
        spent = [await waited(reads, "acls", never), await waited(reads, "acls", never)]
        await waited(reads, "acls", at_once)
        spent.append(await waited(reads, "acls", never))
        await asyncio.sleep(SILENT_FOR)
        spent += [await waited(reads, "acls", never), await waited(reads, "acls", never)]
        return spent

    full, short = HINT_LIMIT, SILENT_LIMIT
    assert run(main()) == pytest.approx([full, short, full, full, short])


@pytest.mark.parametrize("error", [REFUSED, NotSignedIn("No sign-in.")], ids=str)
async def test_a_refused_sign_in_is_everybodys_where_the_read_is_vital(
    error: SignInRefused | NotSignedIn,
) -> None:
    async def refused() -> str:
        raise error

    reads = Reads(2, Silence(VirtualClock()))
    with pytest.raises(type(error)):
        await reads.tried("vpcs", refused)
    assert isinstance(await reads.tried("key-pairs", refused), Unseen)
