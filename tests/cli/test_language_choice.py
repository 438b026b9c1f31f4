"""Which language a run speaks: what was said first counts, and no terminal gets what it lacks."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from drilltui.cli.language_choice import KEY, language_of, refused_variable
from drilltui.domain.language import CHINESE, ENGLISH
from drilltui.settings import CONFIG_FILE, config_dir

SAID = {"LANG": "zh_CN.UTF-8"}


class Screen(io.TextIOWrapper):
    """A terminal in this encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


def shown_on(patch: pytest.MonkeyPatch, encoding: str) -> None:
    patch.setattr(sys, "stdout", Screen(encoding))
    patch.setattr(sys, "stderr", Screen(encoding))


@pytest.fixture
def configured(tmp_path: Path) -> dict[str, str]:
    """An environment whose configuration file says Chinese, in a locale that says nothing."""
    folder = tmp_path / "drilltui"
    folder.mkdir()
    (folder / CONFIG_FILE).write_text(f'{KEY} = "zh"\n')
    return {"XDG_CONFIG_HOME": str(tmp_path)}


@pytest.mark.parametrize("arguments", [["--lang", "zh"], ["--lang=zh"], ["groups", "--lang", "zh"]])
def test_an_option_says_it_before_a_command_and_after(arguments: list[str]) -> None:
    assert language_of(arguments, {}) == CHINESE


def test_the_last_option_counts() -> None:
    assert language_of(["--lang", "zh", "groups", "--lang", "en"], SAID) == ENGLISH


def test_the_option_goes_before_the_variable_the_file_and_the_locale(
    configured: dict[str, str],
) -> None:
    said = configured | SAID | {"DRILLTUI_LANG": "zh"}
    assert language_of(["--lang", "en"], said) == ENGLISH


def test_the_variable_goes_before_the_file(configured: dict[str, str]) -> None:
    assert language_of([], configured | {"DRILLTUI_LANG": "en"}) == ENGLISH


def test_the_file_goes_before_the_locale(configured: dict[str, str]) -> None:
    assert language_of([], configured | {"LANG": "en_GB.UTF-8"}) == CHINESE


def test_who_says_nothing_is_spoken_to_by_the_locale(tmp_path: Path) -> None:
    nowhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert language_of([], nowhere | SAID) == CHINESE
    assert language_of([], nowhere) == ENGLISH


@pytest.mark.parametrize(
    "text", ['lang = "fr"\n', "lang = 1\n", 'lang = "zh\n', 'lang.x = "zh"\n', "\xff lang", ""]
)
def test_a_file_that_says_no_language_chooses_none(
    configured: dict[str, str], text: str, tmp_path: Path
) -> None:
    (tmp_path / "drilltui" / CONFIG_FILE).write_bytes(text.encode("latin-1"))
    assert language_of([], configured) == ENGLISH


def test_what_is_no_file_is_not_waited_for(configured: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "drilltui" / CONFIG_FILE
    path.unlink()
    os.mkfifo(path)
    assert language_of([], configured) == ENGLISH


@pytest.mark.parametrize("text", ["[" * 60_000, "a." * 30_000 + "a = 1", "9" * 6_000])
def test_a_file_that_was_made_to_harm_chooses_none(
    configured: dict[str, str], text: str, tmp_path: Path
) -> None:
    (tmp_path / "drilltui" / CONFIG_FILE).write_text(f"lang = 'zh'\na = {text}\n")
    assert language_of([], configured) == ENGLISH


def test_what_is_said_of_a_profile_is_not_said_of_the_language(
    configured: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "drilltui" / CONFIG_FILE
    path.write_text('[profiles.prod]\nregion = "eu-de"\nlang = "zh"\n')
    assert language_of([], configured) == ENGLISH


@pytest.mark.parametrize("folder", ["", "/somewhere/else"])
def test_it_is_the_file_of_every_other_reader(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from drilltui.cli import language_choice

    monkeypatch.setenv("XDG_CONFIG_HOME", folder)
    assert language_choice._file(os.environ) == str(config_dir() / CONFIG_FILE)


def test_what_stands_after_two_dashes_is_said_to_somebody_else() -> None:
    assert language_of(["keyring", "run", "--", "drilltui", "--lang", "zh"], {}) == ENGLISH


def test_plain_ascii_is_english() -> None:
    assert language_of(["--ascii", "--lang", "zh"], SAID) == ENGLISH


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "iso8859-15", "koi8-r"])
def test_a_terminal_that_has_no_chinese_is_spoken_to_in_english(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_on(monkeypatch, encoding)
    assert language_of(["--lang", "zh"], SAID) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312"])
def test_a_terminal_that_has_it_is_not(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown_on(monkeypatch, encoding)
    assert language_of(["--lang", "zh"], {}) == CHINESE


@pytest.mark.parametrize("term", ["linux", "vt220"])
def test_the_console_of_the_kernel_has_no_glyphs_for_it(
    term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_on(monkeypatch, "utf-8")
    assert language_of(["--lang", "zh"], {"TERM": term}) == ENGLISH


def test_a_stream_that_is_not_there_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert language_of(["--lang", "zh"], {}) == CHINESE


def test_a_variable_with_another_language_is_refused_by_name() -> None:
    assert refused_variable({"DRILLTUI_LANG": "fr"}) == "fr"
    assert not refused_variable({"DRILLTUI_LANG": "zh"})
    assert not refused_variable({})
