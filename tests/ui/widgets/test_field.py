from __future__ import annotations

import pytest
from textual import events, on

from drilltui.domain.secret import Secret
from drilltui.ui.line import line
from drilltui.ui.widgets.field import Field, one_line
from drilltui.ui.widgets.sheet import Sheet
from tests.ui.widgets.stage import Stage

SIZE = (40, 4)


def values(stage: Stage) -> list[str]:
    return [m.value for m in stage.heard if isinstance(m, Field.Changed)]


async def test_typing_is_shown_and_told_letter_by_letter() -> None:
    field = Field("Name", "dr", id="name")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        assert stage.row(0) == " Name       dr"
        assert values(stage) == []
        await pilot.press("i", "l")
        assert values(stage) == ["dri", "dril"]
        assert field.value == "dril"
        assert stage.row(0) == " Name       dril"


async def test_plain_keys_of_the_application_are_typed() -> None:
    field = Field("Name")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("q", "question_mark", "slash", "at")
        assert field.value == "q?/@"


async def test_a_keystroke_repaints_its_own_line_only() -> None:
    stage = Stage(Sheet([line("above")]), Field("Name", "abc"))
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        await pilot.press("d")
        assert {span[0] for span in stage.painted} == {1}
        assert min(span[1] for span in stage.painted) >= 12  # type: ignore[operator]


async def test_nothing_blinks_and_there_is_no_frame() -> None:
    field = Field("Name")
    stage = Stage(field)
    async with stage.run_test(size=SIZE):
        entry = field.query_one("_Entry")
        assert entry.cursor_blink is False  # type: ignore[attr-defined]
        assert entry.size == (28, 1)
        assert entry.outer_size == entry.size


async def test_setting_the_value_tells_nobody() -> None:
    field = Field("Name", "old")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        field.value = "new\x1b"
        await pilot.press("!")
        assert field.value == "new?!"
        assert values(stage) == ["new?!"]


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("two\nlines", "two lines"),
        ("end\r\n", "end"),
        ("nul\x00 bell\x07 esc\x1b[2J", "nul? bell? esc?[2J"),
        ("right\u202eleft", "right?left"),
        ("a\tb", "a?b"),
        ("\n\n", ""),
    ],
)
def test_a_paste_is_one_harmless_line_of_which_nothing_is_lost(pasted: str, value: str) -> None:
    assert one_line(pasted) == value


async def test_a_paste_replaces_the_selection() -> None:
    field = Field("Name", "abc")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("shift+left", "shift+left")
        stage.screen.focused.post_message(events.Paste("X\nY\x1b"))  # type: ignore[union-attr]
        await pilot.pause()
        assert field.value == "aX Y?"


async def test_a_value_that_is_too_long_stays_whole_and_its_end_is_visible() -> None:
    field = Field("Name")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        stage.screen.focused.post_message(events.Paste("x" * 300 + "END"))  # type: ignore[union-attr]
        await pilot.pause()
        assert len(field.value) == 303
        assert stage.row(0).endswith("xEND")


async def test_focus_does_not_select_what_is_there() -> None:
    field = Field("Name", "abc")
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        assert field.value == "abcd"


async def test_a_secret_is_asterisks() -> None:
    stage = Stage(Field("Secret", "pass", password=True))
    async with stage.run_test(size=SIZE):
        assert stage.row(0) == " Secret     ****"


async def test_enter_submits_and_fields_are_told_apart() -> None:
    class Form(Stage):
        seen: list[str] = []  # noqa: RUF012 - one form in this test

        @on(Field.Submitted, "#b")
        def note(self, message: Field.Submitted) -> None:
            self.seen.append(message.value)

    form = Form(Field("A", "1", id="a"), Field("B", "2", id="b"))
    async with form.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "tab", "enter")
        assert form.seen == ["2"]


async def test_focus_of_the_field_is_focus_of_its_line() -> None:
    second = Field("B")
    stage = Stage(Field("A"), second)
    async with stage.run_test(size=SIZE) as pilot:
        second.focus()
        await pilot.press("x")
        assert second.value == "x"


async def test_a_value_can_be_set_before_there_is_an_application() -> None:
    field = Field("Name", "first")
    field.value = "second\x07"
    assert field.value == "second?"
    stage = Stage(field)
    async with stage.run_test(size=SIZE):
        assert stage.row(0) == " Name       second?"
        assert values(stage) == []


async def test_a_secret_is_drawn_as_asterisks_and_no_message_holds_it() -> None:
    field = Field("Key", password=True)
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        await pilot.press("s", "3", "enter")
        assert stage.row(0) == " Key        **"
        assert "s3" not in stage.export_screenshot()
        assert field.secret == Secret("s3")
        assert [repr(message) for message in stage.heard if "s3" in repr(message)] == []
        assert values(stage) == ["", ""]


@pytest.mark.parametrize(
    ("pasted", "held"),
    [
        ("key\r\n", "key"),
        ("a\nb", "a\nb"),
        (" a b ", " a b "),
        ("a\u200bb\x1b[2J", "a\u200bb\x1b[2J"),
    ],
)
async def test_a_pasted_secret_is_held_as_it_is_but_for_the_line_ends_around_it(
    pasted: str, held: str
) -> None:
    field = Field("Key", password=True)
    stage = Stage(field)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        stage.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.secret.reveal() == held
        assert stage.row(0) == " Key        " + "*" * len(held)


async def test_an_empty_line_shows_its_placeholder_which_may_change() -> None:
    field = Field("Key", placeholder="optional")
    stage = Stage(Field("Other"), field)
    async with stage.run_test(size=SIZE) as pilot:
        await stage.settle(pilot)
        assert stage.row(1) == " Key        optional"
        field.placeholder = "from \x1b[2J[/nope]"
        await pilot.pause()
        assert field.placeholder == "from ?[2J[/nope]"
        assert stage.row(1) == " Key        from ?[2J[/nope]"
        field.value = "x"
        await pilot.pause()
        assert stage.row(1) == " Key        x"
