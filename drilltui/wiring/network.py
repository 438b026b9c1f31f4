"""The way to the services, for the doctor: whom we trust, and each step to a URL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drilltui.domain.finding import Finding
    from drilltui.domain.profile import Profile


class HostNetwork:
    """A `services.doctor.Network`: this host's certificates, names and proxies."""

    async def certificates(self, profile: Profile) -> Sequence[Finding]:
        """Say which certificates are trusted. ConfigError for a `ca_file` that cannot be used."""
        from drilltui.cloud.trust import trusted

        return (trusted(profile.ca_file)[1],)

    async def reach(self, profile: Profile, url: str) -> Sequence[Finding]:
        """Go to `url` as a client would, without sending a request of the API."""
        from drilltui.cloud.reach import reach
        from drilltui.cloud.trust import trusted

        return await reach(url, trust=trusted(profile.ca_file)[0], environ=os.environ)
