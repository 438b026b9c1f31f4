"""drilltui that fails where secrets are at hand: `crash.py widget|worker|command ARGUMENT ...`."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drilltui.cli import main, screens
from drilltui.domain.credential import AccessKey, Keepsake, Login
from drilltui.domain.secret import Secret


def fail_in_widget() -> None:
    """Fail in a field's handler, when an exclamation mark is typed."""
    from textual.widgets import Input

    from drilltui.ui.widgets.field import Field

    handle = Field.on_input_changed

    def failing(self: Field, event: Input.Changed) -> None:
        typed, value = event.value, self.value
        key = AccessKey("AKIDEXAMPLE", self.secret, self.secret)
        login = Login("ada", "bank", self.secret)
        keepsake = Keepsake("AKIDEXAMPLE", self.secret)
        if typed.endswith("!"):
            raise KeyError(typed, value, key, login, keepsake)
        handle(self, event)

    Field.on_input_changed = failing  # type: ignore[method-assign]


def fail_in_worker() -> None:
    """Take a picture of what is typed, and fail in a worker of the sign-in screen."""
    from drilltui.ui.screens.sign_in import SignInScreen

    def take_picture(self: SignInScreen) -> None:
        Path(os.environ["TMPDIR"], "screen.svg").write_text(self.app.export_screenshot())

    async def failing(self: SignInScreen) -> None:
        take_picture(self)
        asked = self._asked
        held = asked[1].sk.reveal() if asked and isinstance(asked[1], AccessKey) else ""
        try:
            raise ValueError(held)
        except ValueError as error:
            error.add_note(held)
            raise LookupError(held, asked) from error

    SignInScreen._check = failing  # type: ignore[method-assign]


def fail_in_command() -> None:
    """Fail while a request is signed."""
    from drilltui.cloud import signing

    def failing(message: Any, access_key: str, secret_key: Secret) -> str:
        held = secret_key.reveal()
        raise RuntimeError(f"on purpose, with {len(held)} characters in hand")

    signing.authorization = failing


def when_loaded(fail: Callable[[], None]) -> None:
    """Have the screens fail; Textual is imported as ever, when its environment is settled."""
    load = screens.load

    def loading() -> None:
        load()
        fail()

    screens.load = loading


match sys.argv.pop(1):
    case "widget":
        when_loaded(fail_in_widget)
    case "worker":
        when_loaded(fail_in_worker)
    case "command":
        fail_in_command()
sys.exit(main())
