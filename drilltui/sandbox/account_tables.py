"""What a scenario says of the account, who uses it, and the ways in.

Each class is one table of the file and each field one of its keys, like those of ``scenario``.
"""

from dataclasses import dataclass
from datetime import timedelta

from drilltui.sandbox.ages import Span

_A_DAY = Span(timedelta(hours=24))
_A_QUARTER = Span(timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class KeyTable:
    """An access key. With a security token it is temporary and ends after ``life``."""

    ak: str
    sk: str
    security_token: str = ""
    life: Span = _A_DAY


@dataclass(frozen=True, slots=True)
class UserTable:
    """An IAM user. ``totp_secret`` is base32 text as authenticator apps take it.

    ``roles`` are those of every project (``rights`` says what each is good for); ``denied`` is the
    form in which a request beyond them is refused: by the gateway, as a policy's 403, or with the
    service's own code, which SDRS sends with 400. The last four say what else may be amiss: the
    user is disabled, may not sign in from programs, has no right to the region, or may not list
    projects (asking which ones they can reach needs no right).
    """

    name: str
    password: str
    keys: tuple[KeyTable, ...] = ()
    totp_secret: str = ""
    login_protection: bool = False
    roles: tuple[str, ...] = ("te_admin", "sdrs_adm", "server_adm", "readonly")
    denied: str = "gateway"
    disabled: bool = False
    programmatic_access: bool = True
    region_access: bool = True
    project_list: bool = True


@dataclass(frozen=True, slots=True)
class SignInTable:
    """How the account's users sign in with a password.

    A token lives for ``token_life``. ``wrong_passwords`` in a row lock a user for ``locked_for``.
    Refusals that have a number of IAM's own carry it as ``error_code`` (``envelope = "code"``), or
    come in the envelope of the token call, which has no room for it (``"title"``).
    """

    token_life: Span = _A_DAY
    wrong_passwords: int = 5
    locked_for: Span = _A_QUARTER
    envelope: str = "code"


@dataclass(frozen=True, slots=True)
class GatewayTable:
    """The gateway. Its clock is ``ahead_minutes`` ahead of the caller's; negative is behind.

    Where SDRS is not ``offered``, as in many regions, none of its APIs is published.
    """

    ahead_minutes: int = 0
    offered: bool = True


@dataclass(frozen=True, slots=True)
class NetworkTable:
    """The way to the cloud. A captive portal answers in its place.

    ``portal = "page"`` shows its login page to every request, ``"redirect"`` sends them there.
    """

    portal: str = ""


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The account, its region and projects, the two zones, and quotas (-1: unlimited).

    The first project is the main one and named like the region. The active-active domain joins
    the zones.
    """

    name: str
    region: str
    projects: tuple[str, ...]
    zones: tuple[str, ...]
    domain: str = "domain_001"
    group_quota: int = -1
    pair_quota: int = -1
