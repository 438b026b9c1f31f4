"""Passcodes of a virtual MFA device: time-based one-time passwords, RFC 6238."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Final

_STEP: Final = 30
_DIGITS: Final = 6
#: Steps a device's clock may be off, either way.
_TOLERANCE: Final = 1


def passcode(secret: str, now: datetime) -> str:
    """The six digits that a device with the base32 ``secret`` shows at ``now``."""
    return _passcode_of_step(secret, int(now.timestamp()) // _STEP)


class Passcodes:
    """Checks passcodes, of which each serves once (RFC 6238, 5.2)."""

    def __init__(self) -> None:
        self._served: dict[str, int] = {}

    def accept(self, user_id: str, secret: str, code: str, now: datetime) -> bool:
        """Whether the user's ``code`` is right at ``now`` and newer than any that has served.

        Right is the code of ``now`` or of the 30 seconds before or after it.
        """
        step = int(now.timestamp()) // _STEP
        valid = [
            near
            for near in range(step - _TOLERANCE, step + _TOLERANCE + 1)
            if hmac.compare_digest(_passcode_of_step(secret, near).encode(), code.encode())
        ]
        if not valid or valid[-1] <= self._served.get(user_id, -1):
            return False
        self._served[user_id] = valid[-1]
        return True


def _passcode_of_step(secret: str, step: int) -> str:
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"
