"""What a person can do about an error answer of a service, its gateway, or anything before them.

What a code means stands in the error book (`domain.error_book`), and what a refused sign-in means
in `sign_in_fault`. Known here is only what the book cannot say: who was asked, and what a status
means by itself.
"""

from __future__ import annotations

from drilltui.domain.error_book import entry
from drilltui.domain.language import marked, tr

_ROLE_CODES = frozenset(
    {"SDRS.0003", "SDRS.0004", "SDRS.0005", "SDRS.0009", "VPC.0005", "VPC.0010", "Ecs.0003"}
)
"""A role is missing, whatever the status: 400, 401, 403 and 500 are all documented."""

_ROLE_MISSING = "SDRS.0004"
"""The code that says it by itself, for answers of 403 that have none, or none that fits."""


def remedy(status: int, code: str, host: str, service: str = marked("The service")) -> str:
    """Return a sentence or two, or an empty text. `service` is what is asked for at `host`."""
    if status == 404 and code in ("APIGW.0101", "APIG.0101"):
        return tr(
            "{service} is not offered at {host}: check the region and the endpoint.",
            service=tr(service),
            host=host,
        )
    known = entry(code, status)
    if status == 403 and (known is None or status not in known.statuses):
        known = entry(_ROLE_MISSING)  # such a status says more than a code that never comes with it
    return known.remedy if known else tr(_BY_STATUS.get(status, ""))


def lacks_role(status: int, code: str) -> bool:
    """True when the answer says that a known user may not do this."""
    return status == 403 or code in _ROLE_CODES


_BY_STATUS = {
    429: marked("Too many calls in this account: wait a minute."),
    502: marked("Try again: the service, or a proxy before it, is not available now."),
    503: marked("Try again: the service, or a proxy before it, is not available now."),
    504: marked("Try again: the service did not answer the gateway in time."),
}
