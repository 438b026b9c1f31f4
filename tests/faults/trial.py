"""One fault at one call: what a person runs, what came of it in the cloud, and what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.faults.call import RESUME, Call, delete, rename, start
from tests.faults.fault import Fault, Reading
from tests.faults.ledger import Record, records
from tests.faults.operator import Cloud, Done, Operator
from tests.faults.proxy import FaultProxy
from tests.faults.witness import Group, Witness

UNFINISHED = 3
MOST_RESUMES = 4
DEAF_SECONDS = 0.5
"""Real seconds for which nobody listens to look-ups of a job: half a minute of the hurried clock.
Nobody listens to anything else before the command has ended."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a trial is about: a group of its own, and a drill in it where one must be there."""

    group: Group
    name: str
    drill_id: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial. `runs` are the command and then each `resume`, up to the end.

    `drills` are the group's drills in the cloud, `delivered` how often the struck
    request reached it.
    """

    call: Call
    fault: Fault
    subject: Subject
    runs: Sequence[Done]
    drills: Sequence[dict[str, Any]]
    delivered: int
    records: Sequence[Record]

    @property
    def new_name(self) -> str:
        """The name that the drill has when all went well; empty where there is none then."""
        if self.call is Call.DELETE:
            return ""
        return renamed(self.subject.name) if self.call is Call.RENAME else self.subject.name

    @property
    def done(self) -> bool:
        """Whether the cloud did what was asked."""
        if self.call is Call.DELETE:
            return not self.drills
        return self.new_name in {row["name"] for row in self.drills}


def renamed(name: str) -> str:
    """The name that a rename gives."""
    return f"{name}-renamed"


def arguments(call: Call, subject: Subject) -> tuple[str, ...]:
    """What the person types."""
    if call is Call.DELETE:
        return delete(subject.drill_id)
    if call is Call.RENAME:
        return rename(subject.drill_id, renamed(subject.name))
    return start(subject.group, subject.name)


class Trials:
    """Runs trials, each with a proxy, a home and a subject of its own."""

    def __init__(self, cloud: Cloud, folder: Path) -> None:
        self._cloud = cloud
        self._folder = folder
        self._witness = Witness.of(cloud.access)
        self._numbers = count(1)
        self._before: dict[Call, int] = {}
        self._nth: dict[Call, int] = {}

    def measure(self, call: Call, subject: Subject) -> Done:
        """Run `call` without a fault, to learn how many requests come before the struck one."""
        with FaultProxy(self._cloud.access.endpoint) as proxy:
            done = self._operator(call, proxy).run(*arguments(call, subject))
            struck = call.struck
            # Of several that match, the last one before the drill is sent is the telling one.
            sent = proxy.came_before("POST", Call.CREATE.struck.pattern) if call.creates else 0
            before = proxy.passages[:sent]
            self._nth[call] = max(1, sum(struck.fits(one.method, one.path) for one in before))
            self._before[call] = proxy.came_before(
                struck.method, struck.pattern, nth=self._nth[call]
            )
        return done

    def run(self, call: Call, fault: Fault, subject: Subject) -> Result:
        """Run the command with the fault, then `resume` for as long as that is called for."""
        struck = call.struck
        with FaultProxy(self._cloud.access.endpoint) as proxy:
            if fault.reading is Reading.NOTHING:
                proxy.deaf_after(self._before[call], DEAF_SECONDS if call is Call.JOB else None)
            else:
                proxy.arm(fault, struck.method, struck.pattern, nth=self._nth[call])
            operator = self._operator(call, proxy)
            runs = [operator.run(*arguments(call, subject))]
            proxy.disarm()
            while runs[-1].code == UNFINISHED and len(runs) <= MOST_RESUMES:
                runs.append(operator.run(*RESUME))
            return Result(
                call,
                fault,
                subject,
                runs,
                self._witness.drills(subject.group.id),
                proxy.delivered(struck.method, struck.pattern),
                records(operator.journal),
            )

    def _operator(self, call: Call, proxy: FaultProxy) -> Operator:
        home = self._folder / f"home-{next(self._numbers)}"
        return Operator(home, self._cloud, proxy.endpoint, password=call.by_password)


_VARIABLE = (
    (re.compile(r"not JSON: .*?(?=\. A proxy|\. It is| \(record|$)"), "not JSON: ..."),
    (re.compile(r"\d+ bytes, expected \d+"), "N bytes, expected N"),
    (re.compile(r"127\.0\.0\.1:\d+|127\.0\.0\.1"), "HOST"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "ID"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
    (re.compile(r"\bvpc-drill-[0-9a-f]{4}\b"), "vpc-drill-ID"),
    (re.compile(r"\b\d{8}-\d{4}-[a-z0-9]{4}\b"), "RECORD"),
    (re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?"), "TIME"),
    (re.compile(r"\b\d+(\.\d+)? (s|min|seconds|looks)\b"), r"N \2"),
)


def masked(text: str, subject: Subject) -> str:
    """`text` without what is another one in each run."""
    text = text.replace(renamed(subject.name), "NEW-NAME").replace(subject.name, "NAME")
    text = text.replace(subject.group.name, "GROUP")
    for pattern, word in _VARIABLE:
        text = pattern.sub(word, text)
    return text
