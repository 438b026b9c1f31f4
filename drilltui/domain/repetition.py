"""Sending a create once more, in its record: only what is proven never to have been done. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drilltui.domain.call import Call
from drilltui.domain.cloud_id import same_id
from drilltui.domain.errors import Blocked, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.language import tr
from drilltui.domain.sending import Sending
from drilltui.domain.settlement import counts_more_than_it_lists

_NEVER_DONE = frozenset({Sending.ABSENT, Sending.NOT_SENT, Sending.REFUSED})


@dataclass(frozen=True, slots=True)
class Repetition:
    """An earlier create that is to be sent once more, and the record that it is in."""

    record_id: str
    create: Call

    @property
    def late(self) -> str:
        """The record, if it calls its drill absent: that may only have been shown late."""
        return self.record_id if self.create.sending is Sending.ABSENT else ""

    def check_count(self, count: int, listed: int) -> None:
        """Raise Blocked while the group counts a drill that it does not list: it may be this one.

        What it counted beyond its list before the earlier call is something else.
        """
        if counts_more_than_it_lists(self.create, count, listed):
            raise Blocked(
                tr(
                    "The group counts {count} drills and lists {listed}: one of them may be that "
                    "of the earlier submission. Nothing was sent.",
                    count=count,
                    listed=listed,
                ),
                tr("Look at the group's drills in a while, then try again."),
                record_id=self.record_id,
            )

    def check_unchanged(self, known: Iterable[Exercise]) -> None:
        """Raise UsageError when the record was closed, or its create settled otherwise, since."""
        if any(one.record_id == self.record_id and one.create == self.create for one in known):
            return
        raise UsageError(
            tr(
                "The record {record} has changed meanwhile. Nothing was sent.",
                record=self.record_id,
            ),
            tr("Look at it: 'drilltui records'."),
        )


def repetition(record_id: str, group_id: str, known: Iterable[Exercise]) -> Repetition:
    """Return the create of that record to be sent again. UsageError where there is none.

    `known` are the unclosed records of this place.
    """
    for one in known:
        its = one.record_id == record_id and same_id(one.group_id, group_id)
        if its and one.create and one.create.sending in _NEVER_DONE:
            return Repetition(record_id, one.create)
    raise UsageError(
        tr(
            "The record {record} has no submission for this group to be sent again.",
            record=record_id,
        ),
        tr("That can only be what is proven never to have been done: see 'drilltui records'."),
    )
