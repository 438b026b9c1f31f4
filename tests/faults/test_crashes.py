"""`kill -9` at random moments and at every write of the journal: one drill, or proven none."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.faults.call import start
from tests.faults.crash import Plan, Usual, Wreck, clear_up, kill_at, kill_by
from tests.faults.demand import LONG, SEED
from tests.faults.operator import Cloud, Operator, hurried_cloud
from tests.faults.proxy import FaultProxy
from tests.faults.witness import Group, Witness

pytestmark = pytest.mark.faults

CRASHES = 2000 if LONG else 200
SEEDS = [int(SEED)] if SEED else range(1, CRASHES + 1)
WORKERS = 6
MOMENTS = ("before", "between", "after")
MOST_WRITES = 40


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with hurried_cloud(groups=CRASHES + CRASHES // 3 + 100) as cloud:
        yield cloud


@pytest.fixture(scope="module")
def witness(cloud: Cloud) -> Witness:
    return Witness.of(cloud.access)


@pytest.fixture(scope="module")
def groups(witness: Witness) -> Iterator[Group]:
    return iter(witness.drillable())


@dataclass(frozen=True)
class Desk:
    """A person's home, whose journal lives through many crashes, and the way from there."""

    operator: Operator
    proxy: FaultProxy

    def undisturbed(self, group: Group) -> Usual:
        """Start a drill and follow it to its end; what that takes."""
        come, begun = len(self.proxy.passages), time.monotonic()
        assert self.operator.run(*start(group, "drill-undisturbed")).code == 0
        return Usual(time.monotonic() - begun, len(self.proxy.passages) - come)


@pytest.fixture
def desks(cloud: Cloud, tmp_path: Path) -> Iterator[Sequence[Desk]]:
    """One for each worker."""
    with ExitStack() as stack:
        ways = [stack.enter_context(FaultProxy(cloud.access.endpoint)) for _ in range(WORKERS)]
        yield [
            Desk(Operator(tmp_path / f"home-{number}", cloud, way.endpoint), way)
            for number, way in enumerate(ways)
        ]


def test_kills_at_random_moments(
    witness: Witness, groups: Iterator[Group], desks: Sequence[Desk]
) -> None:
    free: SimpleQueue[Desk] = SimpleQueue()
    for desk in desks:
        free.put(desk)
    spare = [next(groups) for _ in desks]
    chosen = [(seed, next(groups)) for seed in SEEDS]

    def crashed(seed: int, group: Group) -> Wreck:
        plan, name, desk = Plan.of(seed), f"drill-crash-{seed}", free.get()
        try:
            kill_by(plan, usual, desk.operator, desk.proxy, (group, name))
            return clear_up(desk.operator, witness, group, name, impatient=plan.impatient)
        finally:
            free.put(desk)

    with ThreadPoolExecutor(WORKERS) as pool:
        runs = list(
            pool.map(lambda pair: pair[0].undisturbed(pair[1]), zip(desks, spare, strict=True))
        )
        usual = Usual(max(run.seconds for run in runs), max(run.requests for run in runs))
        wrecks = list(pool.map(lambda one: crashed(*one), chosen))
    print(f"seeds {SEEDS[0]} to {SEEDS[-1]}; {usual};", _figures(wrecks))  # noqa: T201
    failed = [
        f"DRILLTUI_SEED={seed} pytest -m faults {Path(__file__).name}: {fault}"
        for (seed, _), wreck in zip(chosen, wrecks, strict=True)
        for fault in wreck.faults()
    ]
    assert not failed, "\n".join(failed)


def _figures(wrecks: Sequence[Wreck]) -> str:
    """How far they had come when they were killed, and how many drills there are."""
    at_kill = Counter(wreck.at_kill for wreck in wrecks)
    come = ", ".join(f"{count} at {events}" for events, count in sorted(at_kill.items(), key=str))
    return f"events at the kill: {come}; drills: {sum(len(wreck.drills) for wreck in wrecks)}"


@pytest.mark.parametrize("moment", MOMENTS)
def test_kills_at_every_write_of_the_journal(
    moment: str, cloud: Cloud, witness: Witness, groups: Iterator[Group], tmp_path: Path
) -> None:
    operator = Operator(tmp_path / "home", cloud)
    faults: list[str] = []
    killed = 0
    for write in range(1, MOST_WRITES):
        group, name = next(groups), f"drill-write-{moment}-{write}"
        if kill_at(operator, group, name, write, moment) != -signal.SIGKILL:
            break
        killed += 1
        wreck = clear_up(operator, witness, group, name, impatient=write % 2 == 0)
        faults += [f"{moment} write {write}: {fault}" for fault in wreck.faults()]
    assert not faults, "\n".join(faults)
    assert killed >= 4  # intended, accepted, at least one look at the job, the drill
