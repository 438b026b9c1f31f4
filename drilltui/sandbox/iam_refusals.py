"""What IAM says no with.

The token call has an envelope of its own: a number, a message and a title (API reference,
"Obtaining a User Token"). IAM's table of error codes lists refusals of the same call under numbers
like ``IAM.1061``, which that envelope has no room for; they are sent as ``error_code`` and
``error_msg`` then, as other calls of IAM do. Nobody has published which of the two comes.
"""

from http import HTTPStatus
from typing import Final

_KNOWN: Final[dict[str, tuple[HTTPStatus, str]]] = {
    "IAM.0061": (HTTPStatus.UNAUTHORIZED, "The user is locked after too many wrong passwords."),
    "IAM.0081": (HTTPStatus.FORBIDDEN, "The user has no programmatic access."),
    "IAM.0082": (HTTPStatus.FORBIDDEN, "The user is disabled."),
    "IAM.0083": (HTTPStatus.FORBIDDEN, "The user has no right to this region."),
    "IAM.1061": (HTTPStatus.BAD_REQUEST, "Invalid TOTP passcode."),
}


class IamRefusal(Exception):
    """IAM declines a request. ``code`` is ``""`` where the envelope has no room for one."""

    def __init__(self, status: HTTPStatus, message: str, code: str = "") -> None:
        self.status = status
        self.message = message
        self.code = code
        super().__init__(message)


def listed_refusal(code: str, *, shown: bool) -> IamRefusal:
    """The refusal that IAM's table has under ``code``, which is sent when it is ``shown``."""
    status, message = _KNOWN[code]
    return IamRefusal(status, message, code if shown else "")
