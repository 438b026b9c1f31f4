"""What nobody could look at is not gone, and what was closed is not away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.ledger import Entry, ledger
from drilltui.domain.phase import Phase, phase
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.domain.touched import Fate, touched

AT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
DAY = date(2026, 11, 23)
VPC = {"kind": "VPC", "id": "v1", "name": "vpc-drill-1", "proof": "recorded"}
DOUBT = "could not look at VPC v1: no route"


def told(*events: tuple[str, dict[str, Any]]) -> Exercise:
    found: list[Event] = []
    for number, (kind, data) in enumerate(events, start=1):
        before = found[-1].hash if found else GENESIS
        found.append(seal("r", number, AT, kind, data, before))
    return fold(found)


OPENED = (Kind.OPENED, {"mode": "live", "group_id": "g1", "group_name": "pg", "project_id": "p"})
CREATE = (Kind.INTENDED, {"action": "create", "name": "drill-1", "fingerprint": "f"})
TAKEN = (Kind.ACCEPTED, {"action": "create", "job_id": "j1"})
RESOURCES = [
    {"kind": "VPC", "id": "v1", "made": True},
    {"kind": "port", "id": "p1", "made": True},
]
THERE = (
    Kind.DRILL,
    {
        "drill_id": "d1",
        "status": "available",
        "vpc_id": "v1",
        "servers": [{"id": "s1"}, {"id": "s2"}],
        "resources": RESOURCES,
    },
)
GONE = {"gone": True, "status": "gone"}
LEFT = (Kind.READ_BACK, {**GONE, "leftovers": [VPC]})
BLIND = (Kind.READ_BACK, {**GONE, "leftovers": [], "doubts": [DOUBT]})
NOTHING = (Kind.READ_BACK, {**GONE, "leftovers": []})
MADE = (OPENED, CREATE, TAKEN, THERE)


def called(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.leftover.called for entry in entries]


def test_a_look_that_failed_takes_nothing_away_and_a_whole_one_does() -> None:
    blind = told(*MADE, LEFT, BLIND)

    assert [one.id for one in blind.leftovers] == ["v1"]
    assert called(ledger([blind], DAY)) == ["VPC vpc-drill-1", "drill drill-1"]
    assert told(*MADE, LEFT, BLIND, NOTHING).leftovers == ()


def test_what_was_removed_is_not_kept_by_a_look_that_failed() -> None:
    removal = {"action": "delete-vpc", "subject": "v1"}
    removed = ((Kind.INTENDED, removal), (Kind.ACCEPTED, removal))

    assert told(*MADE, LEFT, *removed, BLIND).leftovers == ()


def test_a_drill_that_was_not_read_back_whole_is_listed_and_does_not_stand() -> None:
    (entry,) = ledger([told(*MADE, BLIND)], DAY)

    assert (entry.unread, entry.standing) == (True, False)
    assert (entry.leftover.detail, entry.leftover.evidence) == ("not read back whole", DOUBT)
    assert ledger([told(*MADE, NOTHING)], DAY) == ()


def test_a_person_who_closed_what_was_not_read_whole_is_not_asked_again() -> None:
    closed = (Kind.CLOSED, {"outcome": "not clean", "why": "no right to read it"})

    assert ledger([told(*MADE, BLIND, closed)], DAY) == ()


def test_what_was_not_read_of_a_drill_that_was_there_is_known_until_it_is_read() -> None:
    kind, data = THERE
    blind = (kind, {**data, "resource_doubts": [DOUBT]})
    later = (Kind.JOB, {"status": "RUNNING"})

    assert told(*MADE[:-1], blind, later).resource_doubts == (DOUBT,)
    assert told(*MADE[:-1], blind, (kind, {**data, "resource_doubts": []})).resource_doubts == ()


def test_closing_a_record_takes_no_drill_away() -> None:
    closed = told(*MADE, (Kind.CLOSED, {"outcome": "not clean", "why": "a ticket"}))

    (entry,) = ledger([closed], DAY)
    assert (entry.standing, entry.leftover.id) == (True, "d1")
    assert ledger([told(*MADE, NOTHING, (Kind.CLOSED, {"outcome": "clean"}))], DAY) == ()


@pytest.mark.parametrize(
    ("servers", "expected"), [(["s1"], Phase.SERVERS_UP), (["s1", "s2"], Phase.VERIFIED)]
)
def test_verified_are_all_servers_or_it_is_not_the_drill(
    servers: list[str], expected: Phase
) -> None:
    words = [(Kind.VERIFIED, {"server_id": one, "passed": True}) for one in servers]

    assert phase(told(*MADE, *words), DAY) is expected


def test_what_could_not_be_read_is_not_gone_with_the_drill() -> None:
    fates = {row.id: row.fate for row in touched(told(*MADE, BLIND))}
    assert fates == {"v1": Fate.UNKNOWN, "p1": Fate.UNKNOWN}
    fates = {row.id: row.fate for row in touched(told(*MADE, NOTHING))}
    assert fates == {"v1": Fate.GONE, "p1": Fate.UNKNOWN}


def test_the_vpc_of_a_drill_that_was_made_elsewhere_is_known_by_its_delete() -> None:
    deleted = told(
        (Kind.OPENED, {**OPENED[1], "drill_id": "d1", "drill_name": "drill-1"}),
        (Kind.INTENDED, {"action": "delete", "drill_id": "d1", "vpc_id": "v1"}),
    )

    assert deleted.drill_vpc_id == "v1"
