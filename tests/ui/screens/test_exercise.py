"""The exercise around its drill, by keys: said, handed over, signed, closed; at both sizes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from drilltui.domain.record import Kind
from tests.drive import Drive, rehearsal

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(params=SIZES, ids=["80x24", "120x40"])
async def drive(request: pytest.FixtureRequest) -> AsyncIterator[Drive]:
    """A rehearsal whose drill was made, at the screen of its exercise."""
    async with rehearsal(request.param) as drive:
        await drive.run_drill("pg-payments")
        await drive.press("X")
        await drive.expect("nobody has said yet whether it works")
        yield drive


async def fill(drive: Drive, *values: str) -> None:
    """Type into the fields one after the other, and write it down."""
    for value in values:
        await drive.press("end", "ctrl+u")
        if value:
            await drive.paste(value)
        await drive.press("tab")
    await drive.press("f5")


async def test_the_next_step_is_in_sight(drive: Drive) -> None:
    await drive.expect("Next  verify each server: v on the drill's screen.")


async def test_the_next_step_follows_the_drill_to_its_closed_record() -> None:
    async with rehearsal(scenario="leftovers") as drive:
        await drive.run_drill("pg-clean")
        name, servers = (await drive.exercise()).name, (await drive.exercise()).servers
        await drive.press("enter")
        await drive.expect_gone("Reading ...")
        for _ in range(servers):
            await drive.press("v", "f5", "down")
        await drive.expect(f"{servers} of {servers} verified")
        await drive.press("X")
        await drive.expect("Next  test the service on the drill servers, then v or x.")
        await drive.press("v")
        await fill(drive, "payment 17")
        await drive.expect("Next  say what it is for: b.")
        await drive.press("b")
        await fill(drive, "payments within an hour")
        await drive.expect("Next  do what is left to you on the drill's screen; then D there")
        await drive.back()
        await drive.delete(name)
        await drive.expect("accepted")
        await drive.press("X")
        await drive.expect("Next  wait for the cloud: m shows how far it is.")
        await drive.let_time_pass(240)
        await drive.expect("Next  C shows what is left, and closes the record.")
        await drive.press("C", "a")
        await drive.paste("kept for the next drill")
        await drive.press("f5")
        await drive.expect("accepted.")
        await drive.press("escape")
        await drive.expect("Next  t shows what is left to you: tick what is done.")
        await drive.press("t")
        await tick_all(drive)
        await drive.press("escape")
        await drive.expect("Next  C, then z closes the record.")


async def test_a_brief_is_said_in_a_form(drive: Drive) -> None:
    await drive.press("b")
    shown = await drive.expect("what the exercise is to show")
    assert "Copies in" in shown
    await fill(drive, "payments within an hour", "technical drill")
    await drive.expect("Objective: payments within an hour")
    assert (await drive.exercise()).said.brief.exercise == "technical drill"


async def test_what_cannot_be_read_is_said_and_the_words_stay(drive: Drive) -> None:
    await drive.press("b")
    await drive.expect("what the exercise is to show")
    await drive.paste("payments")
    await drive.press(*["enter"] * 7)
    await drive.expect("the service is to work again within so many minutes")
    await drive.paste("soon")
    await drive.press("f5")
    await drive.expect("soon is no number of minutes.")
    await drive.press("end", "ctrl+u", "6", "0", "f5")
    await drive.expect("RTO minutes: 60")
    assert (await drive.exercise()).said.brief.objective == "payments"


async def test_escape_leaves_a_form_without_a_word(drive: Drive) -> None:
    await drive.press("b")
    await drive.expect("what the exercise is to show")
    await drive.paste("nothing")
    await drive.press("escape")
    await drive.expect("nothing is said of it yet")
    assert Kind.BRIEF not in [event.kind for event in await drive.record()]


async def test_a_hold_begins_with_a_reason_and_ends_by_a_key(drive: Drive) -> None:
    await drive.press("h")
    await drive.expect("Cloud and clocks go on")
    await drive.press("enter")
    await drive.expect("A hold has a reason.")
    await drive.paste("incident 4711")
    await drive.press("enter")
    await drive.expect("Next  it is on hold: h goes on.")
    assert "lasts" in drive.screen_text()
    await drive.press("h")
    await drive.expect_gone("Next  it is on hold")
    assert not (await drive.exercise()).said.on_hold


async def test_the_service_works(drive: Drive) -> None:
    await drive.press("v")
    await drive.expect("The service works.")
    await fill(drive, "payment 17 went through", "one payment", "tx 17")
    await drive.expect("+ works")
    shown = drive.screen_text()
    assert "newest data: tx 17" in shown
    assert (await drive.exercise()).said.service_at


async def test_a_failure_needs_what_was_seen(drive: Drive) -> None:
    await drive.press("x", "f5")
    await drive.expect("Say what was seen")
    await drive.press("escape")
    await drive.expect("nobody has said yet")


async def test_a_finding_is_written_down_and_mended(drive: Drive) -> None:
    await drive.press("n")
    await drive.expect("A new finding")
    await fill(drive, "DNS points home", "high", "bob", "2026-12-15")
    shown = await drive.expect("DNS points home")
    assert "2026-12-15" in shown
    await drive.press("enter")
    await drive.expect("Finding 1")
    await drive.press("tab", "tab", "tab", "tab", "end", "ctrl+u")
    await drive.paste("accepted")
    await drive.press("f5")
    await drive.expect("A risk is accepted by somebody's decision.")
    await drive.press("tab")
    await drive.paste("CISO: until the move")
    await drive.press("f5")
    await drive.expect("decision: CISO: until the move")
    assert "risk accepted" in drive.screen_text()


async def test_it_is_handed_over_taken_over_and_signed(drive: Drive) -> None:
    await drive.press("H")
    await drive.expect("The record will say that this is open:")
    await fill(drive, "Bob M.", "end of my shift")
    await drive.expect("Next  it waits for Bob M., who takes it over with T.")
    await drive.press("T")
    await drive.expect("You take this exercise over.")
    await drive.press("f5")
    await drive.expect("taken over by Bob M.")
    await drive.press("S")
    await drive.expect("You stand for what this record says.")
    await drive.paste("leader")
    await drive.press("f5")
    await drive.expect_gone("You stand for what this record says.")
    assert (await drive.exercise()).said.signatures[0].role == "leader"


async def test_there_is_nothing_to_change_without_a_finding(drive: Drive) -> None:
    await drive.press("enter")
    assert "There is no finding yet: n writes one down." in drive.key_line


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_record_closes_with_a_result_and_a_signature(size: tuple[int, int]) -> None:
    async with rehearsal(size, scenario="leftovers") as drive:
        await drive.run_drill("pg-clean")
        name = (await drive.exercise()).name
        await drive.press("X", "v")
        await drive.expect("The service works.")
        await fill(drive, "payment 17")
        await drive.expect("+ works")
        await drive.back()
        await drive.press("enter")
        await drive.delete(name)
        await drive.let_time_pass(240)
        await drive.press("C")
        await drive.expect("STANDS")
        await drive.press("z")
        shown = await drive.expect("The record closes: not clean")
        assert "There is no finding: write it down" in shown
        await drive.press("f5")
        await drive.expect("Take a result first")
        await drive.press("down", "enter")
        assert "There is no finding" in drive.key_line
        await drive.press("up", "enter", "f5")
        await drive.expect("It is not clean: say why it is closed.")
        await drive.paste("handed to the network team")
        await drive.press("enter")
        await drive.paste("twice as slow")
        await drive.press("enter", "enter")
        await drive.paste("leader")
        await drive.press("enter")
        await drive.expect("nothing: the record is closed")
        exercise = await drive.exercise()
        assert (exercise.said.result, exercise.said.compared) == ("passed", "twice as slow")
        assert exercise.said.signatures[0].role == "leader"
        await drive.press("X")
        await drive.expect("Next  nothing but a signature: S.")
        await drive.press("n")
        assert "only a signature can be added" in drive.key_line
        await drive.press("S")  # the name stands there: the role is what is asked for
        await drive.paste("witness")
        await drive.press("f5")
        await drive.expect("witness")
        assert len((await drive.exercise()).said.signatures) == 2


async def to_closing(drive: Drive) -> None:
    """A drill was made and deleted, and its record is about to be closed."""
    await drive.run_and_delete("pg-payments")
    await drive.press("C")
    await drive.expect("STANDS")
    await drive.press("z", "end", "enter")
    if "Why closed" in drive.screen_text():
        await drive.paste("kept for a look")


UNSIGNED = "Nobody signs it: type your role, or F5 once more closes it unsigned."


async def test_a_record_closes_unsigned_only_when_that_was_said_twice() -> None:
    async with rehearsal() as drive:
        await to_closing(drive)
        await drive.press("f5")
        assert drive.key_line == f" {UNSIGNED}"
        assert not (await drive.exercise()).closed

        await drive.press("f5")
        await drive.expect("nothing: the record is closed")
        done = await drive.exercise()
        assert (done.closed, done.said.signatures) == (True, ())


async def test_what_is_typed_after_the_question_is_asked_for_again() -> None:
    async with rehearsal() as drive:
        await to_closing(drive)
        await drive.press("f5", "shift+tab", "shift+tab")  # from the role to what differs
        await drive.paste("slower")
        await drive.press("f5")
        assert drive.key_line == f" {UNSIGNED}"
        await drive.press("enter", "enter")  # Enter, pressed twice too often, closes nothing
        assert not (await drive.exercise()).closed

        await drive.paste("leader")
        await drive.press("f5")
        await drive.expect("nothing: the record is closed")
        assert [one.role for one in (await drive.exercise()).said.signatures] == ["leader"]


async def tick_all(drive: Drive) -> None:
    """Tick every step of the checklist that is on the screen."""
    for _ in range(20):
        await drive.press("home")
        while "[ ]" not in drive.cursor_row:
            before = drive.cursor_row
            await drive.press("down")
            if drive.cursor_row == before:
                return
        await drive.press("t", "f5")
        await drive.settle()
    raise AssertionError(drive.screen_text())


async def test_what_closes_the_record_tells_the_steps_that_were_ticked_meanwhile() -> None:
    async with rehearsal() as drive:
        await to_closing(drive)
        assert "steps open" in drive.screen_text()
        await drive.back()
        await drive.press("X", "t")
        await drive.expect("TO DO 0/")
        await tick_all(drive)
        await drive.press("escape", "escape", "z")
        await drive.expect("Differs")
        assert "steps open" not in drive.screen_text()


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (80, 16)])
async def test_a_paper_with_many_fields_leaves_the_keys_in_sight_beside_the_guide(
    size: tuple[int, int],
) -> None:
    async with rehearsal(runbook="first-drill") as drive:
        await drive.run_drill("pg-crm")
        await drive.press("X", "b")
        await drive.resize(*size)
        await drive.expect("F5 write down")

        assert drive.app.focused is not None
        assert "what the exercise is to show" in drive.screen_text()
