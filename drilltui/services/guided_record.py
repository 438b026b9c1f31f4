"""Which record the create of a guided exercise goes into: the one that leads it, while it may."""

from __future__ import annotations

from collections.abc import Iterable

from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.language import tr
from drilltui.domain.record import Entry, Kind
from drilltui.domain.sending import Sending
from drilltui.services.exercises import Opening

_NEVER_DONE = frozenset({Sending.ABSENT, Sending.NOT_SENT, Sending.REFUSED})
"""What is proven never to have been carried out: it is sent once more in its own record."""


def repeatable(record_id: str, group_id: str, known: Iterable[Exercise]) -> str:
    """Return the guided record if its create for this group is to be sent once more, or ""."""
    found = _of(record_id, known)
    if found is None or found.create is None or not same_id(found.group_id, group_id):
        return ""
    return record_id if found.create.sending in _NEVER_DONE and not found.drill_id else ""


def untouched(record_id: str, known: Iterable[Exercise]) -> Exercise | None:
    """Return the guided record while nothing was sent in it, and it is open."""
    found = _of(record_id, known)
    return found if found and found.create is None and not found.drill_id else None


def opening(found: Exercise, group: ProtectionGroup) -> Opening:
    """Return the guided record to write to; that it is of `group` is written with it."""
    if same_id(found.group_id, group.id):
        return Opening(found.record_id)
    told = {"group_id": group.id, "group_name": group.name}
    return Opening(found.record_id, (Entry(found.record_id, Kind.CHOSEN, told),))


def check_untouched(record_id: str, known: Iterable[Exercise]) -> None:
    """Raise UsageError when something was sent in the guided record since, or it was closed."""
    if untouched(record_id, known) is None:
        raise UsageError(
            tr("The record {record} has changed meanwhile. Nothing was sent.", record=record_id),
            tr("Look at it: o lists the records."),
        )


def _of(record_id: str, known: Iterable[Exercise]) -> Exercise | None:
    return next((one for one in known if record_id and one.record_id == record_id), None)
