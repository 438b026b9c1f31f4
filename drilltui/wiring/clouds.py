"""Real clouds, opened one after the other in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random
    from ssl import SSLContext

    from drilltui.cloud.key_lock import KeyLocks
    from drilltui.cloud.token_store import TokenStore
    from drilltui.domain.credential import Credential
    from drilltui.domain.ports import Clock, Cloud, Person, RequestLog
    from drilltui.domain.profile import Profile


class Clouds:
    """Opens clouds that share what one run knows: tokens, locked keys, and whom it trusts."""

    def __init__(self, clock: Clock, chance: Random) -> None:
        self._clock = clock
        self._chance = chance
        self._shared: tuple[TokenStore, KeyLocks] | None = None
        self._trusts: dict[str, SSLContext] = {}

    def open(
        self, profile: Profile, credential: Credential, person: Person, log: RequestLog
    ) -> Cloud:
        """Return the cloud of `profile`; nothing is sent yet.

        Raises UsageError for an endpoint, a key or a proxy that can be none, ConfigError for a
        `ca_file` that cannot be used.
        """
        from drilltui.cloud.endpoints import Endpoints
        from drilltui.cloud.huawei import open_cloud
        from drilltui.cloud.key_lock import KeyLocks
        from drilltui.cloud.token_store import TokenStore

        # Made here, not before: the first cloud brings the HTTP library, and may never be needed.
        self._shared = self._shared or (TokenStore(), KeyLocks())
        tokens, locks = self._shared
        return open_cloud(
            endpoint=Endpoints.of_profile(profile),
            credential=credential,
            project_id=profile.project_id,
            region=profile.region,
            clock=self._clock,
            log=log,
            chance=self._chance,
            person=person,
            tokens=tokens,
            locks=locks,
            readonly=profile.readonly,
            trust=self._trust(profile.ca_file),
        )

    def _trust(self, ca_file: str) -> SSLContext:
        """Return whom to trust; reading a host's certificates takes a while, so once a run."""
        from drilltui.cloud.trust import trusted

        if ca_file not in self._trusts:
            self._trusts[ca_file], _ = trusted(ca_file)
        return self._trusts[ca_file]
