"""What a person proves who they are with: an access key, or a user name and a password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drilltui.domain.origin import Origin
from drilltui.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key pair for signing requests. A temporary one comes with a `security_token` and ends.

    `ak` is a name, no secret: it is sent in clear with every request. `sk` never leaves us.
    """

    ak: str
    sk: Secret
    security_token: Secret | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """A user of an account (the API says domain), for a token.

    `user_id` (32 hex) is needed when the user proves themselves with a passcode too, because IAM
    takes passcodes by id only; `passcode` says that this is so from the start.
    """

    user: str
    domain: str
    password: Secret
    user_id: str = ""
    passcode: bool = False


Credential: TypeAlias = AccessKey | Login

KEY_PARTS: Mapping[str, str] = {
    "ak": "access key",
    "sk": "secret key",
    "security_token": "security token",
}
"""What the parts of an access key are called, by the names that files and variables give them."""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """The secret part of a profile, as it is kept in one entry of a vault.

    One entry, so that the key of today is never met with the secret of yesterday. For an access key
    `ak` and `sk` (and `security_token`) are set, for a login `password`.
    """

    ak: str = ""
    sk: Secret | None = None
    security_token: Secret | None = None
    password: Secret | None = None

    def secrets(self) -> tuple[Secret, ...]:
        """Return what must not be seen."""
        found = (self.sk, self.security_token, self.password)
        return tuple(secret for secret in found if secret)


@dataclass(frozen=True, slots=True)
class Given:
    """Secrets that came with the start of this run, and where from.

    `user` is whose password it is, where that was said: it serves nobody else, because a few wrong
    passwords lock a user.
    """

    keepsake: Keepsake
    origin: Origin
    user: str = ""
