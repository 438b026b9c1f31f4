"""Security groups.

Source: VPC API reference v1, "Querying Security Groups".
"""

from dataclasses import dataclass
from typing import Final

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT

#: The name of the security group that every project has.
DEFAULT_GROUP: Final = "default"


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A security group of a project, which belongs to no VPC and has the service's own rules."""

    id: str
    project_id: str
    name: str
    description: str = ""
    enterprise_project: str = DEFAULT_PROJECT
