"""What a person can do about an error answer of the gateway, or of anything before the service.

What the service's own codes (``SDRS.…``) mean for a drill is not known here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

CLOCK_TOLERANCE = timedelta(minutes=15)
"""How far X-Sdk-Date may be off (API Signing Guide, FAQ)."""


def remedy(status: int, code: str, host: str, *, skew: timedelta | None = None) -> str:
    """Return a sentence or an empty text.

    `skew` is the cloud's clock minus ours, None when the answer has no date.
    """
    if status == 401:
        return _clock(skew) or _not_signed_in(code)
    if status == 404 and code.endswith(".0101"):
        return f"The service is not offered at {host}: check the region and the endpoint."
    return _BY_STATUS.get(status, "")


def skew(date: datetime | None, now: datetime) -> timedelta | None:
    """Return how far the cloud's clock (an answer's Date) is ahead of ours."""
    return None if date is None else date - now


def _clock(skew: timedelta | None) -> str:
    if skew is None or abs(skew) <= CLOCK_TOLERANCE:
        return ""
    minutes = round(abs(skew).total_seconds() / 60)
    side = "behind" if skew > timedelta() else "ahead of"
    return (
        f"This host's clock is {minutes} min {side} the cloud's, 15 are allowed: "
        "set it (timedatectl, chronyc) and try again."
    )


def _not_signed_in(code: str) -> str:
    if code.endswith(".0307"):
        return "Sign in again: the token has ended or belongs to another region."
    return (
        "Check the access key and its secret. After more than five wrong signatures in a row the "
        "key is locked for five minutes."
    )


_BY_STATUS = {
    403: "Ask for the role SDRS Administrator, with Tenant Guest and Server Administrator, "
    "in this project.",
    407: "The proxy wants a user name and a password: put them into HTTPS_PROXY.",
    429: "Too many calls in this account: wait a minute.",
    502: "Try again: the service, or a proxy before it, is not available now.",
    503: "Try again: the service, or a proxy before it, is not available now.",
    504: "Try again: the service did not answer the gateway in time.",
}
