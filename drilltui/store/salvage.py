"""What can be read of a damaged journal: of each record the events whose hashes hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from drilltui.domain.record import GENESIS, Event, holds
from drilltui.store import entry
from drilltui.store.page import Value, keys, rows
from drilltui.store.pages import read_pages


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was read: `events` of all records, in the order in which they were appended.

    Records are `whole` as far as can be seen, `cut` when the file names later events of them that
    cannot be read, `lost` when it names them, but has no beginning.
    """

    events: tuple[Event, ...]
    whole: tuple[str, ...]
    cut: tuple[str, ...]
    lost: tuple[str, ...]


class _Found:
    """What the pages of a file show, each event with its position in it."""

    def __init__(self) -> None:
        self.events: dict[tuple[str, int, str], tuple[int, Event]] = {}
        self.last: dict[str, int] = {}
        """The highest number of an event that is named of a record."""

    def name(self, record_id: str, seq: int) -> None:
        self.last[record_id] = max(seq, self.last.get(record_id, 0))

    def keep(self, position: int, event: Event) -> None:
        self.name(event.record_id, event.seq)
        self.events.setdefault((event.record_id, event.seq, event.before), (position, event))

    def chain(self, record_id: str) -> Iterator[tuple[int, Event]]:
        """Return the events of a record from its first one on, as far as each follows the last."""
        seq, before = 1, GENESIS
        while found := self.events.get((record_id, seq, before)):
            yield found
            seq, before = seq + 1, found[1].hash


def salvage(path: Path) -> Salvage:
    """Read the file at `path` and its log, page by page; nothing is written. Raises OSError.

    An event is kept only if its hash is that of what it says, so a damaged page cannot bring forth
    a wrong one, and a record is kept up to the first event that is missing.
    """
    found = _Found()
    for pages in read_pages(path):
        for page, start, fetch in pages.all():
            for position, columns in rows(page, start, fetch):
                if event := _event(columns):
                    found.keep(position, event)
            for key in keys(page, start, fetch):
                _name(found, key)
    return _sorted(found)


def _sorted(found: _Found) -> Salvage:
    whole: list[str] = []
    cut: list[str] = []
    lost: list[str] = []
    kept: list[tuple[int, Event]] = []
    for record_id, last in found.last.items():
        position, length = 0, 0
        for at, event in found.chain(record_id):
            position, length = max(position, at), event.seq
            kept.append((position, event))
        (whole if length == last else cut if length else lost).append(record_id)
    kept.sort(key=lambda one: one[0])
    return Salvage(tuple(event for _, event in kept), tuple(whole), tuple(cut), tuple(lost))


def _event(columns: Sequence[Value]) -> Event | None:
    """Return the event of a row, None for a row that is none or whose hash is not its own."""
    match columns:
        case [None, bytes(record_id), int(seq), bytes(at), bytes(kind), *rest] if len(rest) == 3:
            with suppress(ValueError):  # undecodable text, and `NotAnEvent`
                name, moment, said = map(entry.decoded, (record_id, at, kind))
                texts = [entry.decoded(one) for one in rest if isinstance(one, bytes)]
                event = entry.event((name, seq, moment, said, *texts))
                return event if holds(event) else None
    return None


def _name(found: _Found, key: Sequence[Value]) -> None:
    match key:  # of the index of records and numbers
        case [bytes(record_id), int(seq), int()] if seq > 0:
            with suppress(UnicodeDecodeError):
                found.name(entry.decoded(record_id), seq)
