"""The calls that faults strike: what a person does, and which request of it is struck."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from tests.faults.witness import Group

_ID = "[0-9a-f-]{36}"


@dataclass(frozen=True, slots=True)
class Struck:
    """A request, by its method and path; it `changes` the cloud, or only reads."""

    method: str
    pattern: str
    changes: bool

    def fits(self, method: str, path: str) -> bool:
        """Whether a request is one of these."""
        return method == self.method and re.search(self.pattern, path) is not None


class Call(Enum):
    """A call to the cloud, in the order of the table."""

    CREATE = "create"
    CREATE_BY_PASSWORD = "create, with a token"
    DELETE = "delete"
    RENAME = "rename"
    JOB = "job look-up"
    TOKEN = "token"
    LIST = "list before"

    @property
    def struck(self) -> Struck:
        """The request that a fault strikes."""
        return _STRUCK[self]

    @property
    def by_password(self) -> bool:
        """Whether the person has a password, and so a token, in place of an access key."""
        return self in (Call.CREATE_BY_PASSWORD, Call.TOKEN)

    @property
    def creates(self) -> bool:
        """Whether the person starts a drill, and does not do something to one that there is."""
        return self not in (Call.DELETE, Call.RENAME)


_STRUCK = {
    Call.CREATE: Struck("POST", "/disaster-recovery-drills$", changes=True),
    Call.CREATE_BY_PASSWORD: Struck("POST", "/disaster-recovery-drills$", changes=True),
    Call.DELETE: Struck("DELETE", f"/disaster-recovery-drills/{_ID}$", changes=True),
    Call.RENAME: Struck("PUT", f"/disaster-recovery-drills/{_ID}$", changes=True),
    Call.JOB: Struck("GET", "/jobs/[0-9a-f]+$", changes=False),
    Call.TOKEN: Struck("POST", "^/v3/auth/tokens$", changes=False),
    Call.LIST: Struck("GET", "/disaster-recovery-drills$", changes=False),
}


def start(group: Group, name: str) -> tuple[str, ...]:
    """Start a drill and follow it to its end."""
    return ("start", "--group", group.id, "--name", name, "--yes", "--watch")


def begin(group: Group, name: str) -> tuple[str, ...]:
    """Start a drill and leave it to itself."""
    return ("start", "--group", group.id, "--name", name, "--yes")


def delete(drill_id: str) -> tuple[str, ...]:
    """Delete a drill and follow that to its end."""
    return ("delete", drill_id, "--yes", "--watch")


def rename(drill_id: str, name: str) -> tuple[str, ...]:
    """Give a drill another name."""
    return ("rename", drill_id, name, "--yes")


RESUME = ("resume",)
"""Settle and follow everything that was left."""
