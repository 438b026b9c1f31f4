"""Hosts for the tests of keyrings; see `host` and `tests.requirements`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.requirements import need_keyring
from tests.store.vault.host import Host


@pytest.fixture
def bare_host() -> Iterator[Host]:
    """A host where nothing runs."""
    with Host() as host:
        yield host


@pytest.fixture
def host(bare_host: Host) -> Host:
    """A host that has what a keyring needs, and nothing of it running yet."""
    need_keyring()
    return bare_host


@pytest.fixture
def open_host(host: Host) -> Host:
    """A host with an open keyring."""
    host.bus()
    host.keyring()
    return host
