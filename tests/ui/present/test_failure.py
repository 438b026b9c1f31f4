from __future__ import annotations

import pytest

from drilltui.domain.errors import CloudError, NotSignedIn, SignInFault, SignInRefused
from drilltui.ui.present import failure

REFUSED = SignInRefused(SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="wrong")


@pytest.mark.parametrize("error", [REFUSED, NotSignedIn("Nothing was sent.")])
def test_after_a_refused_sign_in_what_helps_comes_first_and_stands_in_the_lists_place(
    error: CloudError,
) -> None:
    assert failure.sentence(error).startswith("Not signed in: r tries again, p shows the profiles.")
    told = [line.plain for line in failure.lines("Could not read.", error, indent=3)]
    assert told == ["   Could not read.", f"   {error}", f"   {failure.TRY_AGAIN}"]


def test_other_failures_say_themselves() -> None:
    error = CloudError("No answer.", "Try later.")
    assert failure.sentence(error) == "No answer. Try later."
    assert [line.plain for line in failure.lines("Could not read.", error)] == [
        "Could not read.",
        "No answer. Try later.",
    ]
