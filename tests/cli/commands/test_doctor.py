"""`drilltui doctor`: a line for each look, for people and for programs."""

from __future__ import annotations

import json

import pytest

from drilltui import __version__
from drilltui.domain.credential import Given
from drilltui.domain.errors import ConfigError, SignInFault, SignInRefused
from drilltui.domain.finding import Finding
from drilltui.domain.verdict import Verdict
from drilltui.wiring import live
from tests.cli.live_world import ENVIRONMENT, KEPT, SK, LiveWorld
from tests.cli.running import run


@pytest.fixture(autouse=True)
def _key(world: LiveWorld) -> None:
    world.given = [Given(KEPT, ENVIRONMENT)]


def test_every_look_is_a_line(world: LiveWorld, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor") == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = [line for line in out.splitlines() if not line.startswith(" ")]
    unsure = [line.split()[1] for line in lines if line.split()[0] not in ("ok", "warn")]
    assert unsure == ["size"], "of no terminal nobody tells the size"
    words = [line.split()[1] for line in lines]
    for subject in (
        *("drilltui", "python", "textual", "httpx", "openssl"),
        *("terminal", "colours", "characters", "connection", "clipboard"),
        *("config", "state", "journal", "configuration", "secrets", "profile"),
        *("sdrs", "credential", "clock", "signature", "permission"),
    ):
        assert subject in words, subject
    assert f"ok    drilltui                 {__version__}" in lines
    assert SK not in out


def test_for_programs_every_look_is_an_object(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.findings = (
        Finding("Secret Service", Verdict.WARN, "locked\x1b[2J", "Unlock it.", "X.1"),
    )
    assert run("doctor", "--json") == 0
    out, err = capsys.readouterr()
    assert (err, out.isascii()) == ("", True)
    found = [json.loads(line) for line in out.splitlines()]
    assert all(
        list(one) == ["schema", "type", "subject", "verdict", "seen", "remedy", "code"]
        for one in found
    )
    assert {
        "schema": 1,
        "type": "finding",
        "subject": "Secret Service",
        "verdict": "warn",
        "seen": "locked\x1b[2J",
        "remedy": "Unlock it.",
        "code": "X.1",
    } in found


def test_the_worst_decides_the_exit_status(
    world: LiveWorld, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = SignInRefused(SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="no")
    world.cloud.script("look", wrong)
    assert run("doctor") == 4
    assert "stop  signature" in capsys.readouterr().out

    def odd() -> tuple[Finding, ...]:
        raise LookupError("what the environment says")

    world.cloud.script("look", wrong)
    monkeypatch.setattr(live, "conventions", odd)
    assert run("doctor") == 5
    out = capsys.readouterr().out
    assert "?     environment              the look itself failed: LookupError" in out
    assert "what the environment says" not in out

    monkeypatch.setattr(live, "conventions", tuple)
    world.trouble = ConfigError("config.toml, line 3: no key regoin.", "Did you mean region?")
    assert run("doctor") == 2
    out = capsys.readouterr().out
    assert "stop  configuration            config.toml, line 3: no key regoin.\n" in out
    assert " -> Did you mean region?\n" in out


def test_the_profile_that_is_named_is_the_one_that_is_looked_at(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("doctor", "--profile", "gone") == 2
    assert "There is no profile 'gone'." in capsys.readouterr().out
    assert world.settings[0].profile == "gone"
