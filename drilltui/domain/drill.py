"""Drills: the one that is wished for (a draft) and the one the service has."""

from __future__ import annotations

import re
import string
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from drilltui.domain.field import NAME_BYTES, Problem, name_problem, vpc_id_problem
from drilltui.domain.json_value import JsonObject
from drilltui.domain.language import tr

# Statuses of a drill, as the API writes them ("Querying Details About a DR Drill").
CREATING, AVAILABLE, ERROR = "creating", "available", "error"
DELETING, ERROR_DELETING = "deleting", "error-deleting"

GONE = "gone"
"""What we call a drill that is not there; the service has no word for it."""

DELETABLE = frozenset({AVAILABLE, ERROR, ERROR_DELETING})
"""Statuses in which the service accepts a delete; in any other it answers SDRS.1913."""

_GROUP_ID_CHARACTERS = frozenset(string.ascii_letters + string.digits + "-")


@dataclass(frozen=True, slots=True)
class DrillServer:
    """A server made for a drill and the protected instance it stands for."""

    instance_id: str
    server_id: str


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as the service tells it. `vpc_id` is empty while an automatic VPC is being made."""

    id: str
    name: str
    group_id: str
    status: str
    vpc_id: str = ""
    servers: tuple[DrillServer, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def deletable(self) -> bool:
        """True when the service would accept a delete now."""
        return self.status in DELETABLE


@dataclass(frozen=True, slots=True)
class DrillDraft:
    """What a person wants to start. `vpc_id` None asks the service to make a VPC."""

    group_id: str
    name: str
    vpc_id: str | None = None

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps this draft from being sent: name, VPC, group."""
        vpc = None if self.vpc_id is None else vpc_id_problem(self.vpc_id)
        found = (name_problem(self.name), vpc, _group_id_problem(self.group_id))
        return tuple(problem for problem in found if problem)


def _group_id_problem(value: str) -> Problem | None:
    """Say why `value` cannot be a group's id (SDRS.0207), or None when it can.

    Nobody types it: a group that the service listed without an id is shown under a stand-in.
    """
    if value and _GROUP_ID_CHARACTERS.issuperset(value):
        return None
    return Problem(tr("the service told no id of this group that a request can name"), "SDRS.0207")


def suggest_name(group_name: str, day: date, taken: Collection[str] = ()) -> str:
    """Propose a name that is valid and free: ``drill-<group>-<yyyymmdd>``, numbered if taken."""
    core = re.sub(r"[^A-Za-z0-9._-]+", "-", group_name).strip("-")
    for number in range(1, len(taken) + 2):
        ending = f"-{day:%Y%m%d}" + (f"-{number}" if number > 1 else "")
        room = NAME_BYTES - len("drill-") - len(ending)
        name = f"drill-{core[:room]}{ending}" if core else f"drill{ending}"
        if name not in taken:
            return name
    raise AssertionError("one more number than names taken always leaves a free one")


def free_name(name: str, taken: Collection[str]) -> str:
    """Return `name` with the first number that makes it free: ``drill-1-2``."""
    for number in range(2, len(taken) + 3):
        if (proposed := with_ending(name, str(number))) not in taken:
            return proposed
    raise AssertionError("one more number than names taken always leaves a free one")


def with_ending(name: str, ending: str) -> str:
    """Return `name` with ``-ending``, cut so that it keeps to the length the service takes."""
    room = NAME_BYTES - len(ending) - 1
    return f"{name.encode()[:room].decode('utf-8', 'ignore')}-{ending}"
