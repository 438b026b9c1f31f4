"""A live side in memory for each test, and nobody at the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drilltui.sandbox.embedded import Access
from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import LiveWorld
from tests.served import served


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    """A cloud in a process of its own for the tests of a file; a drill takes two seconds there."""
    with served("smooth", "--speed", "60") as access:
        yield access


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> LiveWorld:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    world = LiveWorld()
    world.use(monkeypatch)
    return world


@pytest.fixture
def far(world: LiveWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FarSide:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return FarSide(world, tmp_path)


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    return Printed(capsys)


class Typist:
    """Somebody at the terminal, who answers in this order; `asked` is what they were asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def line(self, question: str) -> str | None:
        self.asked.append(question)
        return self.answers.pop(0)


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch) -> Typist:
    from drilltui.cli import prompt
    from drilltui.domain.secret import Secret

    typist = Typist()

    def hidden(question: str) -> Secret | None:
        typed = typist.line(question)
        return None if typed is None else Secret(typed)

    monkeypatch.setattr(prompt, "somebody_there", lambda: True)
    monkeypatch.setattr(prompt, "hidden", hidden)
    monkeypatch.setattr(prompt, "shown", typist.line)
    return typist
