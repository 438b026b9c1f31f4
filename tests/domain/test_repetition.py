"""What may be sent once more in its record, and what speaks against it by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drilltui.domain.call import Call
from drilltui.domain.errors import Blocked, UsageError
from drilltui.domain.exercise import Exercise
from drilltui.domain.record import Action
from drilltui.domain.repetition import repetition
from drilltui.domain.sending import Sending

CREATE = Call(Action.CREATE, Sending.ABSENT, datetime(2026, 11, 23, 9, 14, tzinfo=UTC))
KNOWN = Exercise("r1", group_id="g1", create=CREATE)


@pytest.mark.parametrize("sending", Sending)
def test_only_what_is_proven_never_to_have_been_done(sending: Sending) -> None:
    known = [replace(KNOWN, create=replace(CREATE, sending=sending))]

    if sending in (Sending.ABSENT, Sending.NOT_SENT, Sending.REFUSED):
        found = repetition("r1", "G1", known)
        assert found.create.sending is sending
        assert found.late == ("r1" if sending is Sending.ABSENT else "")
    else:
        with pytest.raises(UsageError, match="no submission for this group to be sent again"):
            repetition("r1", "g1", known)


@pytest.mark.parametrize(("record_id", "group_id"), [("r2", "g1"), ("r1", "g2"), ("r1", "")])
def test_of_this_record_and_this_group(record_id: str, group_id: str) -> None:
    with pytest.raises(UsageError):
        repetition(record_id, group_id, [KNOWN])


def test_while_its_record_says_the_same() -> None:
    found = repetition("r1", "g1", [KNOWN])
    found.check_unchanged([replace(KNOWN, events=9)])
    for later in ([], [replace(KNOWN, create=replace(CREATE, sending=Sending.FOUND))]):
        with pytest.raises(UsageError, match="has changed meanwhile"):
            found.check_unchanged(later)


@pytest.mark.parametrize(
    ("before", "count", "listed", "blocks"),
    [(None, 1, 1, False), (None, 2, 1, True), (1, 1, 0, False), (1, 2, 0, True), (0, 0, 2, False)],
)
def test_while_no_drill_is_counted_that_is_not_shown(
    before: int | None, count: int, listed: int, blocks: bool
) -> None:
    found = repetition("r1", "g1", [replace(KNOWN, create=replace(CREATE, count_before=before))])
    if not blocks:
        found.check_count(count, listed)
        return
    with pytest.raises(Blocked, match="counts 2 drills") as caught:
        found.check_count(count, listed)
    assert (caught.value.record_id, caught.value.exit_code) == ("r1", 3)
