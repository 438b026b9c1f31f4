from __future__ import annotations

import pytest

from drilltui.domain.errors import CloudError, NotSignedIn, Refused, SignInFault, SignInRefused
from drilltui.domain.sending import Sending, meaning


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
