"""The way to the services, for the doctor: whom we trust, and each step to a URL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from drilltui.domain.errors import UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.language import tr
from drilltui.domain.verdict import Verdict
from drilltui.wiring.trusts import Trusts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drilltui.domain.profile import Profile


class HostNetwork:
    """A `services.doctor.Network`: this host's certificates, names and proxies."""

    def __init__(self, trusts: Trusts | None = None) -> None:
        self._trusts = trusts or Trusts()

    async def certificates(self, profile: Profile) -> Sequence[Finding]:
        """Say which certificates are trusted. ConfigError for a `ca_file` that cannot be used."""
        _, finding = await self._trusts.of(profile.ca_file)
        return (finding,)

    async def reach(self, profile: Profile, url: str) -> Sequence[Finding]:
        """Go to `url` as a client would, without sending a request of the API.

        What is wrong with the certificates is said by `certificates`, and not for each way again.
        """
        from drilltui.cloud.reach import reach

        try:
            trust, _ = await self._trusts.of(profile.ca_file)
        except UsageError:
            return (Finding("TLS", Verdict.STOP, tr("not tried: the certificates cannot be used")),)
        return await reach(url, trust=trust, environ=os.environ)
