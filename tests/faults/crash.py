"""A `kill -9` in the middle of `start --watch`, what the person does then, and what came of it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from drilltui.domain.sending import DONE_BY_CLOUD, Sending
from tests.faults.call import RESUME, start
from tests.faults.ledger import Record, records
from tests.faults.operator import Done, Operator, ended
from tests.faults.proxy import FaultProxy
from tests.faults.trial import MOST_RESUMES, UNFINISHED
from tests.faults.witness import Group, Witness

Wanted = tuple[Group, str]
"""The group to drill, and the drill's name."""

_NEVER_DONE = (Sending.ABSENT, Sending.REFUSED, Sending.NOT_SENT)


@dataclass(frozen=True, slots=True)
class Usual:
    """What an undisturbed run takes: real seconds, and requests to the cloud."""

    seconds: float
    requests: int


@dataclass(frozen=True, slots=True)
class Plan:
    """When to kill: at a `share` of an undisturbed run. And whether the person is impatient.

    That share is one of its time, or with `by_request` one of its requests: the kill comes `late`
    seconds after that request, in the middle of what is done with it. Most of a run's time is
    spent before it has begun to do anything.

    Who is impatient starts the same drill again at once, before anything was settled.
    """

    seed: int
    share: float
    by_request: bool
    late: float
    impatient: bool

    @classmethod
    def of(cls, seed: int) -> Plan:
        """The plan of a seed."""
        dice = Random(seed)
        return cls(
            seed,
            dice.uniform(0.05, 1.1),
            dice.random() < 0.7,
            dice.uniform(0, 0.03),
            dice.random() < 0.5,
        )


@dataclass(frozen=True, slots=True)
class Wreck:
    """What came of a crash. `at_kill` is how many events its record had, None for no record."""

    group: Group
    name: str
    at_kill: int | None
    runs: Sequence[Done]
    drills: Sequence[str]
    records: Sequence[Record]

    def faults(self) -> Sequence[str]:
        """Everything that is wrong, in words; nothing for none."""
        done = [
            one.exercise
            for one in self.records
            if one.exercise.create and one.exercise.create.sending in DONE_BY_CLOUD
        ]
        told = "".join(run.out + run.err for run in self.runs)
        checks = {
            f"{len(self.drills)} drills": len(self.drills) > 1,
            "the records do not know": sorted(self.drills) != sorted(one.drill_id for one in done),
            "a broken record": not all(one.is_whole for one in self.records),
            "something is left": any(one.exercise.unfinished for one in self.records),
            "neither done nor proven absent": any(
                one.exercise.create is None
                or one.exercise.create.sending not in (*DONE_BY_CLOUD, *_NEVER_DONE)
                for one in self.records
            ),
            f"ended with {self.runs[-1].code}": self.runs[-1].code not in (0, 2, 4),
            "a traceback": "Traceback" in told,
        }
        return [
            f"{what} {[run.said for run in self.runs]}" for what, wrong in checks.items() if wrong
        ]


def kill_by(
    plan: Plan, usual: Usual, operator: Operator, proxy: FaultProxy, wanted: Wanted
) -> None:
    """Start a drill and kill that when it is time, or let it end before."""
    come = len(proxy.passages)
    with operator.start(*start(*wanted)) as process:
        seconds = plan.share * usual.seconds
        if plan.by_request:
            proxy.wait_for(come + max(1, round(plan.share * usual.requests)), 1.2 * usual.seconds)
            seconds = plan.late
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=seconds)
        process.kill()


def kill_at(operator: Operator, group: Group, name: str, write: int, moment: str) -> int:
    """Start a drill that kills itself at a write of its journal; return the exit status."""
    return ended(operator.start(*start(group, name), FAULTS_DIE=f"{write} {moment}")).code


def clear_up(
    operator: Operator, witness: Witness, group: Group, name: str, *, impatient: bool
) -> Wreck:
    """Do what a person does after a crash, up to the end; look what has come of it."""
    there = _of(operator, group)
    at_kill = len(there[0].events) if there else None
    runs = [operator.run(*start(group, name))] if impatient else []
    runs.append(operator.run(*RESUME))
    while runs[-1].code == UNFINISHED and len(runs) <= MOST_RESUMES:
        runs.append(operator.run(*RESUME))
    drills = [row["id"] for row in witness.drills(group.id)]
    return Wreck(group, name, at_kill, runs, drills, _of(operator, group))


def _of(operator: Operator, group: Group) -> Sequence[Record]:
    return [one for one in records(operator.journal) if one.exercise.group_id == group.id]
