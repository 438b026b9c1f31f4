from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from drilltui.ui.terminal import typeahead
from drilltui.ui.terminal.typeahead import TypeAhead, settled


class Question(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Static("name?")
        yield Input()


class Desk(App[None]):
    BINDINGS: ClassVar = [("o", "ask", "ask"), ("s", "stick", "never end")]

    def action_ask(self) -> None:
        self.push_screen(Question())

    async def action_stick(self) -> None:
        self.stuck = asyncio.Event()
        await self.stuck.wait()


def press(app: App[None], key: str) -> None:
    app.post_message(events.Key(key, key))


async def test_what_a_key_opens_has_the_focus_when_the_next_may_come() -> None:
    app = Desk()
    async with app.run_test():
        press(app, "o")
        await settled(app)
        for key in "so":
            press(app, key)
            await settled(app)
        assert app.screen.query_one(Input).value == "so"


async def test_a_key_that_does_not_end_holds_up_no_other() -> None:
    app = Desk()
    async with app.run_test():
        ahead = TypeAhead(app, asyncio.get_running_loop())
        press(app, "s")
        ahead.sent()
        waited = asyncio.to_thread(ahead.wait)
        await asyncio.wait_for(waited, typeahead.PATIENCE * 40)
        app.stuck.set()


async def test_there_may_be_no_key_before() -> None:
    TypeAhead(Desk(), asyncio.get_running_loop()).wait()


async def test_an_application_that_has_ended_is_not_waited_for() -> None:
    app = Desk()
    async with app.run_test():
        pass
    await asyncio.wait_for(settled(app), 10)
