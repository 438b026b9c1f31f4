"""One cloud for all, and a host of its own for each test, which has to be clean in the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.requirements import need_keyring
from tests.secrecy.far_end import FarEnd
from tests.secrecy.scene import Scene
from tests.store.vault.host import Host


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarEnd]:
    far_end = FarEnd()
    with far_end.served(tmp_path_factory.mktemp("far-end")):
        yield far_end


@pytest.fixture
def scene(far: FarEnd) -> Iterator[Scene]:
    """A host without a desktop."""
    with Host() as host, Scene(far, host) as scene:
        yield scene


@pytest.fixture
def desktop(scene: Scene) -> Scene:
    """A host with an open Secret Service."""
    need_keyring()
    scene.host.bus()
    scene.host.keyring(scene.far["keyring password"])
    return scene
