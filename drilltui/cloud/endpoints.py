"""Where the services are: one URL for each, without version and project."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.endpoint import base_url
from drilltui.domain.errors import UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.plain_text import plain
from drilltui.domain.profile import NEEDED, SERVICES, Profile
from drilltui.domain.region import endpoint_of


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The base URLs of the services, such as ``https://sdrs.eu-de.otc.t-systems.com``.

    `evs` and `eps` are empty when nobody says where they are; see `target.known`. Raises UsageError
    when one of the others is, or when one is no endpoint.
    """

    sdrs: str
    vpc: str
    ecs: str
    iam: str
    evs: str = ""
    eps: str = ""

    def __post_init__(self) -> None:
        for name in SERVICES:
            if (said := getattr(self, name)) or name in NEEDED:
                object.__setattr__(self, name, _checked(said, name))

    @classmethod
    def single(cls, endpoint: str) -> Endpoints:
        """All services behind one URL, as the embedded cloud has them."""
        return cls(**dict.fromkeys(SERVICES, endpoint))

    @classmethod
    def of_profile(cls, profile: Profile) -> Endpoints:
        """The endpoints that `profile` names, and for the rest those of its region."""
        return cls(**{name: profile.url(name) for name in SERVICES})

    def service_of(self, url: str) -> str:
        """Return which service `url` belongs to; ``The service`` where one URL has several."""
        found = [name for name in SERVICES if url.startswith(f"{getattr(self, name)}/")]
        return found[0].upper() if len(found) == 1 else marked("The service")


def _checked(endpoint: str, name: str) -> str:
    """Return `endpoint` in the one form that requests are built from."""
    url = base_url(endpoint)
    if isinstance(url, str):
        return url
    raise UsageError(
        tr(
            "{url} is not an endpoint of {service}: {why}.",
            url=plain(endpoint)[:80] or tr("(empty)"),
            service=name.upper(),
            why=url.text,
        ),
        tr("Give a URL such as {url}.", url=endpoint_of(name, "<region>", "myhuaweicloud.com")),
    )
