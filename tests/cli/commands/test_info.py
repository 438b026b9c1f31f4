"""`drilltui info`: every value with its origin, and no keyring opened for it."""

from __future__ import annotations

import pytest

from drilltui.domain.credential import Given
from drilltui.domain.errors import ConfigError
from drilltui.domain.profile import Profile
from tests.cli.live_world import ENVIRONMENT, KEPT, SK, LiveWorld
from tests.cli.running import run


def test_each_profile_has_each_value_with_its_origin(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.profiles.append(Profile("dev", "eu-nl"))
    assert run("info") == 0
    out, err = capsys.readouterr()
    assert err == ""
    shown = [" ".join(line.split()) for line in out.splitlines()[8:]]
    assert shown == [
        "profile prod (current: file /etc/drilltui/config.toml)",
        "region eu-demo-1 (file /etc/drilltui/config.toml)",
        f"project_id {'0' * 32} (file /etc/drilltui/config.toml)",
        "auth aksk (file /etc/drilltui/config.toml)",
        "secret 'drilltui credentials status' looks for it",
        "profile dev",
        "region eu-nl (file /etc/drilltui/config.toml)",
        "project_id (file /etc/drilltui/config.toml)",
        "auth aksk (file /etc/drilltui/config.toml)",
        "secret 'drilltui credentials status' looks for it",
    ]
    assert world.keyring.asked == []


def test_the_kernels_time_is_told_where_it_is_said(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.kernel_hours = 12
    assert run("info") == 0
    told = "kernel_keyring_hours 12  (file /etc/drilltui/config.toml)\n"
    assert told in capsys.readouterr().out


def test_a_secret_that_came_with_the_start_is_named_by_its_origin(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = [Given(KEPT, ENVIRONMENT)]
    assert run("info", "--profile", "prod") == 0
    out = capsys.readouterr().out
    assert "from environment HUAWEICLOUD_SDK_AK" in out
    assert SK not in out


def test_what_the_file_says_is_harmless(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.profiles = [Profile("prod", "eu\x1b[2J-de")]
    assert run("info") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_a_configuration_that_cannot_be_used_comes_after_what_is_known(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.trouble = ConfigError("config.toml, line 3: no key regoin.", "Did you mean region?")
    assert run("info") == 2
    out, err = capsys.readouterr()
    assert "config.toml" in out
    assert err == "drilltui: config.toml, line 3: no key regoin. Did you mean region?\n"


def test_a_profile_that_is_not_there_is_status_2(world: LiveWorld) -> None:
    assert run("info", "--profile", "gone") == 2
