"""What people say around a drill: kept with who and when, bounded, refused where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from drilltui.domain.drill_finding import FindingStatus, Severity
from drilltui.domain.errors import JournalError, ReadOnly, UsageError
from drilltui.domain.finding_typed import FindingTyped
from drilltui.domain.record import Kind
from drilltui.domain.said import Result
from tests.services.left_network import clear, left_by_a_drill
from tests.services.stage import PLACE, Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_a_brief_is_said_field_by_field(stage: Stage) -> None:
    record_id, saying = await stage.record(), stage.session.saying

    await saying.brief(record_id, {"objective": " prove \n the RTO ", "rto_minutes": "60"})
    brief = await saying.brief(
        record_id, {"participants": "ada, bob; 李雷", "keep_until": "2031-12-31"}
    )

    assert (brief.objective, brief.rto_minutes, brief.by) == ("prove the RTO", 60, "ada")
    assert brief.participants == ("ada", "bob", "李雷")
    assert brief.keep_until == date(2031, 12, 31)
    assert (await stage.exercise(record_id)).said.brief == brief


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"rto_minutes": "1.5"}, "1.5 is no number of minutes."),
        ({"rto_minutes": "-1"}, "-1 is no number of minutes."),
        ({"rpo_minutes": "527041"}, "527041 is no number of minutes."),
        ({"keep_until": "soon"}, "soon is no day."),
        ({"objective": "x" * 1001}, "At most 1000 characters are taken, and that is 1001."),
        ({"approver": "x" * 101}, "At most 100 characters are taken, and that is 101."),
        ({"participants": "a," * 51}, "That is 51 names, and 50 are taken."),
        ({"ticket": "a\x1b[31m"}, "There is a character in it that is not shown"),
        ({}, "That is what the brief says already."),
    ],
)
async def test_what_cannot_be_read_is_not_written(
    stage: Stage, typed: dict[str, str], complaint: str
) -> None:
    record_id = await stage.record()

    with pytest.raises(UsageError) as told:
        await stage.session.saying.brief(record_id, typed)

    assert str(told.value).startswith(complaint)
    assert await stage.kinds(record_id) == ["opened"]


async def test_a_hold_begins_and_ends_once(stage: Stage) -> None:
    record_id, saying = await stage.record(), stage.session.saying
    with pytest.raises(UsageError, match="not on hold"):
        await saying.end_hold(record_id)
    with pytest.raises(UsageError, match="has a reason"):
        await saying.hold(record_id, "  ")

    assert (await saying.hold(record_id, "waits for the DBA")).said.on_hold
    with pytest.raises(UsageError, match="on hold already, by ada: waits for the DBA"):
        await saying.hold(record_id, "again")
    exercise = await saying.end_hold(record_id)

    (hold,) = exercise.said.holds
    assert (hold.why, hold.by, hold.until) == ("waits for the DBA", "ada", stage.clock.now())


async def test_a_service_works_where_there_are_servers(stage: Stage) -> None:
    saying = stage.session.saying
    bare = await stage.record()
    with pytest.raises(UsageError, match="No drill was seen available yet"):
        await saying.service(bare, passed=True, seen="a payment")
    assert not (await saying.service(bare, passed=False, seen="no answer")).said.services[0].passed

    made = await left_by_a_drill(stage, gone=False)
    exercise = await saying.service(
        made, passed=True, seen="a payment went through", expected="one", data_point="tx 17"
    )

    (word,) = exercise.said.services
    assert (word.passed, word.by, word.data_point) == (True, "ada", "tx 17")
    assert exercise.said.service_at == stage.clock.now()


@pytest.mark.parametrize("passed", [True, False])
async def test_a_word_on_the_service_says_what_was_seen(stage: Stage, *, passed: bool) -> None:
    with pytest.raises(UsageError, match="what was seen"):
        await stage.session.saying.service(await stage.record(), passed=passed)


async def test_findings_are_numbered_and_changed(stage: Stage) -> None:
    record_id, saying = await stage.record(), stage.session.saying

    first = await saying.find(record_id, FindingTyped("DNS is slow", "h", "bob", "2026-12-01"))
    second = await saying.find(record_id, FindingTyped("no licence"))
    changed = await saying.change(record_id, 1, FindingTyped(status="mended", retest="rec-2"))

    assert (first.number, first.severity, first.due) == (1, Severity.HIGH, date(2026, 12, 1))
    assert (second.number, second.severity) == (2, Severity.MEDIUM)
    assert changed == replace(first, status=FindingStatus.MENDED, retest="rec-2")
    assert (await stage.exercise(record_id)).said.findings == {1: changed, 2: second}


@pytest.mark.parametrize(
    ("number", "typed", "complaint"),
    [
        (1, FindingTyped(status="accepted"), "A risk is accepted by somebody's decision."),
        (1, FindingTyped(severity="dire"), "dire is none of the words that are taken."),
        (1, FindingTyped(text=" "), "A finding without text is none."),
        (1, FindingTyped(due="1.12."), "1.12. is no day."),
        (1, FindingTyped(), "That is what the finding says already."),
        (7, FindingTyped(owner="bob"), "There is no finding 7 in this record. Take one of: 1."),
    ],
)
async def test_a_finding_that_cannot_be_read_changes_nothing(
    stage: Stage, number: int, typed: FindingTyped, complaint: str
) -> None:
    record_id, saying = await stage.record(), stage.session.saying
    await saying.find(record_id, FindingTyped("DNS is slow"))

    with pytest.raises(UsageError) as told:
        await saying.change(record_id, number, typed)

    assert str(told.value).startswith(complaint)
    assert (await stage.kinds(record_id))[1:] == [Kind.FINDING]


async def test_only_signatures_come_after_the_end(stage: Stage) -> None:
    record_id, saying = await left_by_a_drill(stage), stage.session.saying
    await clear(stage, record_id)
    await saying.sign(record_id, "Ada L.", "DR lead")
    await stage.session.cleanup.close(record_id, result=Result.FAILED, compared="slower")

    await saying.sign(record_id, "Eve W.", "witness")

    exercise = await stage.exercise(record_id)
    assert [one.name for one in exercise.said.signatures] == ["Ada L.", "Eve W."]
    assert (exercise.said.result, exercise.said.compared) == ("failed", "slower")
    with pytest.raises(UsageError, match="is closed: nothing was written"):
        await saying.find(record_id, FindingTyped("late"))
    with pytest.raises(UsageError, match="is closed: nothing was written"):
        await saying.hold(record_id, "late")
    with pytest.raises(UsageError, match="a name and a role"):
        await saying.sign(record_id, "Eve", "")


async def test_nothing_is_said_where_nothing_may_be_written(stage: Stage) -> None:
    record_id = await stage.record()
    reader = Stage(journal=stage.journal, place=replace(PLACE, readonly=True))
    with pytest.raises(ReadOnly):
        await reader.session.saying.hold(record_id, "why")
    stage.journal.refused = JournalError("The disk is full.")
    with pytest.raises(JournalError, match="full"):
        await stage.session.saying.hold(record_id, "why")
    stage.journal.refused = None
    with pytest.raises(UsageError, match="no record 2026"):
        await stage.session.saying.hold("20260101-0000-none", "why")
    assert await stage.kinds(record_id) == ["opened"]


async def test_words_of_two_at_once_are_both_kept(stage: Stage) -> None:
    record_id = await stage.record()

    async def meanwhile() -> None:
        stage.journal.slow.clear()
        await stage.session.saying.find(record_id, FindingTyped("theirs"))

    stage.journal.slow = {Kind.FINDING: meanwhile}
    mine = await stage.session.saying.find(record_id, FindingTyped("mine"))

    assert mine.number == 2
    findings = (await stage.exercise(record_id)).said.findings
    assert [one.text for one in findings.values()] == ["theirs", "mine"]
