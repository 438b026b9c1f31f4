"""A profile: which cloud, region and project, and how to sign in there. It holds no secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from drilltui.domain.checklist import Item
from drilltui.domain.origin import Origin
from drilltui.domain.probe import Probe
from drilltui.domain.region import cloud_of, endpoint_of

SERVICES = ("sdrs", "vpc", "ecs", "evs", "eps", "iam")
"""The services that have an endpoint."""

NEEDED = ("sdrs", "vpc", "ecs", "iam")
"""Those without which no drill can be run. The others are asked for what is good to know: disks and
their quotas (EVS), the names of enterprise projects (EPS, which some clouds do not have)."""


class AuthMethod(Enum):
    """How a profile signs in."""

    AKSK = "aksk"
    PASSWORD = "password"


@dataclass(frozen=True, slots=True)
class Profile:
    """One place to work at, as a person named it.

    Empty texts mean "not said": `cloud` (a domain such as ``otc.t-systems.com``) and `project_id`
    are then found from the region. `user`, `domain` (the account), `user_id` and `passcode` belong
    to passwords, `ca_file` to networks that open TLS. `rto_minutes` is a target, None for none.
    `overdue_days` is how often each group is to be drilled, None for `place.USUAL_DAYS`.
    `endpoints` are base URLs by service, in the form that `domain.endpoint` makes.
    """

    name: str
    region: str = ""
    cloud: str = ""
    auth: AuthMethod = AuthMethod.AKSK
    project_id: str = ""
    user: str = ""
    domain: str = ""
    user_id: str = ""
    passcode: bool = False
    readonly: bool = False
    rto_minutes: int | None = None
    overdue_days: int | None = None
    ca_file: str = ""
    endpoints: Mapping[str, str] = field(default_factory=dict)

    def url(self, service: str) -> str:
        """Return the base URL of `service`: the one that was said, else the region's by the rule.

        Empty when there is neither.
        """
        own = self.endpoints.get(service, "")
        if own or not self.region:
            return own
        return endpoint_of(service, self.region, self.cloud)


@dataclass(frozen=True, slots=True)
class ResolvedProfile:
    """A profile with everything that file, environment and options say about it.

    `origins` has the origin of each value that was said, by its key in the configuration file
    (``endpoints.sdrs`` for an endpoint). What follows from the region by a rule (`cloud`,
    `endpoints`) has that origin too, and stays empty in `profile`: written to the file it would
    outlive the rule. `domain.region` says what it is.
    """

    profile: Profile
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def values(self) -> Mapping[str, str]:
        """Return each value that has an origin, as text, by its key; those by a rule too."""
        return {key: self._text(key) for key in self.origins}

    def _text(self, key: str) -> str:
        first, _, service = key.partition(".")
        if service:
            return self.profile.url(service)
        value = getattr(self.profile, first)
        if key == "cloud" and not value:
            return cloud_of(self.profile.region)
        if isinstance(value, Enum):
            return str(value.value)
        return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The profiles by name, and which is the usual one.

    `current` is the one that this run works with and `current_origin` says who chose it; empty when
    nobody did. Somebody may have chosen one that does not exist. `domain.resolution` finds it: a
    configuration file alone does not say.

    `kernel_keyring_hours` is how long the kernel's keyring keeps a secret, None when not said.
    `checklist` are a person's own items, `probes` what may look at a drill server, `redact` the
    fields that every export hides.
    """

    profiles: Mapping[str, ResolvedProfile] = field(default_factory=dict)
    default_profile: str = ""
    current: str = ""
    current_origin: Origin | None = None
    kernel_keyring_hours: int | None = None
    checklist: tuple[Item, ...] = ()
    probes: tuple[Probe, ...] = ()
    redact: tuple[str, ...] = ()
