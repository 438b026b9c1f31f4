"""Every sentence that is said can be said in Chinese, and no translation is left over."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from rich.cells import cell_len

import drilltui
from drilltui.domain.errors import UsageError
from drilltui.domain.language import (
    CHINESE,
    ENGLISH,
    Words,
    marked,
    of_environment,
    speak,
    spoken,
    tr,
    words_of,
)
from drilltui.ui import screens
from drilltui.ui.screens.exercise import columns as exercise_columns
from drilltui.ui.widgets.columns import Column
from tests.docs import README, sections, table
from tests.said_by_data import sentences_of_data

PACKAGE = Path(drilltui.__file__).parent
TABLES = sorted((PACKAGE / "domain" / "chinese").glob("*.toml"))

BOOKS = sorted(
    path
    for folder in ("guide/runbooks", "sandbox/scenarios")
    for path in (PACKAGE / folder).rglob("*.toml")
)
"""Runbooks and lessons: their texts stand in both languages side by side."""

_BLANK = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[A-Za-z0-9{'`])"
    r"|(?<![^\s\u3000-\u9fff\uff00-\uffef])(?![-./%\[])"
    r"[^\s\u3000-\u9fff\uff00-\uffef]*[A-Za-z0-9}'`] (?=[\u4e00-\u9fff])"
)
"""A blank between a Chinese character and a word; options, paths and %s keep theirs."""

TERMS = """\
protection group, protected instance, replication pair, drill server, drill VPC, exercise, job,
sub-job, record, journal, hash chain, rehearsal, scenario, lesson, hint, debrief, leftover,
clean-up, preflight, override, checklist, probe, not clean, overdue, error book, intention,
accepted, refused, handover, profile, credential, keyring, passphrase, passcode, runbook, manifest,
recovery site, recovery zone, snapshot, elastic IP, quota, flavor, key pair, security group,
network ACL, enterprise project, agency, endpoint"""
"""Words of the README's table that have one Chinese word wherever the English one stands."""

LITERAL = {
    "open, mended or risk accepted": "typed in English",
    "has no profiles": "the member of a foreign file",
    "Give the profile a region, or endpoints.{service}.": "the key of the configuration",
    "Name them as endpoints in the profile.": "the key of the configuration",
    "manifest.json of the export names every file with its size and SHA-256, and the head of the"
    " chain; 'drilltui verify' checks all of it": "the name of the file",
}
"""Sentences where a word is no term, and why."""

_CODE = re.compile(
    r"'drilltui[^']*'|`[^`]*`|drilltui [a-z ]+ --.*|drilltui [a-z]+ [a-z]+|[a-z]+:\w+:\w+|\{\w+\}"
)

SAYERS = {"tr", "words", "marked"}
"""What says a sentence in the code; `words` is an object of the class Words."""


def said_in(path: Path) -> Iterator[tuple[str, str]]:
    """Every sentence that a file says, and where."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = str(getattr(node.func, "attr", getattr(node.func, "id", "")))
        first = node.args[0]
        if name.lstrip("_") in SAYERS and isinstance(first, ast.Constant):
            assert isinstance(first.value, str), f"{path}:{node.lineno}"
            yield first.value, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def said_in_code() -> dict[str, str]:
    return dict(pair for path in sorted(PACKAGE.rglob("*.py")) for pair in said_in(path))


def table_of(path: Path) -> dict[str, str]:
    told: dict[str, str] = tomllib.loads(path.read_text("utf-8"))["words"]
    return told


def translated() -> dict[str, str]:
    return {key: value for path in TABLES for key, value in table_of(path).items()}


def in_both(told: object) -> Iterator[tuple[str, str]]:
    """Every text of a book in English and in Chinese."""
    if isinstance(told, dict):
        if told.keys() == {"en", "zh"}:
            yield told["en"], told["zh"]
        else:
            told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from in_both(one)


def pairs() -> list[tuple[str, str]]:
    """Every English sentence of the catalogue and of the books, with its Chinese."""
    books = [in_both(tomllib.loads(path.read_text("utf-8"))) for path in BOOKS]
    return [*translated().items(), *(pair for book in books for pair in book)]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_no_sentence_is_without_a_translation() -> None:
    known = translated()

    missing = [f"{where}: {text}" for text, where in said_in_code().items() if text not in known]
    missing += [f"data: {text}" for text in sorted(sentences_of_data()) if text not in known]

    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    said = said_in_code().keys() | sentences_of_data()

    assert sorted(translated().keys() - said) == []


def test_no_sentence_is_translated_twice() -> None:
    counted = Counter(key for path in TABLES for key in table_of(path))

    assert [key for key, count in counted.items() if count > 1] == []


def test_a_translation_fills_the_same_places() -> None:
    wrong = [
        english
        for english, chinese in translated().items()
        if "{" in english and "}" in english and places(english) != places(chinese)
    ]

    assert wrong == []


def test_no_blank_stands_between_chinese_and_a_word() -> None:
    assert len(pairs()) > len(translated()) + 300
    assert [chinese for _, chinese in pairs() if _BLANK.search(chinese)] == []


def glossary() -> dict[str, str]:
    """The Chinese word of each English one, as the README's table has them."""
    told: dict[str, str] = {}
    for words, chinese, *_ in table(sections(README.read_text("utf-8"))["Words"]):
        told.update(zip(words.split(", "), chinese.split("，"), strict=False))
    return {word: re.sub("（.*）", "", chinese) for word, chinese in told.items()}


@pytest.mark.parametrize("term", re.split(r",\s", TERMS))
def test_a_term_has_one_chinese_word(term: str) -> None:
    chinese, shown = glossary()[term], re.compile(rf"(?<![\w-]){term}s?(?![\w-])", re.IGNORECASE)

    found = [pair for pair in pairs() if shown.search(_CODE.sub("", pair[0]))]

    assert found, f"{term} is said nowhere"
    assert [pair for pair in found if chinese not in pair[1] and pair[0] not in LITERAL] == []


def test_a_sentence_that_is_no_exception_any_more_is_not_named() -> None:
    assert LITERAL.keys() <= {english for english, _ in pairs()}


def test_a_sentence_is_said_in_the_language_of_the_run() -> None:
    words = Words(CHINESE, {"The {thing} is gone.": "{thing}已消失。"})

    assert words("The {thing} is gone.", thing="VPC {x}") == "VPC {x}已消失。"
    assert words("Never {translated}.") == "Never {translated}."
    assert marked("as it is") == "as it is"


BROKE = UsageError("The connection broke.")


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("Not known: {what}.", BROKE, "Not known: The connection broke."),
        ("Not known: {what}.", "Is it there?", "Not known: Is it there?"),
        ("Not known: {what}. Look.", BROKE, "Not known: The connection broke. Look."),
        ("It failed ({what}).", BROKE, "It failed (The connection broke)."),
        ("{what}, after a while", BROKE, "The connection broke, after a while"),
        ("{what}, who takes it over", "Bob M.", "Bob M., who takes it over"),
        ("{what} ({what!r}).", "It is so.", "It is so. ('It is so.')."),
        ("{what}...", BROKE, "The connection broke...."),
        ("未知：{what}。", BROKE, "未知：The connection broke."),
        ("未知：{what}。", "连接中断。", "未知：连接中断。"),
        ("There is no drill {what}.", "drill-a.", "There is no drill drill-a.."),
        ("{what}.", "no answer", "no answer."),
        ("{what}.", "Wait ...", "Wait ...."),
        ("{count:03d} of {what}.", "It broke.", "007 of It broke."),
    ],
)
def test_a_sentence_in_a_sentence_brings_no_second_full_stop(
    text: str, value: object, said: str
) -> None:
    assert Words(ENGLISH)(text, what=value, count=7) == said


def test_titles_of_columns_fit_into_their_columns_in_chinese() -> None:
    speak(CHINESE)
    try:
        columns = [*exercise_columns(), *columns_of_screens()]
        too_long = [tr(one.title) for one in columns if cell_len(tr(one.title)) > one.width]
    finally:
        speak(ENGLISH)

    assert len(columns) > 50
    assert too_long == []


def columns_of_screens() -> Iterator[Column]:
    for found in pkgutil.iter_modules(screens.__path__):
        module = importlib.import_module(f"{screens.__name__}.{found.name}")
        for value in vars(module).values():
            if isinstance(value, tuple):
                yield from (one for one in value if isinstance(one, Column))


def test_who_says_nothing_speaks_english() -> None:
    assert spoken() == ENGLISH
    speak(CHINESE)
    try:
        assert spoken() == CHINESE
    finally:
        speak(ENGLISH)
    assert tr("{count} of {total}", count=1, total=2) == "1 of 2"
    assert words_of(ENGLISH)("x") == "x"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ENGLISH),
        ({"LANG": "C"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_SG"}, CHINESE),
        ({"LANG": "zh_Hans_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_TW.UTF-8"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, ENGLISH),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN.GB18030"}, CHINESE),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "zh_CN:en"}, CHINESE),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh_CN"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh_CN"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr"}, CHINESE),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, ENGLISH),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh_CN"}, ENGLISH),
        ({"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}, ENGLISH),
        ({"LANGUAGE": "zh_CN"}, ENGLISH),
    ],
)
def test_the_locale_names_the_language(environment: dict[str, str], language: str) -> None:
    assert of_environment(environment) == language
