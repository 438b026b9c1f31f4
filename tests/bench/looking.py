"""What a look before a drill takes, where the cloud is far away."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from drilltui.domain.preflight.vpc_choice import vpc_choices
from tests.bench.figure import Figure
from tests.preflight.crowd import INSTANCES, ONE_WAY, VPCS, measured
from tests.preflight.many_vpcs import SUBNETS_EACH, many_vpcs


def figures() -> Iterator[Figure]:
    """Time on the line and time of the processor, for a large group in a large project."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
    world = f"{INSTANCES} instances, {VPCS} VPCs, {ONE_WAY * 1000:.0f} ms one way"
    requests = f"{found.requests} requests, at most {found.most} at once"
    yield Figure("preflight, on the line", found.seconds, 1.5, "s", f"{world}; {requests}")
    yield Figure("preflight, processor", found.cpu * 1000, 1500, "ms", "both ends")
    yield _listed(1000)


def _listed(vpcs: int) -> Figure:
    """Time for which the screen stands still while the VPCs of a project are judged."""
    facts = many_vpcs(vpcs, servers=INSTANCES)
    begun = time.perf_counter()
    vpc_choices(facts)
    spent = (time.perf_counter() - begun) * 1000
    world = f"{vpcs} VPCs, {vpcs * SUBNETS_EACH} subnets, {INSTANCES} servers"
    return Figure("preflight, list of VPCs", spent, 100, "ms", world)
