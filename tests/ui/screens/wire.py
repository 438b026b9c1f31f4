"""A rehearsal over a wire that does to requests what a test says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drilltui.cloud.http import asgi_transport
from tests.drive import Drive, rehearsal
from tests.wire import Wire

__all__ = ["Wire", "wired"]


@asynccontextmanager
async def wired(
    size: tuple[int, int] = (80, 24),
    scenario: str = "smooth",
    *,
    wire: Wire | None = None,
    groups: int = 0,
) -> AsyncIterator[tuple[Drive, Wire]]:
    """Start a rehearsal over a wire; one with faults may be given for what comes first."""
    between = wire or Wire()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "drilltui.cloud.http.asgi_transport", lambda app: between.to(asgi_transport(app))
        )
        async with rehearsal(size, scenario, groups=groups) as drive:
            yield drive, between
