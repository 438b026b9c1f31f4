from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, cast

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.bounded import Bounded
from drilltui.store.vault.os_keyring import OsKeyring

PROJECT = Path(__file__).parents[3]

STUCK = """
import asyncio, sys, threading
from drilltui.domain.errors import VaultError
from drilltui.store.vault.bounded import Bounded

async def call():
    try:
        await Bounded("thing", 0.1).call(threading.Event().wait)
    except VaultError as error:
        print(error.what, flush=True)
"""
ALONE = STUCK + "asyncio.run(call())"
IN_AN_APP = (
    STUCK
    + """
from textual.app import App

class Screens(App):
    async def on_mount(self):
        await call()
        self.exit()

Screens().run(headless=True)
"""
)


async def test_returns_what_the_call_returns() -> None:
    assert await Bounded("thing").call(lambda: 7) == 7


async def test_raises_what_the_call_raises() -> None:
    def work() -> None:
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        await Bounded("thing").call(work)


async def test_a_time_out_of_the_call_itself_is_no_missed_limit() -> None:
    bounded = Bounded("thing")

    def work() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        await bounded.call(work)
    assert await bounded.call(lambda: 1) == 1


async def test_after_a_missed_limit_the_back_end_is_not_asked_again() -> None:
    bounded, gate, asked = Bounded("thing", 0.05), threading.Event(), threading.Event()
    errors = []
    for work in (gate.wait, asked.set):
        with pytest.raises(VaultError) as caught:
            await bounded.call(work)
        errors.append(str(caught.value))

    gate.set()
    assert errors[0] == errors[1]
    assert "The thing does not answer (waited 0.05 s)." in errors[0]
    assert not asked.is_set()


async def test_a_change_that_is_late_may_have_been_made_and_a_later_one_was_not() -> None:
    gate, kept = threading.Event(), list[str]()
    keyring = OsKeyring("keyring", lambda _: cast(Any, Slow(gate, kept)), {}, 0.05)

    with pytest.raises(VaultError, match=r"\(waited 0.05 s\)\. It may have kept the secret all"):
        await keyring.write("prod", Keepsake(password=Secret("pw")))
    gate.set()
    with pytest.raises(VaultError) as caught:
        await keyring.write("prod", Keepsake(password=Secret("pw")))
    assert "may have" not in str(caught.value)


class Slow:
    """A back-end that keeps a secret after everybody has stopped waiting."""

    def __init__(self, gate: threading.Event, kept: list[str]) -> None:
        self._gate, self._kept = gate, kept

    def set_password(self, _service: str, name: str, _password: str) -> None:
        self._gate.wait()
        self._kept.append(name)


async def test_one_stuck_call_does_not_hold_up_those_of_another() -> None:
    gate = threading.Event()
    slow = asyncio.ensure_future(Bounded("a", 5).call(gate.wait))

    assert await Bounded("b", 5).call(lambda: "b") == "b"
    gate.set()
    assert await slow is True


async def test_whoever_is_cancelled_leaves_the_call_to_itself() -> None:
    bounded, gate, ended = Bounded("thing", 5), threading.Event(), threading.Event()

    def work() -> None:
        gate.wait()
        ended.set()
        raise LookupError("nobody hears this")

    waiting = asyncio.ensure_future(bounded.call(work))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    gate.set()
    assert await bounded.call(lambda: ended.wait(5))
    assert await bounded.call(lambda: "still asked") == "still asked"


@pytest.mark.parametrize("code", [ALONE, IN_AN_APP], ids=["asyncio.run", "an app"])
def test_a_process_with_a_stuck_call_ends(code: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    try:
        assert process.stdout is not None
        while "does not answer" not in process.stdout.readline():
            assert process.poll() is None
        begun = time.monotonic()
        process.communicate(timeout=4)
        assert time.monotonic() - begun < 4
        assert process.returncode == 0
    finally:
        process.kill()
