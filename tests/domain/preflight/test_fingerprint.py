from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from drilltui.domain.drill import Drill
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.fingerprint import fingerprint
from tests.domain.preflight.facts_of import (
    AUTOMATIC,
    CHOSEN,
    FACTS,
    GROUP,
    INSTANCE,
    OTHER,
    OWN,
    PAIR,
)

MINE, FOREIGN = Drill("d-1", "old", "g-1", "available"), Drill("d-2", "x", "g-2", "available")
SECOND = replace(PAIR, id="p-2", name="another")
LATER = datetime(2026, 11, 24, tzinfo=UTC)


def vpc(**changes: Any) -> tuple[Vpc, ...]:
    found = FACTS.vpcs
    assert isinstance(found, tuple)
    return (found[0], replace(found[1], **changes))


CHANGES: dict[str, Callable[[Facts], Facts]] = {
    "group": lambda facts: replace(facts, group=replace(GROUP, status="stopping")),
    "synchronised": lambda facts: replace(facts, group=replace(GROUP, progress=99)),
    "switched": lambda facts: replace(facts, group=replace(GROUP, priority_station="target")),
    "instance": lambda facts: replace(facts, instances=(replace(INSTANCE, status="fault"),)),
    "fewer instances": lambda facts: replace(facts, instances=()),
    "pair": lambda facts: replace(facts, pairs=(replace(PAIR, fault_level="2"),)),
    "drill": lambda facts: replace(facts, drills=(MINE,)),
    "drill there": lambda facts: replace(facts, drills=(replace(FOREIGN, vpc_id=OTHER),)),
    "vpc": lambda facts: replace(facts, vpcs=vpc(cidr="10.1.0.0/16")),
    "no vpc": lambda facts: replace(facts, vpcs=vpc()[:1]),
    "subnets": lambda facts: replace(facts, subnets=()),
    "not seen": lambda facts: replace(facts, drills=Unseen("no")),
}

SAME: dict[str, Callable[[Facts], Facts]] = {
    "time": lambda facts: replace(facts, seen_at=LATER, skew=None),
    "description": lambda facts: replace(
        facts, group=replace(GROUP, description="x", raw={"a": 1})
    ),
    "instance's time": lambda facts: replace(
        facts, instances=(replace(INSTANCE, updated_at=LATER, description="x"),)
    ),
    "drill elsewhere": lambda facts: replace(facts, drills=(FOREIGN,)),
    "another vpc": lambda facts: replace(facts, vpcs=(*vpc(), Vpc("v", "n"))),
    "its subnet": lambda facts: replace(
        facts, subnets=(*_subnets(facts), Subnet("n-9", "x", "v", "10.9.0.0/24"))
    ),
    "free addresses": lambda facts: replace(
        facts, subnets=tuple(replace(one, free_addresses=3) for one in _subnets(facts))
    ),
    "capitals": lambda facts: replace(facts, vpcs=vpc(id=OTHER.upper())),
}


def _subnets(facts: Facts) -> tuple[Subnet, ...]:
    assert isinstance(facts.subnets, tuple)
    return facts.subnets


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_matters_changes_it(change: Callable[[Facts], Facts]) -> None:
    assert fingerprint(change(FACTS), CHOSEN) != fingerprint(FACTS, CHOSEN)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_does_not_matter_leaves_it(change: Callable[[Facts], Facts]) -> None:
    assert fingerprint(change(FACTS), CHOSEN) == fingerprint(FACTS, CHOSEN)


def test_order_does_not_count() -> None:
    one = replace(FACTS, pairs=(PAIR, SECOND), drills=(MINE, replace(MINE, id="d-3")))
    other = replace(FACTS, pairs=(SECOND, PAIR), drills=(replace(MINE, id="d-3"), MINE))

    assert fingerprint(one, CHOSEN) == fingerprint(other, CHOSEN)


def test_the_chosen_vpc_counts_and_why_something_was_not_seen_does_not() -> None:
    draft = replace(CHOSEN, vpc_id=OWN)
    assert len({fingerprint(FACTS, one) for one in (AUTOMATIC, CHOSEN, draft)}) == 3
    unseen = [replace(FACTS, drills=Unseen(why)) for why in ("one", "another")]
    assert fingerprint(unseen[0], CHOSEN) == fingerprint(unseen[1], CHOSEN)
