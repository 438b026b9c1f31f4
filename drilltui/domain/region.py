"""Regions and the clouds they belong to. Unknown ones are welcome: hosts follow a rule."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.rules import rules


@dataclass(frozen=True, slots=True)
class Region:
    """A region that is known: `cloud` is its domain, `sdrs` "yes", "no" or "?" (nobody says)."""

    id: str
    place: str
    cloud: str
    sdrs: str


def known_regions() -> tuple[Region, ...]:
    """Return the known regions: those that offer the service first, then by id."""
    book = rules("regions")["regions"]
    found = (Region(id_, said["place"], cloud_of(id_), said["sdrs"]) for id_, said in book.items())
    return tuple(sorted(found, key=lambda region: (region.sdrs != "yes", region.id)))


def cloud_of(region: str) -> str:
    """Return the domain of the cloud that `region` belongs to, by how its id begins."""
    belongs: dict[str, str] = rules("regions")["belongs"]
    begin = max((one for one in belongs if region.startswith(one)), key=len)
    return belongs[begin]


def cloud_name(domain: str) -> str:
    """Return what people call the cloud at `domain`; the domain itself when it is not known."""
    return str(rules("regions")["clouds"].get(domain, domain))


GLOBAL_SERVICES = frozenset({"eps"})
"""Services that a cloud has once: their host names no region ("Regions and Endpoints": EPS)."""


def endpoint_of(service: str, region: str, cloud: str = "") -> str:
    """Return the base URL of `service` by the rule ``https://<service>.<region>.<cloud>``.

    Global services have ``https://<service>.<cloud>``.
    """
    host = service if service in GLOBAL_SERVICES else f"{service}.{region}"
    return f"https://{host}.{cloud or cloud_of(region)}"
