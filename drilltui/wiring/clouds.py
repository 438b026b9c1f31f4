"""Real clouds, opened one after the other in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.wiring.trusts import Trusts

if TYPE_CHECKING:
    from random import Random

    from drilltui.cloud.key_lock import KeyLocks
    from drilltui.cloud.token_store import TokenStore
    from drilltui.domain.credential import Credential
    from drilltui.domain.ports import Clock, Cloud, Person, RequestLog
    from drilltui.domain.profile import Profile


class Clouds:
    """Opens clouds that share what one run knows: tokens, locked keys, and whom it trusts."""

    def __init__(self, clock: Clock, chance: Random, trusts: Trusts | None = None) -> None:
        self._clock = clock
        self._chance = chance
        self._shared: tuple[TokenStore, KeyLocks] | None = None
        self._trusts = trusts or Trusts()

    async def open(
        self, profile: Profile, credential: Credential, person: Person, log: RequestLog
    ) -> Cloud:
        """Return the cloud of `profile`; nothing is sent yet.

        Raises UsageError for an endpoint, a key or a proxy that can be none, ConfigError for a
        `ca_file` that cannot be used.
        """
        import asyncio

        # The first cloud brings the HTTP library, and may never be needed. Both that and reading
        # certificates would stop keys and pictures for a tenth of a second.
        await asyncio.to_thread(_bring)
        trust, _ = await self._trusts.of(profile.ca_file)

        from drilltui.cloud.endpoints import Endpoints
        from drilltui.cloud.huawei import open_cloud
        from drilltui.cloud.key_lock import KeyLocks
        from drilltui.cloud.token_store import TokenStore

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
            trust=trust,
        )


def _bring() -> None:
    import drilltui.cloud.huawei  # noqa: F401
