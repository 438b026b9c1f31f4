"""What a look before a drill takes, where the cloud is far away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.preflight.crowd import INSTANCES, ONE_WAY, VPCS, measured


def figures() -> Iterator[Figure]:
    """Time on the line and time of the processor, for a large group in a large project."""
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder))
    world = f"{INSTANCES} instances, {VPCS} VPCs, {ONE_WAY * 1000:.0f} ms one way"
    requests = f"{found.requests} requests, at most {found.most} at once"
    yield Figure("preflight, on the line", found.seconds, 1.5, "s", f"{world}; {requests}")
    yield Figure("preflight, processor", found.cpu * 1000, 1500, "ms", "both ends")
