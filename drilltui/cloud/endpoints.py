"""Where the services are: one URL for each, without version and project."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.cloud.http import URL, InvalidURL
from drilltui.domain.errors import UsageError
from drilltui.domain.plain_text import plain


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The base URLs of the four services, such as ``https://sdrs.eu-de.otc.t-systems.com``.

    Raises UsageError when one of them is no such URL.
    """

    sdrs: str
    vpc: str
    ecs: str
    iam: str

    def __post_init__(self) -> None:
        for name in ("sdrs", "vpc", "ecs", "iam"):
            object.__setattr__(self, name, _checked(getattr(self, name), name))

    @classmethod
    def single(cls, endpoint: str) -> Endpoints:
        """All services behind one URL, as the embedded cloud has them."""
        return cls(endpoint, endpoint, endpoint, endpoint)

    @classmethod
    def of_region(cls, region: str, domain: str) -> Endpoints:
        """The hosts by the rule ``<service>.<region>.<domain>``; unknown regions are welcome."""
        hosts = (f"https://{name}.{region}.{domain}" for name in ("sdrs", "vpc", "ecs", "iam"))
        return cls(*hosts)


def _checked(endpoint: str, name: str) -> str:
    """Return `endpoint` in the one form that requests are built from."""
    try:
        url = URL(endpoint)
        usable = url.scheme in ("http", "https") and bool(url.host) and endpoint.isascii()
        usable = usable and (url.port is None or 0 < url.port < 65536)
    except InvalidURL:
        usable = False
    if not usable or "@" in endpoint or "?" in endpoint or "#" in endpoint:
        raise UsageError(
            f"{plain(endpoint)[:80] or '(empty)'} is not an endpoint of {name.upper()}.",
            f"Give a URL such as https://{name}.<region>.myhuaweicloud.com.",
        )
    return str(url).rstrip("/")
