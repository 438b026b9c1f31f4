from __future__ import annotations

import pytest

from drilltui.domain.errors import ConfigError
from drilltui.domain.profile import Configuration, Profile
from tests.drive import live
from tests.live import LiveWorld


async def test_a_first_start_offers_to_rehearse_and_to_sign_in_and_sends_nothing() -> None:
    async with live() as (drive, world):
        shown = drive.screen_text()
        assert drive.banner == " drilltui  welcome"
        assert drive.cursor_row.startswith("Rehearse")
        assert "Sign in" in shown
        assert "There is no profile yet" in shown
        assert world.profiles.path in shown
        assert "drilltui import" in shown
        assert world.line.sent == []


async def test_rehearsing_needs_no_credentials() -> None:
    async with live() as (drive, world):
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert drive.banner.startswith(" REHEARSAL  smooth   eu-demo-1   groups")
        assert world.line.sent == []
        await drive.choose_group("pg-payments")


async def test_profiles_that_are_there_come_first_and_are_entered() -> None:
    world = LiveWorld(kept=["a", "b"])
    world.profiles.profiles = {name: world.profile(name) for name in "ab"}
    async with live(world=world) as (drive, _):
        assert drive.cursor_row.startswith("a ")
        assert "none is the usual one: choose" in drive.screen_text()
        await drive.move_to("b")
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert drive.banner.startswith(" LIVE  b   eu-demo-1   groups")


async def test_a_profile_named_like_a_choice_is_still_a_profile() -> None:
    world = LiveWorld(kept=["Rehearse"])
    world.profiles.profiles = {"Rehearse": world.profile("Rehearse")}
    async with live(world=world) as (drive, _):
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert drive.banner.startswith(" LIVE  Rehearse ")


async def test_a_configuration_that_cannot_be_used_is_said_and_a_rehearsal_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = LiveWorld()

    def broken() -> Configuration:
        raise ConfigError("config.toml: line 3 has no value.", "Mend it.")

    monkeypatch.setattr(world.profiles, "load", broken)
    async with live(world=world) as (drive, _):
        assert "stop  config.toml: line 3 has no value. Mend it." in drive.screen_text()
        await drive.move_to("Sign in")
        await drive.press("enter")
        assert "line 3 has no value" in drive.key_line
        await drive.move_to("Rehearse")
        await drive.press("enter")
        await drive.expect("pg-archive")


async def test_there_is_nothing_behind_it_and_q_leaves() -> None:
    async with live() as (drive, _):
        await drive.press("escape", "escape")
        assert drive.key_line == " This is the first screen. q leaves."
        for key in ("m", "@"):
            await drive.press(key)
            assert drive.banner.endswith("welcome")
        await drive.press("q")
        assert not drive.app.is_running
        assert drive.app.exit_status == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_it_is_whole_at_every_size(size: tuple[int, int]) -> None:
    hostile = Profile("x\x1b[2J", region="eu-\u202ede")
    world = LiveWorld([hostile])
    async with live(size, world) as (drive, _):
        shown = drive.screen_text()
        assert "x?[2J" in shown
        assert "eu-?de" in shown
        assert "takes it over on a yes." in " ".join(shown.split())
        assert all(len(row) <= size[0] for row in drive.rows())
        await drive.press("?")
        await drive.expect("Keys of: welcome")
        await drive.press("G")
        await drive.expect("Nothing is chosen yet")
