"""What a request proves with who sends it."""

from __future__ import annotations

from enum import Enum

from drilltui.cloud.http import Auth
from drilltui.domain.secret import Secret


class By(Enum):
    """How a request proves who sends it. A refusal means something else for each."""

    SIGNATURE = "signature"
    TEMPORARY_KEY = "signature of a temporary key"
    TOKEN = "token"
    PASSWORD = "password"
    PASSCODE = "password and passcode"


KEYS = frozenset({By.SIGNATURE, By.TEMPORARY_KEY})
"""By an access key: nothing is proven before a request is answered."""

LOGINS = frozenset({By.PASSWORD, By.PASSCODE})
"""By what a person knows, in a request for a token."""


class Proof(Auth):
    """Adds to a request what proves who sends it. `secrets` must be seen in no answer."""

    by: By
    secrets: tuple[Secret, ...] = ()
