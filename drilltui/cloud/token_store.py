"""The tokens of a run, shared by all its clouds. They are in memory and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from drilltui.cloud.retry import Failure
from drilltui.cloud.single_flight import SingleFlight
from drilltui.cloud.token import Token
from drilltui.cloud.token_request import Scope
from drilltui.domain.secret import Secret

PASSCODE_BEFORE = timedelta(minutes=1)
"""A token that costs a passcode is used up to here: what is sent then still arrives in time."""


@dataclass(frozen=True, slots=True)
class TokenKey:
    """Whom a token is for, and for what. A changed password is another person to us."""

    endpoint: str
    user: str
    domain: str
    password: Secret
    scope: Scope


class SharedToken:
    """The token that everybody with the same key uses, and what was learned while getting it.

    `not_before` keeps an early renewal that failed from being tried again at every request.
    `refusal` is why IAM, or a person who was asked for a passcode, last gave none. It is noted
    while the flight is still in the air: whoever comes when it has ended begins no other.
    """

    def __init__(self) -> None:
        self.token: Token | None = None
        self.flight: SingleFlight[Token | Failure] = SingleFlight()
        self.passcode_needed = False
        self.user_id = ""
        self.not_before: datetime | None = None
        self.refusal: Failure | None = None

    def usable(self, now: datetime) -> Token | None:
        """Return the token if it need not be renewed now."""
        token = self.token
        if token is None or now >= token.ends:
            return None
        # A person is asked when the token ends, not before: until then the old one does its work.
        due = token.ends - PASSCODE_BEFORE if self.passcode_needed else token.renew_at
        if now < due or (self.not_before is not None and now < self.not_before):
            return token
        return None

    def drop(self, token: Token) -> None:
        """Forget `token`, if it is still the one."""
        if self.token is token:
            self.token = None


class TokenStore:
    """Gives one `SharedToken` to all clouds that sign in as the same user for the same project.

    So a passcode, which serves once, is asked for once.
    """

    def __init__(self) -> None:
        self._shared: dict[TokenKey, SharedToken] = {}

    def shared(self, key: TokenKey) -> SharedToken:
        """Return what belongs to `key`."""
        return self._shared.setdefault(key, SharedToken())

    def also(self, key: TokenKey, shared: SharedToken) -> None:
        """Let `shared` serve `key` too, unless that has a token of its own."""
        known = self._shared.get(key)
        if known is None or known.token is None:
            self._shared[key] = shared
