from __future__ import annotations

import pytest

from drilltui.domain.verdict import Verdict
from drilltui.ui.line import Role, Span
from drilltui.ui.present.states import VERDICT_ROLES, role_of, sign_of, state_span


@pytest.mark.parametrize(
    ("state", "role", "sign"),
    [
        ("protected", Role.OK, "+"),
        ("SUCCESS", Role.OK, "+"),
        ("failing-over", Role.BUSY, "~"),
        ("INIT", Role.TEXT, "-"),
        ("FAIL", Role.STOP, "!"),
        ("error", Role.STOP, "!"),
        ("error-deleting", Role.STOP, "!"),
        ("SHUTOFF", Role.WARN, "?"),
        ("failed-over", Role.WARN, "?"),
        ("", Role.WARN, "?"),
    ],
)
def test_a_state_has_a_role_and_a_sign_that_says_the_same(
    state: str, role: Role, sign: str
) -> None:
    assert (role_of(state), sign_of(state)) == (role, sign)


def test_the_word_is_the_services_own_and_none_is_unknown() -> None:
    assert state_span("weird-new-state") == Span("? weird-new-state", Role.WARN)
    assert state_span("") == Span("? unknown", Role.WARN)


def test_every_verdict_has_a_role() -> None:
    assert set(VERDICT_ROLES) == set(Verdict)
