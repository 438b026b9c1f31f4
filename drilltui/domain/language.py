"""The language that drilltui speaks: English, or Simplified Chinese out of a table. Pure.

The English sentence is the key: `tr("The drill {name} is gone.", name=...)`. A sentence that has no
translation stays English, and a test fails. Sentences are whole, with named places to fill: order
differs between languages. What is stored or compared is never translated: only what is shown.
"""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False

if TYPE_CHECKING:  # nothing else is loaded for --help
    from collections.abc import Mapping

ENGLISH, CHINESE = "en", "zh"

LANGUAGES = {ENGLISH: "English", CHINESE: "简体中文"}
"""Every language by its code, in its own name."""

_SIMPLIFIED = ("zh", "zh_CN", "zh_SG", "zh_Hans")
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the locale of messages stands, the first that says anything counts."""
_WITHOUT_LANGUAGE = ("", "C", "POSIX")
"""Locales of programs and not of people: LANGUAGE counts not beside them, as in gettext."""


class Words:
    """Says sentences in one language; `language` is its code."""

    def __init__(self, language: str, table: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._table = table or {}

    def __call__(self, text: str, /, **values: object) -> str:
        """Return `text` in this language, its places filled with `values`.

        Without values a brace is a brace. What `values` say is data and is never looked up. A value
        that is a sentence by itself brings no second full stop, and an error none before a comma.
        """
        said = self._table.get(text, text)
        if any(map(_ends_a_sentence, values.values())):
            return _joined(said, values)
        return said.format_map(values) if values else said


_FULL_STOPS = (".", "。")
_ENDS = (*_FULL_STOPS, "!", "?", "！", "？")
_GOES_ON = (",", ";", ":", ")", " (", "，", "；", "：", "）", "（", "、")
"""What comes after a place in the middle of a sentence."""


def _ends_a_sentence(value: object) -> bool:
    """Whether `value` is a sentence with its end; a name may end with a dot, and has no blank."""
    if not isinstance(value, str | Exception) or not (said := str(value)).endswith(_ENDS):
        return False
    return (" " in said or not said[-1].isascii()) and not said.endswith("...")


def _joined(said: str, values: Mapping[str, object]) -> str:
    """Return `said` with its places filled, each full stop once."""
    from string import Formatter

    text, whole, is_ours = "", False, False
    for between, name, spec, conversion in Formatter().parse(said):
        if whole and between.startswith(_FULL_STOPS) and not between.startswith("..."):
            between = between[1:]
        elif whole and is_ours and between.startswith(_GOES_ON) and text.endswith(_FULL_STOPS):
            text = text[:-1]
        text += between
        if name is not None:
            place = (
                f"{{{name}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
            )
            filled = place.format_map(values)
            text, whole = text + filled, _ends_a_sentence(filled)
            # A text may be a name, "Bob M.", whose dot is its own.
            is_ours = isinstance(values.get(name), Exception)
    return text


@cache
def words_of(language: str) -> Words:
    """Return the words of a language by its code; a broken table is a packaging bug: raises."""
    return Words(language, _table() if language == CHINESE else None)


def _table() -> dict[str, str]:
    import tomllib
    from importlib.resources import files

    table: dict[str, str] = {}
    for file in files(__package__).joinpath("chinese").iterdir():
        if file.name.endswith(".toml"):
            table.update(tomllib.loads(file.read_text("utf-8"))["words"])
    return table


_spoken = words_of(ENGLISH)


def speak(language: str) -> None:
    """Let `tr` say everything in this language from now on. Said once, at the start of a run."""
    global _spoken  # a process has one person before it, who reads one language
    _spoken = words_of(language)


def spoken() -> str:
    """Return the code of the language that `tr` speaks."""
    return _spoken.language


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the language of this run, its places filled with `values`; see `Words`."""
    return _spoken(text, **values)


def marked(text: str, /) -> str:
    """Return `text` itself: it is a sentence of ours that `tr` says later, where it is shown."""
    return text


def of_environment(environment: Mapping[str, str]) -> str:
    """Return the language that the locale names: Chinese for a locale in simplified characters.

    LANGUAGE goes before the locale and may name several; the first that is spoken here counts.
    """
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    if _plain(locale) in _WITHOUT_LANGUAGE:
        return ENGLISH
    wishes = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((found for one in wishes if (found := _spoken_in(_plain(one)))), ENGLISH)


def _plain(locale: str) -> str:
    """Return a locale without its encoding and its variant: ``zh_CN`` of ``zh_CN.UTF-8``."""
    return locale.split(".")[0].split("@")[0]


def _spoken_in(locale: str) -> str:
    if locale in _SIMPLIFIED or locale.startswith("zh_Hans_"):
        return CHINESE
    return ENGLISH if locale.split("_")[0] == "en" else ""
