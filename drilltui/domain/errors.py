"""Everything that can go wrong, in words: what happened, and what a person can do.

    DrilltuiError
    ├── UsageError            arguments or values that cannot work        exit 2
    ├── JournalError          the record cannot be read or written        exit 3
    └── CloudError            a call to the cloud did not succeed         exit 1
        ├── Refused           the service or its gateway answered "no"
        ├── Unreachable       no answer; says whether anything was sent
        └── Unreadable        an answer that is not the one the API promises

Screens and the command line catch `DrilltuiError` only: anything else is a bug and must be loud.
"""

from __future__ import annotations


class DrilltuiError(Exception):
    """What happened, in one sentence, and what to do about it."""

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class UsageError(DrilltuiError):
    """The caller asked for something impossible."""

    exit_code = 2


class JournalError(DrilltuiError):
    """The record on disk cannot be read or written."""

    exit_code = 3


class CloudError(DrilltuiError):
    """A call to the cloud did not succeed."""


class Refused(CloudError):
    """The service, or the gateway in front of it, answered with an error.

    `status` is the HTTP status, `code` the service's own code such as ``SDRS.1002`` (or the status
    as text when the answer had none), `request_id` what support asks for (may be empty).
    """

    def __init__(
        self, *, status: int, code: str, message: str, request_id: str = "", remedy: str = ""
    ) -> None:
        super().__init__(f"{code}: {message}", remedy)
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id


class Unreachable(CloudError):
    """No answer came. `sent` is False only when certainly no byte of the request left us."""

    def __init__(self, what: str, *, sent: bool, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.sent = sent


class Unreadable(CloudError):
    """The answer was a success by its status, but not what the API promises.

    A proxy's login page answering 200 with HTML is the usual case. Nobody can tell from it whether
    the service saw the request.
    """

    def __init__(self, what: str, *, status: int, request_id: str = "", remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.status = status
        self.request_id = request_id
