"""A small application that a test starts on a pseudo terminal, and drives by keys.

usage: desk.py [controlling] [hostile] [ticking]
"""

from __future__ import annotations

import fcntl
import os
import sys
import termios
import time
from typing import ClassVar

from drilltui.ui.terminal.environment import needs_ascii, prepare, refusal

if problem := refusal(
    os.environ, stdin_isatty=sys.stdin.isatty(), stderr_isatty=sys.stderr.isatty()
):
    sys.exit(problem)
prepare(os.environ)

from rich.text import Text  # noqa: E402
from textual import events  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.widgets import DataTable, Input, Static  # noqa: E402

from drilltui.ui.terminal.driver import SafeDriver  # noqa: E402
from drilltui.ui.terminal.seat import JumpHostApp  # noqa: E402
from drilltui.ui.theme import CSS, THEME  # noqa: E402

HOSTILE = "<\x1b]52;c;aGk=\x1b\\ \x1b[2J \x9b31m \x00\x7f\u202e\u200b\x07 [link=http://x]y[/link]>"
LAST_TICK = 100
HEARTBEAT = int(os.environ["HEARTBEAT"])


class Desk(JumpHostApp[None]):
    CSS = CSS + "Static { height: auto; } #boxed { border: round; }"
    BINDINGS: ClassVar = [
        ("d", "deed", "do a deed"),
        ("q", "quit", "quit"),
        ("x", "crash", "crash"),
        ("w", "wedge", "block the event loop"),
        ("m", "mouse", "take the mouse"),
        ("c", "copy", "copy"),
        ("i", "focus_input", "type"),
        ("r", "repaint", "repaint"),
        ("z", "suspend_process", "stop"),
    ]
    deeds = 0
    ticks = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", id="state")
        yield Static("─ 漢字 é ▊ ok", id="boxed")
        yield Input(compact=True)
        yield DataTable(cursor_type="row")
        yield Static(id="ticks")

    def on_mount(self) -> None:
        self.register_theme(THEME)
        self.theme = THEME.name
        field = self.query_one(Input)
        field.cursor_blink = False
        table = self.query_one(DataTable)
        table.add_columns("name", "state")
        for row in range(8):
            table.add_row(f"server {row}", "up")
        table.focus()
        if "hostile" in sys.argv:
            self.be_hostile()
        if "ticking" in sys.argv:
            self.call_after_refresh(self.tick)

    def be_hostile(self) -> None:
        self.query_one("#boxed", Static).update(Content(HOSTILE))
        self.query_one("#boxed", Static).border_title = Content(HOSTILE)
        self.query_one(Input).value = HOSTILE
        self.query_one(DataTable).add_row(Text(HOSTILE), HOSTILE)
        self.notify(HOSTILE, title=HOSTILE, markup=False)

    def tick(self) -> None:
        self.ticks += 1
        self.query_one("#ticks", Static).update(
            "\n".join([f"{self.ticks:>6} " + f"{self.ticks * 7919 % 9973:04} " * 14] * 10)
        )
        os.write(HEARTBEAT, b".")
        if self.ticks < LAST_TICK:
            self.call_after_refresh(self.tick)

    def say(self, text: str) -> None:
        self.query_one("#state", Static).update(Content(text))

    def on_paste(self, event: events.Paste) -> None:
        self.say(f"pasted {event.text!r} deeds {self.deeds}")

    def on_input_changed(self, event: Input.Changed) -> None:
        self.say(f"value {event.value!r} deeds {self.deeds}")

    def on_resize(self, event: events.Resize) -> None:
        self.say(f"{event.size.width} by {event.size.height}")

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.say("escaped")

    def action_deed(self) -> None:
        self.deeds += 1
        self.say(f"deeds {self.deeds}")

    def action_crash(self) -> None:
        secret = "hunter2"
        raise ValueError(f"no such\x1b[2Jthing {len(secret)}")

    def action_wedge(self) -> None:
        os.write(HEARTBEAT, b"w")
        time.sleep(600)

    def action_mouse(self) -> None:
        self.set_mouse(True)
        self.say("mouse taken")

    def action_copy(self) -> None:
        self.say(self.copy_text("name"))

    def action_focus_input(self) -> None:
        self.query_one(Input).focus()
        self.say("typing")


if "controlling" in sys.argv:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
if "ticking" in sys.argv or "hasty" in sys.argv:
    SafeDriver.end_limit = 0.3
app = Desk(
    ascii_only=needs_ascii(os.environ, sys.stderr.encoding, utf8_mode=bool(sys.flags.utf8_mode))
)
app.run()
sys.exit(app.exit_status)
