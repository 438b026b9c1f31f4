"""Every scenario, played on the screens by somebody who does only what they say, to its debrief."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.record import broken_at
from drilltui.guide.debrief import debrief
from drilltui.guide.debrief_text import lines_of
from drilltui.wiring.lesson import lessons
from tests.drive import rehearsal
from tests.guide.newcomer import Newcomer

LESSONS = {one.scenario: one for one in lessons(7)}


SCREENS = [((80, 24), ENGLISH), ((120, 40), CHINESE)]
"""Each size and each language once: the runbooks are led through in all four ways elsewhere."""


@pytest.fixture(params=SCREENS, ids=["80x24-en", "120x40-zh"])
def size(request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    (columns, rows), language = request.param
    speak(language)
    yield columns, rows
    speak(ENGLISH)


@pytest.mark.parametrize("scenario", LESSONS)
async def test_a_scenario_is_led_to_its_closed_record_and_its_debrief(
    scenario: str, size: tuple[int, int]
) -> None:
    lesson = LESSONS[scenario]
    async with rehearsal(size, scenario, runbook=lesson.runbook, ready=False) as drive:
        done = await Newcomer(drive, group=lesson.group).follow()

        events = await drive.record()
        assert (done.closed, broken_at(events)) == (True, None)
        assert done.said.result
        found = debrief(events)
        assert found is not None
        assert found.elsewhere is None
        await drive.press("f8")
        await drive.expect(lines_of(found)[0].partition(" ")[0])
