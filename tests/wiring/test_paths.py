"""Where things lie, and what is wrong with it; nothing is made by looking."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from drilltui.domain.finding import Finding
from drilltui.settings import LiveSettings
from drilltui.wiring import journal
from drilltui.wiring.journal import open_journal
from drilltui.wiring.paths import config_path, path_findings
from tests.store.damage import damaged


async def _findings(settings: LiveSettings) -> Sequence[Finding]:
    return await path_findings(settings)


def found(folder: Path) -> dict[str, Finding]:
    settings = LiveSettings(config_dir=folder / "config", state_dir=folder / "state")
    return {one.subject: one for one in asyncio.run(_findings(settings))}


def config(folder: Path, mode: int) -> Path:
    path = folder / "config" / "config.toml"
    path.parent.mkdir()
    path.write_text("")
    path.chmod(mode)
    return path


def test_before_the_first_start_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    said = found(tmp_path)
    assert {one.verdict.value for one in said.values()} == {"ok"}
    assert said["config file"].seen == f"{tmp_path}/config/config.toml (not there yet)"
    assert said["state folder"].seen == f"{tmp_path}/state (made when needed)"
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_opens_is_counted(tmp_path: Path) -> None:
    async def begun() -> None:
        await (await open_journal(tmp_path / "state")).close()

    asyncio.run(begun())
    assert found(tmp_path)["journal"].seen.endswith("journal.db, 0 records")


def test_a_journal_that_is_none_stops(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "journal.db").write_bytes(b"no database, but as long as one\n" * 100)
    said = found(tmp_path)["journal"]
    assert said.verdict.value == "stop"
    assert "journal.db" in said.seen


@pytest.mark.parametrize(
    ("mode", "verdict", "words"),
    [(0o600, "ok", "-rw-------"), (0o644, "ok", "-rw-r--r--"), (0o660, "warn", "others may write"),
     (0o602, "warn", "others may write")],
)  # fmt: skip
def test_a_configuration_that_others_may_write_is_told(
    mode: int, verdict: str, words: str, tmp_path: Path
) -> None:
    path = config(tmp_path, mode)
    said = found(tmp_path)["config file"]
    assert said.verdict.value == verdict
    assert words in said.seen
    assert said.remedy in ("", f"chmod go-w {path}")


def test_a_folder_in_its_place_stops(tmp_path: Path) -> None:
    (tmp_path / "config" / "config.toml").mkdir(parents=True)
    assert found(tmp_path)["config file"].verdict.value == "stop"


def test_a_file_where_the_folder_should_be_stops(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert found(tmp_path)["state folder"].verdict.value == "stop"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_stops(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert found(tmp_path)["state folder"].verdict.value == "stop"
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_configuration_of_somebody_else_is_told(tmp_path: Path) -> None:
    os.chown(config(tmp_path, 0o644), 4711, 4711)
    assert "somebody else" in found(tmp_path)["config file"].seen


def test_the_configuration_lies_in_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path() == tmp_path / "drilltui" / "config.toml"


def test_a_damaged_journal_stops_and_is_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.db"
    damaged(path)
    before = path.read_bytes()
    said = found(tmp_path)["journal"]
    assert said.verdict.value == "stop"
    assert "is damaged" in said.seen
    assert path.read_bytes() == before


def test_a_user_without_a_home_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(journal, "state_dir", lambda: Path("~/.local/state"))
    settings = LiveSettings(config_dir=tmp_path)
    said = {one.subject: one for one in asyncio.run(_findings(settings))}["journal"]
    assert said.verdict.value == "stop"
    assert "has no home" in said.seen
    assert "XDG_STATE_HOME" in said.remedy
