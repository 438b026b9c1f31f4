"""`kill -9` at random moments and at every write of the journal: one drill, or proven none."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.faults.call import start
from tests.faults.crash import Plan, Wreck, clear_up, kill_after, kill_at
from tests.faults.demand import LONG, SEED
from tests.faults.operator import Cloud, Operator, hurried_cloud
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


class Hosts:
    """As many homes as there are workers: a journal lives through many crashes."""

    def __init__(self, cloud: Cloud, folder: Path) -> None:
        self._free: SimpleQueue[Operator] = SimpleQueue()
        for number in range(WORKERS):
            self._free.put(Operator(folder / f"home-{number}", cloud))

    def take(self) -> Operator:
        return self._free.get()

    def give_back(self, operator: Operator) -> None:
        self._free.put(operator)


def test_kills_at_random_moments(
    cloud: Cloud, witness: Witness, groups: Iterator[Group], tmp_path: Path
) -> None:
    hosts = Hosts(cloud, tmp_path)
    usual = [next(groups) for _ in range(WORKERS)]
    chosen = [(seed, next(groups)) for seed in SEEDS]

    def undisturbed(group: Group) -> float:
        operator, begun = hosts.take(), time.monotonic()
        try:
            assert operator.run(*start(group, "drill-undisturbed")).code == 0
        finally:
            hosts.give_back(operator)
        return time.monotonic() - begun

    def crashed(seed: int, group: Group) -> Wreck:
        plan, name, operator = Plan.of(seed), f"drill-crash-{seed}", hosts.take()
        try:
            kill_after(operator, group, name, plan.share * length)
            return clear_up(operator, witness, group, name, impatient=plan.impatient)
        finally:
            hosts.give_back(operator)

    with ThreadPoolExecutor(WORKERS) as pool:
        length = max(pool.map(undisturbed, usual))
        wrecks = list(pool.map(lambda one: crashed(*one), chosen))
    print(f"seeds {SEEDS[0]} to {SEEDS[-1]}, {length:.1f} s each;", _figures(wrecks))  # noqa: T201
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
