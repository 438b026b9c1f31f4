"""How far a call that changes the cloud has come, and what each failure proves of it.

The service knows no token by which it would recognise a request that it has had: after a failure
somebody has to know whether it arrived. `MEANINGS` is the only place that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from drilltui.domain.errors import (
    CloudError,
    Intercepted,
    NotSignedIn,
    Refused,
    SignInRefused,
    Unreachable,
    Unreadable,
)
from drilltui.domain.record import Kind


class Sending(Enum):
    """How far a call that changes the cloud has come."""

    INTENDED = "intended"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not sent"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    FOUND = "found"
    ABSENT = "absent"


OPEN = frozenset({Sending.INTENDED, Sending.UNKNOWN, Sending.AMBIGUOUS})
"""Nobody can say yet whether the cloud did it."""

DONE_BY_CLOUD = frozenset({Sending.ACCEPTED, Sending.FOUND})
"""The cloud has taken the call."""

SUBNET_IN_USE = frozenset({"VPC.0208", "VPC.0209"})
"""Refusals of a subnet's deletion for what is still in it (VPC API, "Deleting a Subnet")."""

_OF_A_SERVICE = re.compile(r"[A-Za-z]{2,16}\.\d{3,5}", re.ASCII)
_NO_PROOF = frozenset({408})
"""A proxy that gave up waiting says so as well."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a kind of failure proves: the state of the call, and the event that says it.

    `failure` and `why` are for people: the README shows this table.
    """

    failure: str
    sending: Sending
    kind: Kind
    why: str
    fits: Callable[[CloudError], bool]


def _refused_by_cloud(error: CloudError) -> bool:
    if not isinstance(error, Refused) or error.status in _NO_PROOF:
        return False
    return error.status < 500 and bool(_OF_A_SERVICE.fullmatch(error.code))


def _subnet_is_in_use(error: Refused) -> bool:
    return error.status == 500 and error.code in SUBNET_IN_USE


MEANINGS: tuple[Meaning, ...] = (
    Meaning(
        "no sign-in to send it with",
        Sending.NOT_SENT,
        Kind.NOT_SENT,
        "the gateway's door was not passed, so nothing of the call left",
        lambda error: error.unsent or isinstance(error, NotSignedIn),
    ),
    Meaning(
        "no connection: refused, no such name, untrusted certificate, a proxy that gives no way",
        Sending.NOT_SENT,
        Kind.NOT_SENT,
        "it failed before the first byte of the request",
        lambda error: isinstance(error, Unreachable) and not error.sent,
    ),
    Meaning(
        "a refused signature, token or right, with a code of the gateway",
        Sending.REFUSED,
        Kind.REFUSED,
        "the gateway lets nothing through to the service",
        lambda error: isinstance(error, SignInRefused) and _refused_by_cloud(error),
    ),
    Meaning(
        "too many calls (429)",
        Sending.REFUSED,
        Kind.REFUSED,
        "whoever limits calls does so in place of taking them (RFC 6585)",
        lambda error: isinstance(error, Refused) and error.status == 429,
    ),
    Meaning(
        "an answer below 500 with a code of the service or its gateway (408 apart)",
        Sending.REFUSED,
        Kind.REFUSED,
        "only the cloud writes such codes, and it wrote a no",
        _refused_by_cloud,
    ),
    Meaning(
        "a subnet that something is in (VPC.0208, VPC.0209), which is told with 500",
        Sending.REFUSED,
        Kind.REFUSED,
        "only the VPC service writes these codes, and it wrote a no",
        lambda error: isinstance(error, Refused) and _subnet_is_in_use(error),
    ),
    Meaning(
        "an answer below 500 without such a code, or a 408",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "anybody on the way may have written it",
        lambda error: isinstance(error, Refused) and error.status < 500,
    ),
    Meaning(
        "an answer of 500 and above",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "a proxy says 502 or 504 also after the service has accepted",
        lambda error: isinstance(error, Refused),
    ),
    Meaning(
        "a page of somebody else",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "it may stand in place of the request, or of the answer",
        lambda error: isinstance(error, Intercepted),
    ),
    Meaning(
        "a success without a readable job: HTML, empty, cut off, of the wrong kind",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "that it was accepted is likely and not proven, and what was made has no name",
        lambda error: isinstance(error, Unreadable),
    ),
    Meaning(
        "no answer: the connection broke, or time ran out",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "the request may have arrived whole",
        lambda error: isinstance(error, Unreachable),
    ),
    Meaning(
        "anything else",
        Sending.UNKNOWN,
        Kind.UNKNOWN,
        "what is not proven is not known",
        lambda error: True,
    ),
)
"""Looked through from the top: the first row that fits counts."""


def meaning(error: CloudError) -> Meaning:
    """Return what `error` proves of the call that ended in it."""
    return next(row for row in MEANINGS if row.fits(error))
