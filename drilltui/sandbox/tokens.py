"""Tokens: what one grants, how long, and which have been given out.

Source: API reference, "Obtaining a User Token": life 24 hours; a new token leaves old ones valid.
A scenario may have them end sooner.
"""

import base64
import hashlib
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from drilltui.sandbox.accounts import Project, User
from drilltui.sandbox.refusals import Refusal

LIFE: Final = timedelta(hours=24)

#: Tokens of the service take some kilobytes; ours as many random bytes, in base64.
_BYTES: Final = 1800

#: An expired token is told from an unknown one for so long.
_REMEMBERED: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token lets its bearer do: be ``user``, in ``project`` or (None) account-wide."""

    user: User
    project: Project | None
    methods: tuple[str, ...]
    issued: datetime
    life: timedelta = LIFE

    @property
    def expires(self) -> datetime:
        """When the token ends."""
        return self.issued + self.life


class Tokens:
    """The tokens given out, known by their digest so that a lookup's time tells nothing."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._grants: dict[bytes, Grant] = {}

    def issue(self, grant: Grant) -> str:
        """A new token for ``grant``: header-safe text."""
        self._forget_before(grant.issued - _REMEMBERED)
        token = "MII" + base64.urlsafe_b64encode(self._rng.randbytes(_BYTES)).decode("ascii")
        self._grants[_digest(token)] = grant
        return token

    def grant(self, token: str, now: datetime) -> Grant:
        """What ``token`` grants.

        Raises ``APIGW.0301`` for an unknown token and ``APIGW.0307`` for one that has expired.
        """
        grant = self._grants.get(_digest(token))
        if grant is None:
            raise Refusal(
                "APIGW.0301", "Incorrect IAM authentication information: decrypt token fail"
            )
        if now >= grant.expires:
            raise Refusal("APIGW.0307")
        return grant

    def _forget_before(self, moment: datetime) -> None:
        self._grants = {
            digest: grant for digest, grant in self._grants.items() if grant.expires >= moment
        }


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
