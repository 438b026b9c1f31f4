"""The events of an export that is whole, for who goes on with its record on another host."""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.domain.errors import JournalError, UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.record import Event, Kind
from drilltui.domain.record_id import is_record_id
from drilltui.evidence import names
from drilltui.evidence.chain import read_chain
from drilltui.evidence.manifest import NewerFormat
from drilltui.evidence.verification import Fault, verify

_ANY_VERSION = ""
"""Reports are not made again: only events are taken over, and every checksum is looked at."""


def events_of(files: Mapping[str, bytes]) -> tuple[Event, ...]:
    """Return the events of an export, by its files.

    Raises JournalError where it is not whole, with the place, and for a record that no drilltui can
    have opened: its id stays in the journal for good. UsageError for an export of a later format
    and for one with hidden values: a record goes on from what was really said.
    """
    try:
        verdict = verify(files, _ANY_VERSION)
    except NewerFormat:
        raise UsageError(
            tr("The export is of a format that this version does not know."),
            tr("Take the version of drilltui that made it, or a later one."),
        ) from None
    if verdict.manifest is None or not verdict.whole:
        raise JournalError(
            tr("The export is not whole: {place}.", place=_place(verdict.faults[0])),
            tr("Ask for it anew: nothing was taken over."),
        )
    if verdict.hidden:
        raise UsageError(
            tr("Values are hidden in {count} events of the export.", count=verdict.hidden),
            tr("Ask for one without hidden values: nothing was taken over."),
        )
    events = read_chain(files[names.EVENTS], verdict.manifest.record_id).events
    if not (is_record_id(verdict.manifest.record_id) and events[0].kind == Kind.OPENED):
        raise JournalError(
            tr("What the export holds is no record that drilltui has opened."),
            tr("Ask for it anew: nothing was taken over."),
        )
    return tuple(events)


def _place(fault: Fault) -> str:
    file, why = plain(fault.file), tr(fault.why)
    if fault.line is None:
        return tr("{file}: {why}", file=file, why=why)
    return tr("{file}, line {line}: {why}", file=file, line=fault.line, why=why)
