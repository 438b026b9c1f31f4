"""A sandbox in a process of its own, and two clients that do not know each other.

The SDK is imported by fixtures only, so that these tests can be collected without it.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drilltui.clock import FastClock
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.domain.credential import AccessKey
from drilltui.domain.secret import Secret
from drilltui.sandbox.embedded import Access
from drilltui.services.requests import Requests

if TYPE_CHECKING:
    from tests.peers.vendor import Vendor

SPEED = 40
"""How fast the sandbox runs: creating a drill takes about a second."""

CLIENT_SPEED = 10
"""How fast our client's clock runs, so that its limiter costs little. A test may last a minute
before the gateway would find the signatures' dates 15 minutes off."""


@pytest.fixture(scope="session")
def vendor_type() -> type[Vendor]:
    """The SDK behind a few names; without it, the test says what to install."""
    try:
        from tests.peers.vendor import Vendor
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("huaweicloudsdk"):
            raise
        pytest.fail(
            f"The vendor's SDK lacks {error.name}. Install it: pip install -e '.[test,peers]'",
            pytrace=False,
        )
    return Vendor


@pytest.fixture(scope="session")
def access(vendor_type: type[Vendor], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """A running ``drilltui sandbox``; it must end cleanly and in silence when it is told to."""
    complaints: Path = tmp_path_factory.mktemp("sandbox") / "stderr"
    command = [sys.executable, "-m", "drilltui", "sandbox", "--port", "0", "--speed", str(SPEED)]
    with (
        complaints.open("w") as stderr,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line, f"the sandbox did not start: {complaints.read_text()}"
            yield Access(**json.loads(line))
            process.terminate()
            assert process.wait(timeout=10) == 0
            assert process.stdout.read() == ""
            assert complaints.read_text() == ""
        finally:
            process.kill()


@pytest.fixture(scope="session")
def vendor(vendor_type: type[Vendor], access: Access) -> Iterator[Vendor]:
    """The SDK in the main project."""
    opened = vendor_type(access)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def insurance(vendor_type: type[Vendor], vendor: Vendor, access: Access) -> Iterator[Vendor]:
    """The SDK in the account's other project, found by its name."""
    name = f"{access.region}_insurance"
    (project,) = vendor.iam.ask("keystone_list_projects", name=name).projects
    opened = vendor_type(replace(access, project_id=project.id))
    yield opened
    opened.close()


@pytest.fixture
async def ours(access: Access) -> AsyncIterator[HuaweiCloud]:
    """Our own client, on the same socket."""
    cloud = open_cloud(
        endpoint=access.endpoint,
        project_id=access.project_id,
        credential=AccessKey(access.ak, Secret(access.sk)),
        clock=FastClock(CLIENT_SPEED),
        log=Requests(),
        chance=random.Random(7),
    )
    yield cloud
    await cloud.close()
