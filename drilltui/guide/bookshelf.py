"""All runbooks of a run: the shipped ones, and a person's own. A broken one hides no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.guide.fault import RunbookError, RunbookFault, nearest
from drilltui.guide.reading import line_of_key, read_runbook
from drilltui.guide.runbook import Runbook
from drilltui.guide.shipped import SHIPPED
from drilltui.guide.vocabulary import ANY, Vocabulary


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a person's own: its name for people, and its text; or why it is of no use, as the
    end of a sentence."""

    file: str
    text: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Bookshelf:
    """Runbooks by their keys, the shipped ones first. `faults` tell which files are no use."""

    runbooks: tuple[Runbook, ...]
    faults: tuple[RunbookFault, ...] = ()

    def find(self, key: str) -> Runbook | None:
        """Return the runbook of this key, if there is one."""
        return next((one for one in self.runbooks if one.key == key), None)

    def get(self, key: str) -> Runbook:
        """Return the runbook of this key. UsageError when there is none."""
        if found := self.find(key):
            return found
        known = [one.key for one in self.runbooks]
        near = nearest(key, known)
        remedy = tr("Is {word} meant?", word=near) if near else ""
        if self.faults and not near:
            remedy = tr("Of no use: {fault}", fault=self.faults[0].sentence)
        listed = tr("Known: {words}.", words=", ".join(known))
        raise UsageError(tr("There is no runbook {name}.", name=key), remedy or listed)


def bookshelf(own: Iterable[Source] = (), vocabulary: Vocabulary = ANY) -> Bookshelf:
    """Return the shipped runbooks and the `own` ones, which may name what `vocabulary` knows."""
    found = [shipped(key) for key in SHIPPED]
    faults: list[RunbookFault] = []
    for source in own:
        try:
            runbook = read_source(source, vocabulary)
            _check_other(runbook, source, found)
            found.append(runbook)
        except RunbookError as error:
            faults.append(error.fault)
    return Bookshelf(tuple(found), tuple(faults))


def read_source(source: Source, vocabulary: Vocabulary = ANY) -> Runbook:
    """Return the runbook that a file is. Raises RunbookError for its first fault."""
    if source.trouble:
        what = tr("The file {why}.", why=source.trouble)
        raise RunbookError(RunbookFault(source.file, 1, what, tr("A runbook is a TOML file.")))
    return read_runbook(source.text, source.file, vocabulary)


def _check_other(runbook: Runbook, source: Source, before: Sequence[Runbook]) -> None:
    if any(one.key == runbook.key for one in before):
        what = tr("There is a runbook {key} already.", key=runbook.key)
        line = line_of_key(source.text)
        raise RunbookError(RunbookFault(source.file, line, what, tr("Give this one another key.")))


@cache
def shipped(key: str) -> Runbook:
    """Return a runbook of `SHIPPED`; a missing or broken one is a packaging bug: raises."""
    # Imported here: the first frame of the screens needs no runbook yet.
    from importlib.resources import files

    file = files(__package__).joinpath("runbooks", f"{key}.toml")
    return read_runbook(file.read_text("utf-8"), file.name)
