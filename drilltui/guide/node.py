"""A table of a TOML text that knows where it stands, so that each fault names its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.guide.fault import RunbookError, RunbookFault, nearest
from drilltui.guide.lines import Lines, Path, shown
from drilltui.guide.words import Text

MOST_CHARACTERS: Final = 2000
"""So long may a text of a runbook be."""
LANGUAGES: Final = ("en", "zh")

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Node:
    """The table `values` at `path`. Its readers raise RunbookError."""

    def __init__(self, values: dict[str, Any], path: Path, file: str, lines: Lines) -> None:
        self._values = values
        self._path = path
        self._file = file
        self._lines = lines

    def fault(self, what: str, remedy: str, *names: str) -> RunbookError:
        """Return the fault of what stands under `names` in this table."""
        line = self._lines.of((*self._path, *names))
        return RunbookError(RunbookFault(self._file, line, plain(what), plain(remedy)))

    def unknown(self, what: str, word: str, known: Iterable[str], *names: str) -> RunbookError:
        """Return the fault of a word that is none of the `known`: the nearest is offered."""
        found = list(known)
        if near := nearest(word, found):
            return self.fault(what, tr("Is {word} meant?", word=near), *names)
        listed = ", ".join(found[:12])
        return self.fault(what, tr("Known: {words}.", words=listed) if listed else "", *names)

    def only(self, known: Sequence[str]) -> None:
        """Refuse a name that nobody reads: it would be a wish that nobody hears."""
        for name in self._values:
            if name not in known:
                what = tr("{name} is unknown here.", name=name)
                raise self.unknown(what, name, known, name)

    def has(self, name: str) -> bool:
        """Whether something stands there."""
        return name in self._values

    def key(self, name: str = "key") -> str:
        """Return a name that is stored in records: small letters, figures and hyphens."""
        found = self.word(name)
        if not _NAME.fullmatch(found) or len(found) > 40:
            what = tr("{name} is no key: {word}.", name=name, word=found[:60])
            remedy = tr("Write up to 40 small letters and figures, with hyphens between.")
            raise self.fault(what, remedy, name)
        return found

    def word(self, name: str, *, needed: bool = True) -> str:
        """Return the short text under `name`; empty where there need not be one."""
        found = self._values.get(name)
        if found is None and not needed:
            return ""
        if not isinstance(found, str) or not found.strip():
            raise self._missing(name, tr('Write {name} = "..." here.', name=name))
        return found.strip()

    def flag(self, name: str) -> bool:
        """Return whether `name` is true; it need not be there."""
        found = self._values.get(name, False)
        if not isinstance(found, bool):
            raise self.fault(tr("{name} is neither true nor false.", name=name), "", name)
        return found

    def minutes(self, name: str) -> float | None:
        """Return a time in minutes, None where there is none."""
        found = self._values.get(name)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 < found <= 10_000:
            what = tr("{name} is no number of minutes.", name=name)
            raise self.fault(what, tr("Write a number above 0, at most 10000."), name)
        return float(found)

    def text(self, name: str, *, needed: bool = True, most: int = MOST_CHARACTERS) -> Text:
        """Return the text under `name`: one for all, or one for each language."""
        found = self._values.get(name)
        if found is None and not needed:
            return Text()
        said = {"en": found} if isinstance(found, str) else found
        if not isinstance(said, dict) or not said:
            remedy = tr('Write {name}.en = "..." and {name}.zh = "...".', name=name)
            raise self._missing(name, remedy)
        for language, words in said.items():
            self._check_text(name, language, words, most)
        return Text(*(" ".join(said.get(one, "").split()) for one in LANGUAGES))

    def _check_text(self, name: str, language: str, words: object, most: int) -> None:
        if language not in LANGUAGES:
            what = tr("No text has the language {language}.", language=language)
            raise self.unknown(what, language, LANGUAGES, name, language)
        if not isinstance(words, str) or not words.strip():
            raise self.fault(
                tr("{name} says nothing.", name=name), tr("Write a text."), name, language
            )
        if len(words) > most:
            what = tr("{name} has more than {most} characters.", name=name, most=most)
            raise self.fault(what, tr("Say it shorter."), name, language)

    def listed(self, name: str) -> tuple[str, ...]:
        """Return a list of short texts; empty where there is none."""
        found = self._values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.fault(tr("{name} is no list of texts.", name=name), "", name)
        return tuple(found)

    def table(self, name: str) -> Node | None:
        """Return the table under `name`, None where there is none."""
        found = self._values.get(name)
        if found is None:
            return None
        if not isinstance(found, dict):
            remedy = tr("Write {name}.key = ... with one of its keys.", name=name)
            raise self.fault(tr("{name} is no table.", name=name), remedy, name)
        return Node(found, (*self._path, name), self._file, self._lines)

    def tables(self, name: str) -> tuple[Node, ...]:
        """Return the tables of the list under `name`; empty where there is none."""
        found = self._values.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            remedy = tr("Write [[{name}]] above each of them.", name=name)
            raise self.fault(tr("{name} is no list of tables.", name=name), remedy, name)
        return tuple(
            Node(one, (*self._path, name, number), self._file, self._lines)
            for number, one in enumerate(found)
        )

    def items(self) -> tuple[tuple[str, Any], ...]:
        """Return all names with what stands under them."""
        return tuple(self._values.items())

    def _missing(self, name: str, remedy: str) -> RunbookError:
        where = shown(self._path)
        if where:
            return self.fault(
                tr("{where}: {name} is missing.", where=where, name=name), remedy, name
            )
        return self.fault(tr("{name} is missing.", name=name), remedy, name)
