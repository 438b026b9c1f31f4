"""What each failure proves of a call that changes the cloud: every row, and none in vain."""

from __future__ import annotations

import pytest

from drilltui.domain.errors import (
    CloudError,
    Intercepted,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
    Unreadable,
)
from drilltui.domain.record import Kind
from drilltui.domain.sending import DONE_BY_CLOUD, MEANINGS, OPEN, Sending, meaning


def refused(status: int, code: str = "") -> Refused:
    return Refused(status=status, code=code or str(status), message="no")


def sign_in(status: int, code: str = "APIGW.0301") -> SignInRefused:
    return SignInRefused(SignInFault.SIGNATURE, status=status, code=code, message="no")


TABLE: list[tuple[CloudError, int]] = [
    (NotSignedIn("Nobody gave the passcode."), 0),
    (Unreachable("The connection was refused.", sent=False), 1),
    (sign_in(401), 2),
    (sign_in(403), 2),
    (sign_in(400, "SDRS.0002"), 2),
    (refused(429, "APIGW.0308"), 3),
    (refused(429), 3),
    (refused(400, "SDRS.1002"), 4),
    (refused(404, "APIGW.0101"), 4),
    (refused(403, "APIG.0302"), 4),
    (refused(499, "SDRS.1013"), 4),
    (refused(413, "APIGW.0201"), 4),
    (refused(500, "VPC.0208"), 5),
    (refused(500, "VPC.0209"), 5),
    (refused(400), 6),
    (refused(404), 6),
    (refused(400, "SDRS"), 6),
    (refused(400, "SDRS.1002\n"), 6),
    (refused(400, "Ｓ.1002"), 6),
    (refused(400, "nginx.12"), 6),
    (refused(408, "APIGW.0201"), 6),
    (refused(408), 6),
    (refused(500, "SDRS.0013"), 7),
    (refused(500, "VPC.0105"), 7),
    (refused(502), 7),
    (refused(503, "APIGW.0613"), 7),
    (refused(504), 7),
    (sign_in(503), 7),
    (Intercepted("A login page.", status=200), 8),
    (Unreadable("No JSON.", status=200), 9),
    (Unreachable("The connection broke.", sent=True), 10),
    (CloudError("Something new."), 11),
]


@pytest.mark.parametrize(("error", "row"), TABLE, ids=lambda one: repr(one)[:60])
def test_each_kind_of_failure_has_its_row(error: CloudError, row: int) -> None:
    assert MEANINGS.index(meaning(error)) == row


def test_no_row_is_unreachable() -> None:
    assert {row for _, row in TABLE} == set(range(len(MEANINGS)))


@pytest.mark.parametrize("row", MEANINGS, ids=lambda row: row.failure)
def test_a_row_says_the_same_in_the_record_and_to_people(row: object) -> None:
    kinds = {
        Sending.NOT_SENT: Kind.NOT_SENT,
        Sending.REFUSED: Kind.REFUSED,
        Sending.UNKNOWN: Kind.UNKNOWN,
    }
    (found,) = [one for one in MEANINGS if one is row]

    assert found.kind is kinds[found.sending]
    assert found.failure
    assert found.why


def test_an_intention_is_open_until_somebody_can_say() -> None:
    assert {Sending.INTENDED, Sending.UNKNOWN, Sending.AMBIGUOUS} == OPEN
    assert not OPEN & DONE_BY_CLOUD


def refused_sign_in(code: str, status: int = 401) -> SignInRefused:
    return SignInRefused(SignInFault.OTHER, status=status, code=code, message="no")


@pytest.mark.parametrize(
    ("error", "sending"),
    [
        (refused_sign_in("APIGW.0301"), Sending.REFUSED),
        (refused_sign_in("APIG.0301"), Sending.REFUSED),
        (refused_sign_in("SDRS.0002", 400), Sending.REFUSED),
        (refused_sign_in("401"), Sending.UNKNOWN),  # a proxy's: the cloud may have accepted
        (refused_sign_in("403", 403), Sending.UNKNOWN),
        (Refused(status=401, code="401", message="no"), Sending.UNKNOWN),
        (NotSignedIn("nobody gave the passcode"), Sending.NOT_SENT),
    ],
)
def test_a_401_proves_a_refusal_in_the_words_of_the_cloud_only(
    error: CloudError, sending: Sending
) -> None:
    assert meaning(error).sending is sending


@pytest.mark.parametrize("code", ["401", "IAM.0061"])
def test_whoever_was_refused_at_the_sign_in_has_sent_no_call(code: str) -> None:
    error = refused_sign_in(code)
    error.unsent = True
    assert meaning(error).sending is Sending.NOT_SENT
