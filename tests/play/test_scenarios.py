"""Every scenario is played by its good path to a closed record with a debrief."""

from __future__ import annotations

import pytest

from drilltui.domain.folding import fold
from drilltui.domain.record import Kind, broken_at
from drilltui.guide.debrief import Debrief, debrief
from drilltui.wiring.lesson import lessons
from tests.theatre import Theatre, theatre

SCENARIOS = [lesson.scenario for lesson in lessons()]


async def played(scenario: str) -> Theatre:
    stage = await theatre(scenario)
    await stage.play()
    return stage


def debriefed(stage: Theatre) -> Debrief:
    found = debrief(next(iter(stage.journal.shelf.records.values())))
    assert found is not None
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_it_ends_with_a_closed_record_and_a_debrief(scenario: str) -> None:
    stage = await played(scenario)

    assert stage.journal.shelf.records
    for events in stage.journal.shelf.records.values():
        exercise = fold(events)
        assert exercise.closed
        assert exercise.mode == "rehearsal"
        assert broken_at(events) is None
        assert debrief(events) is not None


@pytest.mark.parametrize(
    ("scenario", "struck"),
    [
        ("smooth", []),
        ("lost-accepted", [("lose-answer", "create-drill")]),
        ("lost-not-accepted", [("lose-request", "create-drill")]),
        ("token-ends", [("expire", "show-job"), ("expire", "delete-drill")]),
        (
            "throttled",
            [
                ("throttle", "create-drill"),
                *[("throttle", "show-job")] * 4,
                ("throttle", "delete-drill"),
            ],
        ),
        ("delete-refused", [("refused", "delete")] * 2),
        ("late-failure", [("job-failed", "create")]),
    ],
)
async def test_its_troubles_strike_where_they_are_told(
    scenario: str, struck: list[tuple[str, str]]
) -> None:
    found = debriefed(await played(scenario))

    assert [(one.what, one.on) for one in found.troubles] == struck


async def test_one_server_that_fails_is_a_finding() -> None:
    stage = await played("one-server-fails")
    (events,) = stage.journal.shelf.records.values()

    (finding,) = fold(events).said.findings.values()
    assert "shop-web-02" in finding.text
    assert [one.what for one in debriefed(stage).troubles] == ["server-failed"]


async def test_the_same_drill_is_sent_again_in_the_same_record() -> None:
    stage = await played("lost-not-accepted")
    (events,) = stage.journal.shelf.records.values()

    kinds = [event.kind for event in events if event.data.get("action") == "create"]
    assert kinds[:4] == [Kind.INTENDED, Kind.UNKNOWN, Kind.ABSENT, Kind.INTENDED]


async def test_slow_is_slow() -> None:
    usual, slow = debriefed(await played("quota")), debriefed(await played("slow"))

    assert usual.servers_after is not None
    assert slow.servers_after is not None
    assert slow.servers_after > 3 * usual.servers_after


async def test_a_surprise_hides_its_name_until_the_debrief() -> None:
    stage = await played("surprise")
    lesson = stage.session.lesson
    assert lesson is not None
    at = next(place for place, line in enumerate(stage.lines) if "DEBRIEF" in line)

    assert lesson.drawn not in "\n".join(stage.lines[:at])
    assert f"scenario {lesson.drawn}, seed {lesson.seed}" in stage.lines[at]


async def test_a_seed_gives_the_same_transcript() -> None:
    first, second = await played("surprise"), await played("surprise")

    assert first.lines == second.lines
