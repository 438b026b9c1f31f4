"""The parser in the language of the run, argparse's own words included."""

from __future__ import annotations

import pytest

from drilltui.cli.catalogue import COMMANDS
from drilltui.cli.cells import cells
from drilltui.domain.language import CHINESE, words_of
from tests.cli.running import one_sentence, run

Capture = pytest.CaptureFixture[str]


def test_help_is_said_in_chinese(capsys: Capture) -> None:
    assert run("--lang", "zh", "--help") == 0
    out, err = capsys.readouterr()
    words, joined = words_of(CHINESE), "".join(out.split())
    assert (out.splitlines()[0], err) == ("用法： drilltui [OPTIONS] [COMMAND ...]", "")
    assert all(words(tells).replace(" ", "") in joined for tells in COMMANDS.values())
    for english in ("usage", "positional", "options:", "show program", "list the", "Exit status"):
        assert english not in out


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_no_line_of_the_help_is_wider_than_the_terminal(
    columns: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run("resume", "--help", "--lang", "zh") == 0
    assert max(map(cells, capsys.readouterr().out.splitlines())) <= int(columns)


def test_every_command_takes_the_language_and_so_does_what_is_below_one(capsys: Capture) -> None:
    for command in (*COMMANDS, "credentials status", "credentials set", "keyring run"):
        assert run(*command.split(), "--lang", "zh", "--help") == 0
        out = capsys.readouterr().out
        assert out.startswith("用法： drilltui ")
        assert "--lang en|zh" in out or "usage" not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("watch",), "缺少必需的参数：JOB|RECORD。请看'drilltui watch --help'。"),
        (("start",), "参数 --group --again 中必须给出一个。请看"),
        (("groups", "more"), "无法识别的参数：more。请看"),
        (("sandbox", "--port"), "参数 --port：需要一个参数。请看'drilltui sandbox --help'。"),
        (("sandbox", "--port", "x"), "参数 --port：'x'不是0到65535的整数。请看"),
        (("drill",), "参数 COMMAND：选择无效：'drill'（可选："),
        (("close", "r", "--accept", "a", "--not-clean", "b"), "不能与参数 --accept 同时使用"),
        (("--secret-fd", "3", "explain", "1909"), "--secret-fd不适用于explain。请看"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(
    arguments: tuple[str, ...], sentence: str, capsys: Capture
) -> None:
    assert run("--lang", "zh", *arguments) == 2
    assert sentence in one_sentence(capsys)


def test_a_language_that_is_not_spoken_is_one_sentence(capsys: Capture) -> None:
    assert run("--lang", "fr", "explain", "1909") == 2
    sentence = one_sentence(capsys)
    assert sentence.startswith("Argument --lang: invalid choice: 'fr' (choose from")
    assert sentence.endswith("See 'drilltui --help'.")


def test_nor_is_one_of_the_variable_but_help_is_given(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRILLTUI_LANG", "fr")
    assert run("--help") == 0
    assert capsys.readouterr().out.startswith("usage: ")
    assert run("explain", "1909") == 2
    assert one_sentence(capsys) == (
        "DRILLTUI_LANG names the language 'fr'; there are en, zh. See 'drilltui --help'."
    )
