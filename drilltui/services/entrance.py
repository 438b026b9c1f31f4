"""The doors of a run: into a profile's cloud, or into a rehearsal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from drilltui.domain.credential import Credential
from drilltui.domain.errors import ConfigError, CredentialsNeeded, UsageError
from drilltui.domain.language import tr
from drilltui.domain.origin import Origin
from drilltui.domain.ports import Person
from drilltui.domain.profile import NEEDED, Configuration, Profile, ResolvedProfile
from drilltui.services.credentials import Credentials
from drilltui.services.requests import Requests
from drilltui.services.session import Session
from drilltui.services.sign_in import SignIn

OpenLive: TypeAlias = Callable[[Profile, Credential, Person], Awaitable[Session]]
"""Opens a session over a real cloud. Raises DrilltuiError when that cannot be."""


class Entrance:
    """Opens sessions, one after the other.

    `resolve` reads the configuration file anew and joins what the environment and the options of
    this run say, so that a profile written a moment ago can be entered. `scenario` is what the
    rehearsal plays: it is said before there is a session.
    """

    def __init__(
        self,
        sign_in: SignIn,
        resolve: Callable[[], Configuration],
        open_live: OpenLive,
        open_rehearsal: Callable[[], Awaitable[Session]],
        scenario: str = "smooth",
        requests: Requests | None = None,
    ) -> None:
        self.sign_in = sign_in
        self._resolve = resolve
        self._open_live = open_live
        self.rehearse = open_rehearsal
        self.scenario = scenario
        self.requests = requests or Requests()
        """What was sent to sign in, before there was a session: masked as every request is."""
        self.origin: Origin | None = None
        """Where the secret of the profile that was entered last comes from."""

    @property
    def credentials(self) -> Credentials:
        """The credentials of this run."""
        return self.sign_in.credentials

    def configuration(self) -> Configuration:
        """Return the profiles that can be entered. ConfigError when the file cannot be used."""
        return self._resolve()

    def profile(self, name: str) -> ResolvedProfile:
        """Return one of them. ConfigError when there is none of this name."""
        known = self.configuration().profiles
        if name not in known:
            listed = tr(", ").join(known) or tr("none yet")
            raise ConfigError(
                tr("There is no profile {name}.", name=repr(name)),
                tr("Known: {names}.", names=listed),
            )
        return known[name]

    def located(self, name: str) -> ResolvedProfile:
        """Return a profile whose services can be found. ConfigError when it has no region."""
        resolved = self.profile(name)
        if resolved.profile.region or _is_placed(resolved.profile):
            return resolved
        raise ConfigError(
            tr(
                "The profile {name} has no region, and so nobody knows where its services are.",
                name=name,
            ),
            tr(
                "Say one: region of the profile {name} in the configuration, such as eu-de.",
                name=name,
            ),
        )

    def chosen(self, named: str) -> str:
        """Return the name of the profile to work with: the one `named`, or the current one.

        Raises CredentialsNeeded when there is none yet, UsageError when nobody says which.
        """
        configuration = self.configuration()
        if name := named or configuration.current:
            return name
        known = tuple(configuration.profiles)
        if not known:
            raise CredentialsNeeded(
                tr("There is no profile yet."),
                tr(
                    "Sign in with 'drilltui', or take over what other tools have: "
                    "'drilltui import'."
                ),
            )
        raise UsageError(
            tr("There are {count} profiles, and none is the usual one.", count=len(known)),
            tr(
                "Say which: --profile NAME, or default_profile. Known: {names}.",
                names=tr(", ").join(known),
            ),
        )

    async def enter(self, name: str, person: Person) -> Session:
        """Open the session of a profile.

        Raises CredentialsNeeded when nothing to sign in with was found, ConfigError when the
        profile does not say where that would be, and what else keeps the
        session from being opened. Nothing is sent yet but what finding the project takes.
        """
        self.origin = None
        profile = self.located(name).profile
        found = await self.credentials.find(profile)
        self.origin = found.origin
        placed = await self.sign_in.placed(profile, found.credential, person)
        return await self._open_live(placed, found.credential, person)


def _is_placed(profile: Profile) -> bool:
    """Whether project and addresses are all said, so that no region is needed to find them."""
    return bool(profile.project_id) and all(profile.url(service) for service in NEEDED)
