"""Each documented way to refuse who we are, and those that look like one and are none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drilltui.cloud.proof import By
from drilltui.cloud.sign_in_fault import judged
from drilltui.domain.errors import Refused, SignInFault, SignInRefused

S, P = SignInFault, "Incorrect IAM authentication information: "
KEY, TEMPORARY, TOKEN = By.SIGNATURE, By.TEMPORARY_KEY, By.TOKEN
WRONG = (
    P + "verify aksk signature fail, canonicalRequest:GET|/v1/expired/||x-sdk-date:20250917T064210Z"
)


def refused(status: int, code: str, message: str) -> Refused:
    return Refused(status=status, code=code, message=message, request_id="r1", remedy="roles")


CASES = [
    # An access key at the gateway: the signing guide, and what the embedded cloud answers.
    (KEY, 401, "APIGW.0301", WRONG, S.SIGNATURE),
    (TEMPORARY, 401, "APIGW.0301", WRONG, S.SIGNATURE),
    (KEY, 401, "APIGW.0301", P + "Get secretKey failed,ak:X,err:ak not exist", S.SIGNATURE),
    (KEY, 401, "APIGW.0301", P + "Authorization format incorrect", S.SIGNATURE),
    (KEY, 401, "APIGW.0305", "anything", S.SIGNATURE),
    (KEY, 401, "401", "the signature does not match", S.SIGNATURE),
    (KEY, 401, "401", "who are you", S.OTHER),
    (KEY, 401, "APIGW.0301", P + "X AK access failed to reach the limit,forbidden", S.KEY_LOCKED),
    (KEY, 403, "APIGW.0301", "X AK access failed to reach the limit,forbidden", S.KEY_LOCKED),
    (KEY, 401, "APIGW.0301", P + "signature expired,time:20230527T020608Z", S.CLOCK),
    (KEY, 401, "APIGW.0303", "verify failed, time:20230527T020608Z", S.CLOCK),
    (TEMPORARY, 401, "APIGW.0301", P + "signature expired,time:20230527T020608Z", S.CLOCK),
    (TEMPORARY, 401, "APIGW.0301", P + "securityToken expired", S.ENDED),
    (TEMPORARY, 401, "APIGW.0301", "the security token has expired", S.ENDED),
    (TEMPORARY, 401, "APIGW.0301", "credential expired", S.ENDED),
    (TEMPORARY, 401, "APIGW.0301", P + "verify securityToken fail", S.SIGNATURE),
    (TEMPORARY, 400, "IAM.1108", "the token is invalid", S.ENDED),
    # A token at the gateway or a service.
    (TOKEN, 401, "APIGW.0307", "The token must be updated.", S.ENDED),
    (TOKEN, 401, "APIGW.0301", P + "decrypt token fail", S.ENDED),
    (TOKEN, 401, "VPC.0008", "bad token", S.ENDED),
    (TOKEN, 400, "SDRS.0002", "bad token", S.ENDED),
    # A password at IAM.
    (By.PASSWORD, 401, "401", "The username or password is wrong.", S.PASSWORD),
    (By.PASSCODE, 401, "401", "The username or password is wrong.", S.PASSWORD),
    (By.PASSWORD, 401, "IAM.0061", "x", S.USER_LOCKED),
    (By.PASSWORD, 403, "IAM.0061", "x", S.USER_LOCKED),
    (By.PASSCODE, 401, "401", "The account is locked for 15 minutes", S.USER_LOCKED),
    (By.PASSWORD, 403, "IAM.0081", "x", S.NOT_ALLOWED),
    (By.PASSWORD, 403, "IAM.0082", "x", S.NOT_ALLOWED),
    (By.PASSWORD, 401, "IAM.0083", "x", S.NOT_ALLOWED),
    (By.PASSWORD, 403, "403", "Forbidden", S.NOT_ALLOWED),
    (By.PASSWORD, 401, "401", "Login protection asks for a passcode too.", S.PASSCODE_NEEDED),
    (By.PASSWORD, 403, "403", "MFA is required", S.PASSCODE_NEEDED),
    (By.PASSWORD, 400, "400", "verification code needed", S.PASSCODE_NEEDED),
    (By.PASSCODE, 401, "401", "The user ID or passcode is wrong.", S.PASSCODE),
    (By.PASSCODE, 400, "IAM.1061", "invalid", S.PASSCODE),
]

NONE = [
    (KEY, 400, "SDRS.0003", "no permission"),
    (KEY, 403, "APIGW.0302", "not allowed for this API"),
    (TOKEN, 403, "VPC.0010", "policy denies"),
    (TOKEN, 401, "VPC.0005", "restricted"),
    (TOKEN, 400, "SDRS.1002", "state"),
    (KEY, 404, "APIGW.0101", "no such API"),
    (KEY, 429, "APIGW.0308", "reached the limit"),
    (KEY, 500, "APIGW.0301", WRONG),
    (By.PASSWORD, 404, "404", "Could not find project."),
    (By.PASSWORD, 400, "400", "The request body is invalid: auth.scope."),
    (By.PASSWORD, 429, "IAM.0012", "throttled"),
    (By.PASSWORD, 503, "503", "password store down"),
]


@pytest.mark.parametrize(("by", "status", "code", "message", "fault"), CASES)
def test_a_refusal_of_who_we_are(
    by: By, status: int, code: str, message: str, fault: SignInFault
) -> None:
    error = judged(refused(status, code, message), by, skew=timedelta(seconds=3))
    assert isinstance(error, SignInRefused)
    assert error.fault is fault
    assert (error.status, error.code, error.request_id) == (status, code, "r1")
    assert error.remedy not in ("", "roles")
    assert "canonicalRequest" not in error.message


@pytest.mark.parametrize(("by", "status", "code", "message"), NONE)
def test_what_is_no_matter_of_who_we_are(by: By, status: int, code: str, message: str) -> None:
    error = refused(status, code, message)
    assert judged(error, by, skew=timedelta(hours=9)) is error


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(17, "This host is 17 min behind, 15 min are"), (-90, "This host is 90 min ahead, 15")],
)
def test_a_clock_that_is_off_takes_the_blame(minutes: int, words: str) -> None:
    error = judged(refused(401, "APIGW.0301", WRONG), KEY, skew=timedelta(minutes=minutes))
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.CLOCK
    assert error.remedy.startswith(words)
    assert "timedatectl" in error.remedy


@pytest.mark.parametrize("minutes", [15, -15, 0])
def test_a_clock_within_the_tolerance_does_not(minutes: int) -> None:
    error = judged(refused(401, "APIGW.0301", WRONG), KEY, skew=timedelta(minutes=minutes))
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.SIGNATURE


def test_a_clock_is_no_matter_of_passwords_and_locks() -> None:
    off = timedelta(hours=9)
    for by, message, fault in (
        (By.PASSWORD, "wrong", SignInFault.PASSWORD),
        (TOKEN, "wrong", SignInFault.ENDED),
        (KEY, "AK access failed to reach the limit,forbidden", SignInFault.KEY_LOCKED),
    ):
        error = judged(refused(401, "APIGW.0301", message), by, skew=off)
        assert isinstance(error, SignInRefused)
        assert error.fault is fault


def test_a_stamp_that_was_refused_by_a_cloud_without_a_date_is_told() -> None:
    error = judged(refused(401, "x", "signature expired"), KEY, skew=None)
    assert error.remedy.startswith("The signature's time was refused.")
