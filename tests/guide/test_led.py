"""Every shipped runbook, played by somebody who does only what the guide says."""

from __future__ import annotations

import pytest

from tests.drive import rehearsal
from tests.guide.newcomer import Newcomer

SIZES = ((80, 24), (120, 40))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_first_drill(size: tuple[int, int]) -> None:
    async with rehearsal(size, runbook="first-drill") as drive:
        newcomer = Newcomer(drive)
        done = await newcomer.follow()
        assert done.closed
