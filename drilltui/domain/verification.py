"""Whether a drill server does what it is for: set by a person, or by a probe that a person ran."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drilltui.domain.event_data import text
from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Verification:
    """The last word on a drill server. `how`: ``person``, ``tcp HOST:PORT``, ``command ...``."""

    server_id: str
    passed: bool
    at: datetime
    by: str
    how: str = "person"
    remark: str = ""
    instance_id: str = ""


def verification_of_record(data: JsonObject, at: datetime) -> Verification | None:
    """Return the verification that a record has kept; None where it names no server."""
    server_id = text(data, "server_id")
    if not server_id:
        return None
    return Verification(
        server_id,
        data.get("passed") is True,
        at,
        text(data, "by"),
        text(data, "how") or "person",
        text(data, "remark"),
        text(data, "instance_id"),
    )


class Verified(StrEnum):
    """How far a whole drill is verified."""

    NONE = "not verified yet"
    SOME = "verified in part"
    ALL = "verified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """The word on all servers of a drill: `passed` of `total`, `failed` are ids of servers.

    `at` is when the last of them passed that made it verified, None while it is not.
    """

    verified: Verified
    passed: int
    total: int
    failed: tuple[str, ...] = ()
    at: datetime | None = None


def standing(server_ids: Iterable[str], said: Mapping[str, Verification]) -> Standing:
    """Return how far the servers `server_ids` are verified. One that failed fails the drill."""
    ids = tuple(server_ids)
    words = [said[one] for one in ids if one in said]
    passed = [one for one in words if one.passed]
    failed = tuple(one.server_id for one in words if not one.passed)
    if failed:
        return Standing(Verified.FAILED, len(passed), len(ids), failed)
    if ids and len(passed) == len(ids):
        return Standing(Verified.ALL, len(ids), len(ids), at=max(one.at for one in passed))
    return Standing(Verified.SOME if passed else Verified.NONE, len(passed), len(ids))
