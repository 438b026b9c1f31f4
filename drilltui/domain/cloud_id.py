"""Ids of the cloud: one rule for telling whether two are the same.

They are UUIDs, or hexadecimal like those: the service writes them in small letters, people and
other tools also in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable


def same_id(one: str, other: str) -> bool:
    """Tell whether two ids mean the same thing. An empty one is not known, so nobody's."""
    return bool(one) and folded(one) == folded(other)


def folded(cloud_id: str) -> str:
    """Return an id in the one form in which it is looked up among others."""
    return cloud_id.lower()


def folded_all(cloud_ids: Iterable[str]) -> frozenset[str]:
    """Return ids in that form, without those that are not known."""
    return frozenset(folded(one) for one in cloud_ids if one)
