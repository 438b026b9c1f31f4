"""Opening the journal of a user: made if there is none, set aside if it is damaged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.mishap import Mishap
from drilltui.domain.plain_text import plain
from drilltui.store import set_aside
from drilltui.store.complaint import Damaged
from drilltui.store.holds import Holds
from drilltui.store.journal_file import PATIENCE, JournalFile, make_file
from drilltui.store.journal_reading import errors_in_words
from drilltui.store.soundness import refuse_what_is_waited_for

LOOKING = 1.0
"""Seconds that another drilltui may take to see that the file is damaged, and to let go of it."""

_PAUSE = 0.05
"""Seconds between two looks whether another one has let go."""


def _nothing(step: str) -> None:
    """Hear of a step, and do nothing."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Time, and the steps of setting aside: what tests hold."""

    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    done: set_aside.Step = _nothing


@dataclass(frozen=True, slots=True)
class Opened:
    """An open journal, what it holds, and what befell it when it was opened."""

    file: JournalFile
    holds: Holds
    mishap: Mishap | None

    def close(self) -> None:
        """Let go of the file, then of the records: nobody may take one that is still written to."""
        try:
            self.file.close()
        finally:
            self.holds.close()


def open_file(path: Path, patience: float = PATIENCE, doors: Doors | None = None) -> Opened:
    """Open the journal at `path` for writing, with others who may have it open.

    A damaged one is set aside, provided that nobody else has it open. Raises JournalError.
    """
    # SQLite follows links before it names its log, and so must whatever lies beside the journal.
    path = Path(os.path.realpath(path))
    with errors_in_words(path):
        refuse_what_is_waited_for(path)  # before anything is made beside a device
        make_file(path)
    holds = Holds(path)
    try:
        return _Opening(path, patience, doors or Doors(), holds).run()
    except BaseException:
        holds.close()
        raise


class _Opening:
    """The way to an open journal, past whoever else opens it or sets it aside just now."""

    def __init__(self, path: Path, patience: float, doors: Doors, holds: Holds) -> None:
        self._path = path
        self._patience = patience
        self._doors = doors
        self._holds = holds
        self._mishaps: list[Mishap] = []

    def run(self) -> Opened:
        """Open the file, or say why not."""
        begin = self._doors.monotonic()
        while True:
            waited = self._doors.monotonic() - begin
            if self._holds.share():
                damage = None
                if not set_aside.begun(self._path):
                    try:
                        return self._open()
                    except Damaged as error:
                        damage = error
                self._holds.leave()
                if self._holds.alone():
                    self._mend(damage)
                    continue
                if waited > LOOKING:
                    raise self._in_use() from damage
            elif waited > self._patience:
                raise self._being_set_aside()
            self._doors.sleep(_PAUSE)

    def _open(self) -> Opened:
        file = JournalFile(self._path, self._patience)
        return Opened(file, self._holds, self._mishaps[-1] if self._mishaps else None)

    def _mend(self, damage: Damaged | None) -> None:
        """Set the file aside, unless another one has done it since; then share it again."""
        try:
            with errors_in_words(self._path):
                if set_aside.begun(self._path):
                    self._mishaps.append(set_aside.finish(self._path, self._doors.done))
                elif damage and self._still_damaged():
                    if len(self._mishaps) > 1:  # what is written here does not stay as it is
                        raise damage
                    self._mishaps.append(
                        set_aside.set_aside(self._path, self._doors.now(), self._doors.done)
                    )
        except JournalError as error:
            raise JournalError(
                tr(
                    "The journal {path} is damaged, and could not be set aside yet: {what}",
                    path=plain(str(self._path)),
                    what=error.what,
                ),
                error.remedy,
            ) from error

    def _still_damaged(self) -> bool:
        try:
            JournalFile(self._path, self._patience).close()
        except Damaged:
            return True
        return False

    def _in_use(self) -> JournalError:
        return JournalError(
            tr(
                "The journal {path} is damaged, and another drilltui has it open.",
                path=plain(str(self._path)),
            ),
            tr(
                "End that one, and start this one again: it sets the file aside, "
                "and goes on with what can be read of it."
            ),
        )

    def _being_set_aside(self) -> JournalError:
        return JournalError(
            tr(
                "Another drilltui sets the damaged journal {path} aside and does not end.",
                path=plain(str(self._path)),
            ),
            tr("Look at what it does, or end it: the next start finishes it."),
        )
