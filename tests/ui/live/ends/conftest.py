"""A cloud with groups to drill, a host that knows it, and what a run may leave behind there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from drilltui.domain.record import Kind
from drilltui.domain.sending import Sending
from drilltui.sandbox.embedded import Access
from tests.served import Host, served
from tests.ui.live.conftest import host_of
from tests.ui.live.ends.left_behind import LeftBehind, free_groups, left_behind
from tests.ui.live.ends.withholding import Withholding, withholding


@pytest.fixture(scope="package")
def cloud() -> Iterator[Access]:
    """A cloud in which a drill takes its time."""
    with served("smooth", "--groups", "49") as access:
        yield access


@pytest.fixture(scope="module")
def groups(cloud: Access) -> Iterator[str]:
    """Names of groups that may be drilled; each test takes one."""
    return iter(free_groups(cloud))


@pytest.fixture
def group(groups: Iterator[str]) -> str:
    """A group of this test's own."""
    return next(groups)


@pytest.fixture
def host(tmp_path: Path, cloud: Access) -> Host:
    """A host of this test whose profile leads to that cloud."""
    host = host_of(tmp_path, cloud)
    host.write("aksk", host.project)
    return host


@pytest.fixture
def way(cloud: Access, host: Host) -> Iterator[Withholding]:
    """The host's way to SDRS, on which no answer to a create comes back."""
    with withholding(cloud.endpoint) as way:
        host.sdrs = way.endpoint
        host.write("aksk", host.project)
        yield way


def keyed(host: Host, **more: str) -> Mapping[str, str]:
    """The environment of a person who has set the sandbox's key, and more."""
    return {**host.environ, **host.key, **more}


def is_being_made(host: Host, *, accepted: bool = True, seen: bool = True) -> LeftBehind:
    """Check that the record says what is true: accepted, its job running, one drill.

    Not `accepted` or not `seen`, that much could not be written.
    """
    left = left_behind(host.home, host.access)
    told = [*([Kind.ACCEPTED] if accepted else []), *([Kind.JOB] if seen else [])]
    assert left.kinds[: 3 + len(told)] == (Kind.OPENED, Kind.PREFLIGHT, Kind.INTENDED, *told)
    assert (Kind.JOB in left.kinds) == seen
    assert left.create.running
    assert left.sight.job is not None
    assert left.sight.job.id == left.create.job_id
    assert left.drills == 1
    return left


def is_open(host: Host) -> LeftBehind:
    """Check that the record leaves open what nobody knew, and that a second run finds the drill."""
    left = left_behind(host.home, host.access)
    assert left.kinds == (Kind.OPENED, Kind.PREFLIGHT, Kind.INTENDED)
    assert left.create.open
    assert left.sight.search is not None
    assert left.sight.search.settlement.sending is Sending.FOUND
    assert left.drills == 1
    return left
