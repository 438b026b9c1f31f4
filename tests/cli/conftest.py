"""A live side in memory for each test, and nobody at the terminal."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.live_world import LiveWorld


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> LiveWorld:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    world = LiveWorld()
    world.use(monkeypatch)
    return world


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
