"""Which error answers refuse who we are, why, and what a person can do about it.

Sources: API Signing Guide (FAQ), gateway error codes, IAM API ("Obtaining a User Token", error
codes). IAM promises no texts, so words are looked for, not sentences. A role that is missing is no
such refusal, whatever status it comes with: the service knows well who asks.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta

from drilltui.cloud.proof import KEYS, LOGINS, By
from drilltui.cloud.remedy import lacks_role
from drilltui.domain.errors import Refused, SignInFault, SignInRefused
from drilltui.domain.language import marked, tr
from drilltui.domain.skew import SET_CLOCK, TOLERANCE, too_far

_ANY = re.compile("")
_PASSCODE = r"passcode|\bmfa\b|\btotp\b|login protection|verification|second factor|two-factor"
_LIMIT = r"reach(ed)? the limit|\blocked\b"
_TEMPORARY_ENDED = r"security.?token\W.*expired|expired\W.*security.?token"


@dataclass(frozen=True, slots=True)
class _Rule:
    """What an answer must look like to mean `fault`: all of it must fit."""

    fault: SignInFault
    by: Set[By]
    statuses: Set[int]
    code: re.Pattern[str] = _ANY
    words: re.Pattern[str] = _ANY

    def fits(self, refused: Refused, said: str) -> bool:
        """True when the answer, whose message is `said`, looks like this."""
        if refused.status not in self.statuses:
            return False
        return bool(self.code.search(refused.code) and self.words.search(said))


def _rule(
    fault: SignInFault, by: Set[By], statuses: Set[int], *, code: str = "", words: str = ""
) -> _Rule:
    return _Rule(
        fault, by, statuses, re.compile(code, re.IGNORECASE), re.compile(words, re.IGNORECASE)
    )


_TEMPORARY = frozenset({By.TEMPORARY_KEY})
_UNAUTHORIZED = frozenset({401})
_LOGIN_STATUSES = frozenset({400, 401, 403})

_RULES = (
    # The gateway locks keys, so it is the gateway that says so: services lock other things.
    _rule(SignInFault.KEY_LOCKED, KEYS, {401, 403}, code="^APIG", words=_LIMIT),
    _rule(SignInFault.ENDED, KEYS, {400, 401}, code=r"IAM\.1108"),
    _rule(SignInFault.ENDED, _TEMPORARY, _UNAUTHORIZED, words=_TEMPORARY_ENDED),
    _rule(SignInFault.CLOCK, KEYS, _UNAUTHORIZED, words=r"signature expired|\btime:\d{8}T"),
    _rule(SignInFault.ENDED, _TEMPORARY, _UNAUTHORIZED, words="expired"),
    _rule(SignInFault.SIGNATURE, KEYS, _UNAUTHORIZED, code=r"\.030[15]$"),
    _rule(SignInFault.SIGNATURE, KEYS, _UNAUTHORIZED, words=r"signature|\bak\b|secret"),
    _rule(SignInFault.OTHER, KEYS, _UNAUTHORIZED),
    _rule(SignInFault.ENDED, {By.TOKEN}, _UNAUTHORIZED),
    _rule(SignInFault.ENDED, {By.TOKEN}, {400}, code=r"SDRS\.0002"),
    _rule(SignInFault.USER_LOCKED, LOGINS, _LOGIN_STATUSES, code=r"IAM\.0061"),
    _rule(SignInFault.USER_LOCKED, LOGINS, _LOGIN_STATUSES, words=r"\blocked\b"),
    _rule(SignInFault.NOT_ALLOWED, LOGINS, _LOGIN_STATUSES, code=r"IAM\.008[123]"),
    _rule(SignInFault.PASSCODE, {By.PASSCODE}, _LOGIN_STATUSES, code=r"IAM\.1061"),
    _rule(SignInFault.PASSCODE, {By.PASSCODE}, {401, 403}, words=_PASSCODE),
    _rule(SignInFault.PASSCODE_NEEDED, {By.PASSWORD}, _LOGIN_STATUSES, words=_PASSCODE),
    _rule(SignInFault.NOT_ALLOWED, LOGINS, {403}),
    _rule(SignInFault.PASSWORD, LOGINS, _UNAUTHORIZED),
)
"""The first that fits counts."""


def judged(refused: Refused, by: By, *, skew: timedelta | None) -> Refused:
    """Return `refused` as a SignInRefused if it refuses who we are, else as it is.

    `skew` is how far the cloud's clock is ahead of ours by this very answer, None when it does not
    tell. A signature that is refused while our clock is off is refused because of the clock.
    """
    fault = _fault(refused, by, skew)
    if fault is None:
        return refused
    return SignInRefused(
        fault,
        status=refused.status,
        code=refused.code,
        message=_without_echo(refused.message),
        request_id=refused.request_id,
        remedy=_clock(skew) if fault is SignInFault.CLOCK else tr(_REMEDIES[fault]),
    )


def _fault(refused: Refused, by: By, skew: timedelta | None) -> SignInFault | None:
    said = _without_echo(refused.message)
    fits = (rule for rule in _RULES if by in rule.by and rule.fits(refused, said))
    fault = next((rule.fault for rule in fits), None)
    if fault is None or fault is SignInFault.KEY_LOCKED:
        return fault
    if by not in LOGINS and lacks_role(refused.status, refused.code):
        return None
    off = by in KEYS and skew is not None and abs(skew) > TOLERANCE
    return SignInFault.CLOCK if off else fault


def _clock(skew: timedelta | None) -> str:
    if skew is None or abs(skew) <= TOLERANCE:
        return tr("The signature's time was refused. {remedy}", remedy=tr(SET_CLOCK))
    words = too_far(skew)
    why = tr("{sentence}.", sentence=f"{words[:1].upper()}{words[1:]}")
    return f"{why} {tr(SET_CLOCK)}"


def _without_echo(message: str) -> str:
    """Leave out the canonical request, which the request log has: it fills a screen."""
    return re.split(r"[,;]?\s*canonicalRequest\b", message, maxsplit=1)[0]


_REMEDIES = {
    SignInFault.SIGNATURE: marked(
        "Check the access key and its secret. More than five wrong signatures in a row lock the "
        "key for five minutes."
    ),
    SignInFault.KEY_LOCKED: marked(
        "The access key is locked for five minutes after more than five wrong signatures in a "
        "row: wait, then check its secret before you try again."
    ),
    SignInFault.PASSWORD: marked(
        "Check user, account and password. Several wrong ones lock the user. A HUAWEI ID cannot "
        "sign in here: it takes an IAM user."
    ),
    SignInFault.PASSCODE_NEEDED: marked(
        "Add user_id to the profile (console: My Credentials): passcodes are taken for an id only."
    ),
    SignInFault.PASSCODE: marked(
        "Check the user id, and the clock of the device that shows passcodes."
    ),
    SignInFault.USER_LOCKED: marked(
        "The user is locked after too many wrong tries: wait, or ask who administers the account."
    ),
    SignInFault.ENDED: marked(
        "Sign in again: the token or the temporary key has ended, or belongs to another region."
    ),
    SignInFault.NOT_ALLOWED: marked(
        "Ask who administers the account: this user is disabled, has no programmatic access, or "
        "no right to this region."
    ),
    SignInFault.OTHER: marked("Check how this profile signs in."),
}
