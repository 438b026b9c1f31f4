"""Whose request is this? Checking what it proves itself with: a token or a signature."""

import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from drilltui.sandbox.accounts import AccessKey, Account, Project
from drilltui.sandbox.caller import Caller
from drilltui.sandbox.lock import Lock
from drilltui.sandbox.received import Received
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.signature import Claim, canonical_request, is_signed_by, read_claim
from drilltui.sandbox.tokens import Tokens

#: How far ``X-Sdk-Date`` may be off the gateway's clock.
SKEW: Final = timedelta(minutes=15)

#: More than five wrong signatures in a row lock a key ("API Signing Guide", FAQ).
_TRIES: Final = 6
_LOCKED_FOR: Final = timedelta(minutes=5)

_STAMP: Final = re.compile(r"\d{8}T\d{6}Z")
_WRONG: Final = "Incorrect IAM authentication information: "


class Credentials:
    """Checks requests against the users of one account."""

    def __init__(self, account: Account, tokens: Tokens) -> None:
        self._account = account
        self._tokens = tokens
        self._lock = Lock(_TRIES, _LOCKED_FOR)

    def caller(self, received: Received, now: datetime) -> Caller:
        """Who sent the request; raises ``APIGW.0301``, ``0307`` or ``0802``."""
        token = received.header("x-auth-token")
        if token is not None:
            grant = self._tokens.grant(token, now)
            return Caller(grant.user, (grant.project,) if grant.project else (), grant)
        authorization = received.header("authorization")
        if authorization is None:
            raise _refused("x-auth-token and Authorization not found")
        claim = read_claim(authorization)
        if claim is None:
            raise _refused("Authorization format incorrect")
        return self._signer(received, claim, now)

    def _signer(self, received: Received, claim: Claim, now: datetime) -> Caller:
        holder = self._account.key_holder(claim.ak)
        if holder is None:
            raise _refused(f"Get secretKey failed,ak:{claim.ak},err:ak not exist")
        if self._lock.is_locked(claim.ak, now):
            raise _refused(f"{claim.ak} AK access failed to reach the limit,forbidden")
        user, key = holder
        if user.disabled or not user.programmatic_access:
            raise _refused(f"Get secretKey failed,ak:{claim.ak},err:ak is disabled")
        stamp = _fresh_stamp(received, claim, now)
        self._check_signature(received, claim, key, stamp, now)
        _check_temporary_key(received, key, now)
        if not user.region_access:
            raise Refusal("APIGW.0802")
        return Caller(user, self._projects(received))

    def _check_signature(
        self, received: Received, claim: Claim, key: AccessKey, stamp: str, now: datetime
    ) -> None:
        canonical = canonical_request(received, claim.signed_headers)
        if canonical is not None and is_signed_by(claim, canonical, stamp, key.sk):
            self._lock.succeeded(key.ak)
            return
        self._lock.failed(key.ak, now)
        if canonical is None:
            raise _refused("verify aksk signature fail, a signed header is missing")
        shown = canonical.decode("utf-8", "replace").replace("\n", "|")
        raise _refused(f"verify aksk signature fail, canonicalRequest:{shown}")

    def _projects(self, received: Received) -> tuple[Project, ...]:
        """The project that ``X-Project-Id`` names, or all when it names none."""
        wanted = received.header("x-project-id")
        if wanted is None:
            return self._account.projects
        project = self._account.project_with_id(wanted)
        return (project,) if project else ()


def _fresh_stamp(received: Received, claim: Claim, now: datetime) -> str:
    """The value of ``X-Sdk-Date``, which must be signed and near the gateway's clock."""
    stamp = received.header("x-sdk-date") or ""
    if "x-sdk-date" not in claim.signed_headers or not _STAMP.fullmatch(stamp):
        raise _refused("X-Sdk-Date is missing, malformed or not signed")
    try:
        signed = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:  # a form that fits with a thirteenth month in it
        raise _refused("X-Sdk-Date is malformed") from None
    if abs(signed - now) > SKEW:
        raise _refused(f"signature expired,time:{stamp}")
    return stamp


def _check_temporary_key(received: Received, key: AccessKey, now: datetime) -> None:
    sent = received.header("x-security-token") or ""
    if not hmac.compare_digest(sent.encode(), (key.security_token or "").encode()):
        raise _refused("verify securityToken fail")
    if key.expires is not None and now >= key.expires:
        raise _refused("securityToken expired")


def _refused(why: str) -> Refusal:
    return Refusal("APIGW.0301", _WRONG + why)
