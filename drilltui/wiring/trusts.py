"""Whom this run trusts, read aside: it takes a while, and on a share that hangs for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.domain.errors import ConfigError, UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

if TYPE_CHECKING:
    from ssl import SSLContext

    from drilltui.domain.finding import Finding

LIMIT = 10.0
"""Seconds that reading certificates may take."""


class Trusts:
    """Gives the same context for the same `ca_file`, all through one run.

    Certificates are read in a thread, which is left to itself after `limit` seconds.
    """

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._known: dict[str, tuple[SSLContext, Finding]] = {}

    async def of(self, ca_file: str) -> tuple[SSLContext, Finding]:
        """Return whom to trust, and where that comes from (see `cloud.trust`).

        Raises ConfigError for a `ca_file` that cannot be used, UsageError for other certificates.
        """
        import asyncio

        if ca_file not in self._known:
            try:
                async with asyncio.timeout(self._limit):
                    self._known[ca_file] = await asyncio.to_thread(_read, ca_file)
            except TimeoutError:
                raise self._late(ca_file) from None
        return self._known[ca_file]

    def _late(self, ca_file: str) -> UsageError:
        remedy = tr("Check the disk or the share that they lie on.")
        if ca_file:
            what = tr(
                "ca_file {file} cannot be read: no answer in {seconds:g} s.",
                file=plain(ca_file)[:120],
                seconds=self._limit,
            )
            return ConfigError(what, remedy)
        what = tr(
            "This host's certificates cannot be read: no answer in {seconds:g} s.",
            seconds=self._limit,
        )
        return UsageError(what, remedy)


def _read(ca_file: str) -> tuple[SSLContext, Finding]:
    from drilltui.cloud.trust import trusted

    return trusted(ca_file)
