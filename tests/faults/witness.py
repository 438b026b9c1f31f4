"""What is in the cloud, asked of the sandbox directly: nothing of drilltui lies between."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.request import Request, urlopen

from drilltui.sandbox.embedded import Access

LIMIT = 20.0

DRILLABLE = ("protected", "available", "failed-over")


@dataclass(frozen=True, slots=True)
class Group:
    """A protection group of the sandbox."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Asks the sandbox with a token of its own, got once."""

    access: Access
    token: str

    @classmethod
    def of(cls, access: Access) -> Self:
        """A witness who has signed in."""
        user = {
            "name": access.user,
            "password": access.password,
            "domain": {"name": access.domain},
        }
        wanted = {
            "auth": {
                "identity": {"methods": ["password"], "password": {"user": user}},
                "scope": {"project": {"id": access.project_id}},
            }
        }
        request = Request(f"{access.endpoint}/v3/auth/tokens", json.dumps(wanted).encode())
        with urlopen(request, timeout=LIMIT) as answer:
            return cls(access, answer.headers["X-Subject-Token"])

    def drillable(self) -> Sequence[Group]:
        """The generated groups that may be drilled: plain ones, which have no drill yet."""
        rows = self.ask("server-groups")["server_groups"]
        return [
            Group(row["id"], row["name"])
            for row in rows
            if row["status"] in DRILLABLE
            and row["protected_instance_num"]
            and row["name"][-5:].isdigit()
        ]

    def drills(self, group_id: str) -> Sequence[dict[str, Any]]:
        """The drills of a group, whatever they are called."""
        path = f"disaster-recovery-drills?server_group_id={group_id}"
        rows: Sequence[dict[str, Any]] = self.ask(path)["disaster_recovery_drills"]
        return rows

    def named(self, group_id: str, name: str) -> Sequence[dict[str, Any]]:
        """The drills of a group that are called exactly so."""
        return [row for row in self.drills(group_id) if row["name"] == name]

    def create(self, group_id: str, name: str) -> str:
        """Begin a drill, as another client would; return its job's id."""
        wanted = {"disaster_recovery_drill": {"server_group_id": group_id, "name": name}}
        return str(self.ask("disaster-recovery-drills", wanted)["job_id"])

    def ask(self, path: str, body: object = None) -> dict[str, Any]:
        """Ask for a path of the project, or send `body` there."""
        request = Request(
            f"{self.access.endpoint}/v1/{self.access.project_id}/{path}",
            None if body is None else json.dumps(body).encode(),
            {"X-Auth-Token": self.token, "Content-Type": "application/json"},
        )
        with urlopen(request, timeout=LIMIT) as answer:
            told: dict[str, Any] = json.load(answer)
            return told
