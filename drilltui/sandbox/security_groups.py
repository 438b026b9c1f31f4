"""Security groups.

Source: VPC API reference v1, "Querying Security Groups".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT

#: The name of the security group that every project has.
DEFAULT_GROUP: Final = "default"


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A security group of a project, which belongs to no VPC and has the service's own rules.

    It is there from ``created`` on; None: it has always been.
    """

    id: str
    project_id: str
    name: str
    description: str = ""
    enterprise_project: str = DEFAULT_PROJECT
    created: datetime | None = None


class SecurityGroups:
    """Every security group, also such as a running job will make later."""

    def __init__(self, groups: Iterable[SecurityGroup]) -> None:
        self._groups = list(groups)

    def add(self, groups: Iterable[SecurityGroup]) -> None:
        """Take in security groups."""
        self._groups.extend(groups)

    def groups(self, project_id: str, now: datetime) -> list[SecurityGroup]:
        """Those of the project."""
        return [
            one
            for one in self._groups
            if one.project_id == project_id and (one.created is None or one.created <= now)
        ]

    def called(self, project_id: str, names: Collection[str]) -> list[SecurityGroup]:
        """Those of the project that have one of ``names``."""
        return [one for one in self._groups if one.project_id == project_id and one.name in names]
