"""A duplicate whose second delivery is refused because of the first, in a VPC that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drilltui.domain.sending import Sending
from tests.faults.call import Call
from tests.faults.catalogue import fault
from tests.faults.ledger import records
from tests.faults.operator import Cloud, Done, Operator, hurried_cloud
from tests.faults.proxy import FaultProxy
from tests.faults.witness import Witness

NAME = "drill-twice"


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with hurried_cloud(groups=0) as cloud:
        yield cloud


def _named(rows: list[dict[str, Any]], name: str) -> str:
    return next(str(row["id"]) for row in rows if row["name"] == name)


def test_the_answer_to_the_second_is_no_refusal_of_the_first(cloud: Cloud, tmp_path: Path) -> None:
    witness = Witness.of(cloud.access)
    group_id = _named(witness.ask("server-groups")["server_groups"], "pg-payments")
    vpc_id = _named(witness.ask("vpcs")["vpcs"], "vpc-drill-a")

    def start(operator: Operator, name: str) -> Done:
        where = ("--group", group_id, "--vpc", vpc_id)
        return operator.run("start", *where, "--name", name, "--yes", "--watch")

    with FaultProxy(cloud.access.endpoint) as proxy:
        operator = Operator(tmp_path / "home", cloud, proxy.endpoint)
        struck = Call.CREATE.struck
        proxy.arm(fault("twice, second"), struck.method, struck.pattern)
        done = start(operator, NAME)
        assert (done.code, proxy.delivered(struck.method, struck.pattern)) == (0, 2), done
        (drill,) = witness.drills(group_id)
        (record,) = records(operator.journal)
        assert record.exercise.create is not None
        assert record.exercise.create.sending is Sending.FOUND
        assert (drill["id"], drill["name"]) == (record.exercise.drill_id, NAME)

        another = start(operator, "drill-other")  # no duplicate: the VPC is in use, and that is all
        assert another.code == 1
        assert "SDRS.1921" in another.said
        assert len(witness.drills(group_id)) == 1
