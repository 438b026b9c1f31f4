"""Who may call: the account, its projects, its users and their keys."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a region. The main one is named like the region."""

    id: str
    name: str
    parent_id: str


@dataclass(frozen=True, slots=True)
class AccessKey:
    """An access key pair. One with a security token is temporary and ends at ``expires``."""

    ak: str
    sk: str
    security_token: str | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user. With ``login_protection`` a passcode of ``totp_secret`` is asked for too.

    ``roles`` hold in every project; ``denied`` is one of ``rights.FORMS``.
    """

    id: str
    name: str
    password: str
    keys: tuple[AccessKey, ...]
    totp_secret: str | None = None
    login_protection: bool = False
    roles: tuple[str, ...] = ()
    denied: str = "gateway"
    disabled: bool = False
    programmatic_access: bool = True
    region_access: bool = True
    may_list_projects: bool = True


@dataclass(frozen=True, slots=True)
class ActiveDomain:
    """An active-active domain: the two availability zones that replicate to one another."""

    id: str
    name: str
    local_zone: str
    remote_zone: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account (the API says domain) in one region. Quotas of -1 are unlimited."""

    id: str
    name: str
    region: str
    projects: tuple[Project, ...]
    users: tuple[User, ...]
    domain: ActiveDomain
    group_quota: int = -1
    pair_quota: int = -1

    def project_with_id(self, project_id: str) -> Project | None:
        """The project with that ID, if the account has it."""
        return next((project for project in self.projects if project.id == project_id), None)

    def key_holder(self, ak: str) -> tuple[User, AccessKey] | None:
        """The user who holds the access key ``ak``, with the key."""
        for user in self.users:
            for key in user.keys:
                if key.ak == ak:
                    return user, key
        return None
