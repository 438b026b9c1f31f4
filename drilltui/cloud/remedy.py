"""What a person can do about an error answer of a service, its gateway, or anything before them.

What the service's own codes (``SDRS.…``) mean for a drill is not known here, and what a refused
sign-in means stands in `sign_in_fault`.
"""

from __future__ import annotations

_ROLE_CODES = frozenset(
    {"SDRS.0003", "SDRS.0004", "SDRS.0005", "SDRS.0009", "VPC.0005", "VPC.0010", "Ecs.0003"}
)
"""A role is missing, whatever the status: 400, 401, 403 and 500 are all documented."""

_PROJECT_CODES = frozenset({"SDRS.0001", "VPC.0007", "Ecs.0023"})
"""The project in the path is not one of who asks."""

_ROLES = (
    "Ask for the role SDRS Administrator, with Tenant Guest and Server Administrator, "
    "in this project."
)


def remedy(status: int, code: str, host: str, service: str = "The service") -> str:
    """Return a sentence or an empty text. `service` is what is asked for at `host`."""
    if lacks_role(status, code):
        return _ROLES
    if code in _PROJECT_CODES:
        return "Check the project id: this sign-in does not reach that project here."
    if status == 404 and code.endswith(".0101"):
        return f"{service} is not offered at {host}: check the region and the endpoint."
    return _BY_STATUS.get(status, "")


def lacks_role(status: int, code: str) -> bool:
    """True when the answer says that a known user may not do this."""
    return status == 403 or code in _ROLE_CODES


_BY_STATUS = {
    429: "Too many calls in this account: wait a minute.",
    502: "Try again: the service, or a proxy before it, is not available now.",
    503: "Try again: the service, or a proxy before it, is not available now.",
    504: "Try again: the service did not answer the gateway in time.",
}
