"""Two drilltui of one user submit for the same group at once: one drill, and the other told why."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from drilltui.domain.errors import Blocked
from drilltui.domain.record import broken_at
from drilltui.services.sending import Answer
from tests.services.stage import DRAFT, GROUP, NAMES, Stage
from tests.services.test_settling import another

ROUNDS = 100


@pytest.mark.parametrize("same_name", [True, False])
async def test_one_is_sent_and_the_other_is_told_why(same_name: bool) -> None:
    for seed in range(ROUNDS):
        chance, first = Random(seed), Stage()
        second = another(first)

        async def dawdle(chance: Random = chance) -> None:
            for _ in range(chance.randrange(6)):
                await asyncio.sleep(0)

        for method in ("group", "drills", "create_drill"):
            first.cloud.during(method, dawdle)
        drafts = [DRAFT, DRAFT if same_name else type(DRAFT)(GROUP.id, "drill-2")]
        outcomes = await asyncio.gather(
            *(
                stage.session.drills.start(draft, GROUP, NAMES)
                for stage, draft in zip((first, second), drafts, strict=True)
            ),
            return_exceptions=True,
        )

        sent = [one for one in outcomes if isinstance(one, Answer)]
        others = [one for one in outcomes if isinstance(one, Blocked)]
        assert (len(sent), len(others)) == (1, 1), f"seed {seed}: {outcomes}"
        assert others[0].record_id == sent[0].record_id
        assert len(first.cloud.calls("create_drill")) == 1
        (record_id,) = await first.journal.records()
        assert broken_at(await first.events(record_id)) is None
