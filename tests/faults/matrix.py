"""The fault matrix: every fault at every call it can strike, each in a group of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.faults.call import Call
from tests.faults.catalogue import FAULTS
from tests.faults.fault import Fault
from tests.faults.operator import Cloud
from tests.faults.trial import Result, Subject, Trials
from tests.faults.witness import Witness

GROUPS = 400
WORKERS = 5
"""Programs that run at once. Most of the time they wait."""

LIMIT = 30.0


def rows() -> Sequence[tuple[Call, Fault]]:
    """The rows of the table. Duplicates are told of changes, a token of refused ones."""
    return [(call, fault) for call in Call for fault in FAULTS if _is_told(call, fault)]


def _is_told(call: Call, fault: Fault) -> bool:
    if call is Call.CREATE_BY_PASSWORD:
        return fault.name.startswith("401")
    return call.struck.changes or fault.deliveries < 2


def results(cloud: Cloud, folder: Path) -> Sequence[Result]:
    """Run the whole matrix."""
    trials, witness = Trials(cloud, folder), Witness.of(cloud.access)
    subjects = _subjects(witness)
    measured = [(call, next(subjects)) for call in Call]
    asked = [(call, fault, next(subjects)) for call, fault in rows()]
    given = [(call, one) for call, one in measured] + [(call, one) for call, _, one in asked]
    for call, subject in given:
        if not call.creates:
            witness.create(subject.group.id, subject.name)
    for call, subject in measured:
        done = trials.measure(call, _ready(witness, call, subject))
        assert done.code == 0, (call, done)

    def tried(one: tuple[Call, Fault, Subject]) -> Result:
        call, fault, subject = one
        return trials.run(call, fault, _ready(witness, call, subject))

    with ThreadPoolExecutor(WORKERS) as pool:
        return [*pool.map(tried, asked)]


def _subjects(witness: Witness) -> Iterator[Subject]:
    for number, group in enumerate(witness.drillable(), start=1):
        yield Subject(group, f"drill-fault-{number:03}")


def _ready(witness: Witness, call: Call, subject: Subject) -> Subject:
    """The subject with its drill, once that is made; there is none yet where one is started."""
    if call.creates:
        return subject
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        (drill,) = witness.drills(subject.group.id)
        if drill["status"] == "available":
            return replace(subject, drill_id=drill["id"])
        time.sleep(0.05)
    raise AssertionError(f"{subject.name} is not made in {LIMIT} s")
