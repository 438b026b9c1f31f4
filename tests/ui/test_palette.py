from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.command import CommandInput, CommandList
from textual.screen import Screen

from drilltui.ui.keys import bindings
from drilltui.ui.palette import Palette, RegistryCommands, scope_of
from drilltui.ui.theme import CSS as BARE
from drilltui.ui.theme import THEME
from drilltui.ui.widgets.banner import Banner


class Groups(Screen[None]):
    SCOPE = "groups"

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def action_drill_new(self) -> None:
        self.ran.append("drill.new")

    def action_drills_open(self) -> None:
        self.ran.append("drills.open")

    def action_raw_copy(self) -> None:
        raise AssertionError("not a command of this screen")


class Tool(App[None]):
    CSS = BARE
    COMMANDS: ClassVar = {RegistryCommands}
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.register_theme(THEME)
        self.theme = THEME.name
        self.ran: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Groups())

    def action_palette_open(self) -> None:
        self.push_screen(Palette(Banner(live=False)))

    def action_app_leave(self) -> None:
        self.ran.append("app.leave")


async def offered(app: App[None]) -> list[str]:
    commands = app.screen.query_one(CommandList)
    return [str(commands.get_option_at_index(n).prompt) for n in range(commands.option_count)]


async def test_offers_what_this_screen_and_the_application_can_do_with_its_key() -> None:
    app = Tool()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await app.workers.wait_for_complete()
        rows = await offered(app)
        assert [row.split()[0] for row in rows] == ["n", "d", "q"]
        assert rows[0].startswith("n        new drill      Prepare a drill")


async def test_finds_by_label_first_and_runs_on_the_screen() -> None:
    app = Tool()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        await pilot.press("ctrl+p", *"drills")
        await app.workers.wait_for_complete()
        assert (await offered(app))[0].startswith("d ")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is screen
        assert isinstance(screen, Groups)
        assert screen.ran == ["drills.open"]


async def test_runs_an_action_of_the_application() -> None:
    app = Tool()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"leave")
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await pilot.pause()
        assert app.ran == ["app.leave"]


async def test_the_palette_keeps_still_and_leaves_with_escape() -> None:
    app = Tool()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await app.workers.wait_for_complete()
        entry = app.screen.query_one(CommandInput)
        assert entry.cursor_blink is False
        assert entry.region.y == 1  # below the banner
        assert entry.outer_size.height == 1
        await pilot.press("ctrl+q")
        assert app.ran == ["app.leave"]
        await pilot.press("escape")
        assert isinstance(app.screen, Groups)


def test_a_screen_without_scope_has_the_keys_of_everywhere() -> None:
    assert scope_of(Screen()) == "everywhere"
