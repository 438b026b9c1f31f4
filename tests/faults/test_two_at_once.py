"""Two drilltui of one user start a drill of the same group at the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.call import begin
from tests.faults.ledger import records
from tests.faults.operator import Cloud, Done, Operator, ended, hurried_cloud
from tests.faults.witness import Group, Witness

pytestmark = pytest.mark.faults

PAIRS = 100
WORKERS = 3
SLOWER = 5
"""How many times as fast time runs: no drill may be made before the slower one of two asks."""

ACCEPTED = 0
TOLD = {
    2: "The group has a drill called {name} already",
    3: "(record ",
}
"""What the other one is told, by its exit status: the name is in use, or which record is in the
way."""


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with hurried_cloud(groups=PAIRS + 50, speed=SLOWER) as cloud:
        yield cloud


def both(operator: Operator, group: Group, names: tuple[str, str]) -> tuple[Done, Done]:
    """Start two at once; wait for both."""
    first, second = (operator.start(*begin(group, name)) for name in names)
    return ended(first), ended(second)


def test_one_drill_each_time_and_the_other_is_told_why(cloud: Cloud, tmp_path: Path) -> None:
    witness = Witness.of(cloud.access)
    operators = [Operator(tmp_path / f"home-{number}", cloud) for number in range(WORKERS)]
    groups = witness.drillable()[:PAIRS]

    def one(number: int) -> tuple[str, list[str]]:
        group, operator = groups[number], operators[number % WORKERS]
        name = f"drill-two-{number}"
        names = (name, name if number % 2 else f"{name}-b")
        runs = both(operator, group, names)
        return _judged(runs, [row["name"] for row in witness.drills(group.id)], names)

    with ThreadPoolExecutor(WORKERS) as pool:
        judged = list(pool.map(one, range(PAIRS)))
    print(Counter(codes for codes, _ in judged))  # noqa: T201
    wrong = [f"{number}: {codes}: {what}" for number, (codes, what) in enumerate(judged) if what]
    assert not wrong, "\n".join(wrong)
    for operator in operators:
        assert all(record.is_whole for record in records(operator.journal))


def _judged(
    runs: tuple[Done, Done], drills: list[str], names: tuple[str, str]
) -> tuple[str, list[str]]:
    """The two exit statuses, and everything that is wrong."""
    codes = " ".join(str(run.code) for run in sorted(runs, key=lambda run: run.code))
    wrong = [] if len(drills) == 1 else [f"{len(drills)} drills"]
    won = [name for run, name in zip(runs, names, strict=True) if run.code == ACCEPTED]
    if won != drills:
        wrong.append(f"{won} say so, {drills} are there")
    for run, name in zip(runs, names, strict=True):
        if run.code == ACCEPTED:
            continue
        told = TOLD.get(run.code)
        if told is None or told.format(name=name) not in run.said or "Traceback" in run.err:
            wrong.append(f"{run.code}: {run.said}")
    return codes, wrong
