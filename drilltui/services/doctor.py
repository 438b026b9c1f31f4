"""Looks at everything that signing in needs, one thing after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from drilltui.domain.errors import CredentialsNeeded, DrilltuiError, Refused
from drilltui.domain.finding import Finding
from drilltui.domain.language import tr
from drilltui.domain.ports import Person
from drilltui.domain.profile import NEEDED, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from drilltui.services.entrance import Entrance

Look: TypeAlias = Callable[[], Awaitable[Sequence[Finding]]]
"""Looks at one thing of this host. May raise whatever it likes."""


class Network(Protocol):
    """The ways from here to the services. Nothing of the API is sent on them."""

    async def certificates(self, profile: Profile) -> Sequence[Finding]:
        """Whose certificates are trusted."""
        ...

    async def reach(self, profile: Profile, url: str) -> Sequence[Finding]:
        """The steps to `url`: proxy, name, connection, TLS. Ends in bounded time."""
        ...


LIMIT = 15.0
"""Seconds that one look may take."""

SIGN_IN_LIMIT = 40.0
"""Seconds that the check of the sign-in may take; what a person takes for a passcode is extra."""

CONFIGURATION, CLOUD, HOST = 2, 4, 5
"""Exit statuses by where something stops; see `domain.errors`."""

_OWN_STATUS = frozenset({CONFIGURATION, CLOUD, HOST})


@dataclass(frozen=True, slots=True)
class Step:
    """A look at something, and the exit status that it calls for when it stops."""

    subject: str
    status: int
    look: Look


@dataclass(frozen=True, slots=True)
class Examined:
    """A finding, and the exit status it calls for: 0 when nothing stops."""

    finding: Finding
    status: int


class Doctor:
    """One examination. `first` are the steps before there is a profile.

    Each look is on its own: one that fails or does not end is a finding, and the next one is taken.
    """

    def __init__(
        self,
        first: Sequence[Step],
        open_entrance: Callable[[], Entrance],
        network: Network,
        person: Person,
        *,
        limit: float = LIMIT,
        sign_in_limit: float = SIGN_IN_LIMIT,
    ) -> None:
        self._first = tuple(first)
        self._open_entrance = open_entrance
        self._network = network
        self._person = person
        self._limit = limit
        self._sign_in_limit = sign_in_limit
        self._entrance: Entrance | None = None
        self._profile: Profile | None = None
        self._reachable = False

    async def examine(self, named: str) -> AsyncIterator[Examined]:
        """Yield what is found, for the profile `named` (empty: the usual one)."""

        async def profile() -> Sequence[Finding]:
            return await self._look_at_profile(named)

        for step in (
            *self._first,
            Step("configuration", CONFIGURATION, self._look_at_configuration),
            Step("keyring", HOST, self._look_at_keyrings),
            Step("profile", CONFIGURATION, profile),
        ):
            for examined in await self._taken(step):
                yield examined
        for examined in await self._look_at_network():
            yield examined
        for examined in await self._taken(Step("sign-in", CLOUD, self._sign_in), bounded=False):
            yield examined

    async def _taken(self, step: Step, *, bounded: bool = True) -> list[Examined]:
        """Take one look. One that is not `bounded` sees to that itself."""
        try:
            async with asyncio.timeout(self._limit if bounded else None):
                found = await step.look()
        except TimeoutError:
            late = Finding(step.subject, Verdict.UNKNOWN, tr("no answer in time"), tr("Try again."))
            return [Examined(late, step.status)]
        except DrilltuiError as error:
            own = error.exit_code if error.exit_code in _OWN_STATUS else step.status
            code = error.code if isinstance(error, Refused) else ""
            return [
                Examined(Finding(step.subject, Verdict.STOP, error.what, error.remedy, code), own)
            ]
        except Exception as bug:  # noqa: BLE001 - a named edge: the other looks must go on
            fault = tr("the look itself failed: {kind}", kind=type(bug).__name__)
            remedy = tr("This is a fault of drilltui; please report it.")
            return [Examined(Finding(step.subject, Verdict.UNKNOWN, fault, remedy), HOST)]
        return [Examined(one, step.status if one.verdict is Verdict.STOP else 0) for one in found]

    async def _look_at_configuration(self) -> Sequence[Finding]:
        entrance = self._open_entrance()
        known = entrance.configuration().profiles
        self._entrance = entrance
        listed = tr(", ").join(known) or tr("none")
        return (
            Finding(
                "configuration", Verdict.OK, tr("can be read; profiles: {names}", names=listed)
            ),
        )

    async def _look_at_keyrings(self) -> Sequence[Finding]:
        if self._entrance is None:
            return ()
        choice = await self._entrance.credentials.vaults()
        kept = Finding(
            "secrets",
            Verdict.OK if choice.best.lasting else Verdict.WARN,
            choice.sentence,
        )
        return (*choice.findings, kept)

    async def _look_at_profile(self, named: str) -> Sequence[Finding]:
        if self._entrance is None:
            return ()
        try:
            name = self._entrance.chosen(named)
        except CredentialsNeeded as error:
            return (Finding("profile", Verdict.WARN, error.what, error.remedy),)
        resolved = self._entrance.located(name)
        self._profile = resolved.profile
        return (Finding("profile", Verdict.OK, name), *_values(resolved))

    async def _look_at_network(self) -> list[Examined]:
        """Look at the ways to all services at once: waiting for four would be four times as long.

        Only those that a drill needs: a cloud may be without the others.

        Without a profile nobody knows where the services are.
        """
        if not (profile := self._profile):
            return []

        async def certificates() -> Sequence[Finding]:
            return await self._network.certificates(profile)

        hosts: dict[str, list[str]] = {}
        for service in NEEDED:
            hosts.setdefault(profile.url(service), []).append(service)
        ways = [self._look_at_way(profile, url, "/".join(names)) for url, names in hosts.items()]
        trust = await self._taken(Step("certificates", CLOUD, certificates))
        found = await asyncio.gather(*ways)
        self._reachable = any(not any(one.status for one in way) for way in found)
        return [*trust, *(one for way in found for one in way)]

    async def _look_at_way(self, profile: Profile, url: str, services: str) -> list[Examined]:
        async def look() -> Sequence[Finding]:
            return await self._network.reach(profile, url)

        found = await self._taken(Step("network", CLOUD, look))
        return [
            replace(
                one, finding=replace(one.finding, subject=f"{services} {tr(one.finding.subject)}")
            )
            for one in found
        ]

    async def _sign_in(self) -> Sequence[Finding]:
        """Do what the sign-in screen's check does, with the credential that would be used."""
        if self._entrance is None or self._profile is None:
            return ()
        async with asyncio.timeout(self._limit):
            found = await self._entrance.credentials.find(self._profile)
        origin = Finding("credential", Verdict.OK, tr("from {origin}", origin=found.origin.words))
        if not self._reachable:
            vain = tr("not tried: no service can be reached")
            return (origin, Finding("sign-in", Verdict.UNKNOWN, vain))
        async with asyncio.timeout(self._sign_in_limit) as bound:
            person = _Unhurried(self._person, bound, self._sign_in_limit)
            sign_in = self._entrance.sign_in
            proof = await sign_in.check_as_usual(self._profile, found.credential, person)
            return (origin, *proof.findings)


class _Unhurried:
    """A person whose time to answer is not counted."""

    def __init__(self, person: Person, bound: asyncio.Timeout, limit: float) -> None:
        self._person = person
        self._bound = bound
        self._limit = limit

    async def passcode(self, user: str, why: str) -> Secret | None:
        """Ask, and begin to count anew."""
        self._bound.reschedule(None)
        try:
            return await self._person.passcode(user, why)
        finally:
            self._bound.reschedule(asyncio.get_running_loop().time() + self._limit)


def _values(resolved: ResolvedProfile) -> Sequence[Finding]:
    """Return each value of a profile with its origin."""
    return [
        Finding(
            tr("profile {key}", key=key), Verdict.OK, f"{value} ({resolved.origins[key].words})"
        )
        for key, value in resolved.values().items()
    ]
