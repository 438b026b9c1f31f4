"""With which result a record may close, and what the result does to the programme of drills."""

from __future__ import annotations

from datetime import date

import pytest

from drilltui.domain.errors import UsageError
from drilltui.domain.finding_typed import FindingTyped
from drilltui.domain.programme import is_done
from drilltui.domain.record import Kind
from drilltui.domain.result import why_not
from drilltui.domain.said import Result
from tests.services.left_network import clear, left_by_a_drill
from tests.services.stage import Stage

TODAY = date(2026, 11, 23)


async def cleaned(stage: Stage, *, works: bool | None = True, found: int = 0) -> str:
    """A record of a drill that was made and cleaned up, with words on its service."""
    record_id = await left_by_a_drill(stage)
    if works is not None:
        await stage.session.saying.service(record_id, passed=works, seen="a payment")
    for number in range(found):
        await stage.session.saying.find(record_id, FindingTyped(f"finding {number}"))
    await clear(stage, record_id)
    return record_id


async def test_a_drill_that_works_has_passed() -> None:
    stage = Stage()
    record_id = await cleaned(stage)

    await stage.session.cleanup.close(record_id, result=Result.PASSED, compared="as expected")

    exercise = await stage.exercise(record_id)
    assert (exercise.said.result, exercise.said.compared) == ("passed", "as expected")
    assert exercise.outcome == "clean"
    assert is_done(exercise, TODAY)


@pytest.mark.parametrize(
    ("works", "found", "result", "why"),
    [
        (None, 0, Result.PASSED, "Nobody has said that the service works"),
        (False, 0, Result.PASSED, "the service is that it does not work"),
        (True, 1, Result.PASSED, "Findings are open: 1."),
        (None, 1, Result.WITH_FINDINGS, "Nobody has said that the service works"),
        (True, 0, Result.WITH_FINDINGS, "There is no finding"),
    ],
)
async def test_what_is_missing_keeps_it_from_its_result(
    works: bool | None, found: int, result: Result, why: str
) -> None:
    stage = Stage()
    record_id = await cleaned(stage, works=works, found=found)

    with pytest.raises(UsageError, match=why):
        await stage.session.cleanup.close(record_id, result=result)

    assert not (await stage.exercise(record_id)).closed


async def test_mended_findings_let_it_pass() -> None:
    stage = Stage()
    record_id = await cleaned(stage, found=1)
    await stage.session.saying.change(record_id, 1, FindingTyped(status="mended"))

    assert set(why_not(await stage.exercise(record_id)).values()) == {""}


async def test_a_drill_that_was_made_needs_a_result() -> None:
    stage = Stage()
    record_id = await cleaned(stage)

    with pytest.raises(UsageError, match="say how the exercise ended"):
        await stage.session.cleanup.close(record_id)


@pytest.mark.parametrize("result", [Result.PASSED, Result.WITH_FINDINGS])
async def test_a_drill_that_was_never_made_has_not_passed(result: Result) -> None:
    stage = Stage()
    record_id = await stage.record()
    for kind in (Kind.INTENDED, Kind.REFUSED):
        await stage.exercises.add(record_id, kind, {"action": "create", "name": "drill-1"})
    with pytest.raises(UsageError, match="was never made"):
        await stage.session.cleanup.close(record_id, result=result)

    await stage.session.cleanup.close(record_id)

    assert (await stage.exercise(record_id)).said.result == "aborted"


@pytest.mark.parametrize("result", [Result.FAILED, Result.ABORTED])
async def test_what_failed_or_was_aborted_counts_as_no_drill(result: Result) -> None:
    stage = Stage()
    record_id = await cleaned(stage)
    await stage.session.cleanup.close(record_id, result=result)

    assert not is_done(await stage.exercise(record_id), TODAY)


async def test_an_exercise_without_a_group_may_pass() -> None:
    stage = Stage()
    opening = stage.exercises.begin(None)  # what earlier drills left was looked at, for instance
    await stage.exercises.add_to(opening, Kind.GUIDED, {"runbook": "clean-up"}, lambda known: None)
    record_id = opening.record_id

    await stage.session.cleanup.close(record_id, result=Result.PASSED)

    exercise = await stage.exercise(record_id)
    assert exercise.said.result == "passed"
    assert not is_done(exercise, TODAY), "no drill was made by it"


async def test_a_record_from_before_such_words_counts_as_ever() -> None:
    stage = Stage()
    record_id = await cleaned(stage, works=None)
    await stage.exercises.add(record_id, Kind.CLOSED, {"outcome": "clean"})

    assert is_done(await stage.exercise(record_id), TODAY)


async def test_a_group_whose_drill_was_never_sent_does_not_pass() -> None:
    stage = Stage()
    record_id = await stage.record()

    with pytest.raises(UsageError, match="never made"):
        await stage.session.cleanup.close(record_id, result=Result.PASSED)
