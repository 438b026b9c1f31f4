"""What looks like a secret in a text, and the text without it. Pure.

Nothing of the kind should be in a record. What is sent away all the same is looked through.
"""

from __future__ import annotations

import re

MASK = "***"

SECRET_HEADERS = frozenset(
    {
        "authorization",
        "cookie",
        "proxy-authorization",
        "set-cookie",
        "x-auth-token",
        "x-security-token",
        "x-subject-token",
    }
)

# The gateway's 401 echoes its canonical request, "|" for line breaks: "x-security-token:…|".
_ECHOED = re.compile(
    rf"\b({'|'.join(sorted(SECRET_HEADERS))})(\\?[\"']?\s*[:=]\s*\\?[\"']?)[^|\"\\\r\n<]+",
    re.IGNORECASE,
)
# A JSON member that holds a secret; the end of the text may stand in for its closing quote.
_MEMBER = re.compile(
    r'("(?:[^"\\]{0,40}(?:password|passwd|passcode|secret|token)|adminPass|sk|user_data)"\s*:\s*")'
    r'(?:[^"\\]|\\.)*("|\\?\Z)',
    re.IGNORECASE | re.DOTALL,
)


def redacted(text: str) -> str:
    """Return `text` without secret header values and secret JSON members."""
    text = _ECHOED.sub(rf"\1\g<2>{MASK}", text)
    return _MEMBER.sub(rf"\1{MASK}\2", text)
