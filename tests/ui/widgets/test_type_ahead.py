from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from drilltui.ui.widgets.columns import Cell, Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.type_ahead import TypeAhead
from tests.ui.widgets.stage import Stage

WORDS = ("alder", "ash", "beech", "birch", "oak")


def offers(text: str) -> Mapping[str, Sequence[Cell]]:
    return {word: (word, "tree") for word in WORDS if text in word}


class Trees(Stage):
    """A type-ahead between two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Field("Tree", id="tree")
        self.ahead = TypeAhead(self.field, [Column("", 8), Column("", 8)], offers)
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.ahead
        yield Field("Next", id="next")

    @on(TypeAhead.Done)
    def _done(self) -> None:
        self.told.append("done")

    @on(TypeAhead.Moved)
    def _moved(self) -> None:
        self.told.append("moved")

    def text(self) -> str:
        return "\n".join(self.row(y) for y in range(8))


async def test_the_list_is_seen_in_its_field_only_and_has_one_height() -> None:
    stage = Trees()
    async with stage.run_test(size=(40, 8)) as pilot:
        await stage.settle(pilot)
        assert "> alder" in stage.text()
        assert stage.row(5) == " Next"
        await pilot.press("o", "a", "k")
        assert "alder" not in stage.text()
        assert stage.row(5) == " Next"
        await pilot.press("tab")
        await pilot.pause()
        assert stage.row(1) == " Next"
        assert stage.ahead.offered == ""


async def test_up_and_down_move_and_enter_takes() -> None:
    stage = Trees()
    async with stage.run_test(size=(40, 8)) as pilot:
        await stage.settle(pilot)
        await pilot.press("b", "down")
        assert stage.ahead.offered == "birch"
        await pilot.press("up", "up")
        assert stage.ahead.offered == "beech"
        stage.told.clear()
        await pilot.press("down", "enter")
        assert stage.field.value == "birch"
        assert stage.told == ["moved", "done"]


async def test_a_text_that_is_an_offer_or_that_nothing_is_offered_for_stays() -> None:
    stage = Trees()
    async with stage.run_test(size=(40, 8)) as pilot:
        await stage.settle(pilot)
        await pilot.press(*"ash")
        assert stage.ahead.offered == ""
        await pilot.press("enter")
        assert stage.field.value == "ash"
        await pilot.press(*"en", "enter")
        assert stage.field.value == "ashen"


async def test_tab_leaves_the_text_as_it_was_typed() -> None:
    stage = Trees()
    async with stage.run_test(size=(40, 8)) as pilot:
        await stage.settle(pilot)
        await pilot.press("b", "i", "tab")
        assert stage.field.value == "bi"
        assert "done" not in stage.told


async def test_nobody_hears_of_the_list_itself() -> None:
    stage = Trees()
    async with stage.run_test(size=(40, 8)) as pilot:
        await stage.settle(pilot)
        await pilot.press("b", "down", "enter")
        assert {type(message) for message in stage.heard} == {Field.Changed}
