"""The caller of a request, once the gateway knows who it is."""

from dataclasses import dataclass

from drilltui.sandbox.accounts import Project, User
from drilltui.sandbox.tokens import Grant


@dataclass(frozen=True, slots=True)
class Caller:
    """A user and the projects the request's credential is good for.

    ``grant`` is the token's, None for a signed request.
    """

    user: User
    projects: tuple[Project, ...]
    grant: Grant | None = None

    def may_enter(self, project_id: str) -> bool:
        """Whether the credential is good for that project."""
        return any(project.id == project_id for project in self.projects)
