"""Taking over a record of another journal: what of it is new, what speaks against it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.domain.errors import JournalError
from drilltui.domain.language import tr
from drilltui.domain.record import Event, broken_at


class BrokenRecord(JournalError):
    """A foreign record is not whole; `seq` is the number of the first event that does not hold."""

    def __init__(self, seq: int) -> None:
        super().__init__(
            tr("The record is broken at event {seq}: nothing was taken over.", seq=seq),
            tr("Ask for a whole export, made without hidden values."),
        )
        self.seq = seq


class OtherRecord(JournalError):
    """A record of this id is here, and goes on otherwise; `seq` is where the two part."""

    def __init__(self, record_id: str, seq: int) -> None:
        super().__init__(
            tr(
                "The record {record} is here already, and is another one from event {seq} on.",
                record=record_id,
                seq=seq,
            ),
            tr("Nothing was taken over: keep both, and find out who wrote on after the export."),
        )
        self.seq = seq


def missing(own: Sequence[Event], foreign: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of `foreign` that follow those of `own`, which is the same record so far.

    None are missing where `own` has gone on since. Raises BrokenRecord for one that is not whole,
    OtherRecord where both say something else of one event.
    """
    if (seq := broken_at(foreign)) is not None:
        raise BrokenRecord(seq)
    for ours, theirs in zip(own, foreign, strict=False):
        if ours.hash != theirs.hash:
            raise OtherRecord(theirs.record_id, theirs.seq)
    return tuple(foreign[len(own) :])
