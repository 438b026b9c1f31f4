"""The sandbox with many doors, served once for each file of tests, and hosts that know it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from drilltui.sandbox.embedded import Access
from tests.served import Host, served


@pytest.fixture(scope="module")
def doors() -> Iterator[Access]:
    """The scenario `doors` over plain HTTP; no test may lock one of its users for another."""
    with served("doors") as access:
        yield access


@pytest.fixture
def host(tmp_path: Path, doors: Access) -> Host:
    """A host of this test whose profile leads there."""
    return host_of(tmp_path, doors)


def host_of(home: Path, access: Access) -> Host:
    """A host whose profile nobody has in the kernel's keyring, which is the user's own."""
    return Host(home, access, profile=f"prod-{secrets.token_hex(4)}")
