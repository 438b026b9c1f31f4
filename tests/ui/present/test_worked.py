from __future__ import annotations

from datetime import UTC, datetime

import pytest

from drilltui.domain.exercise import Exercise
from drilltui.domain.verification import Verification
from drilltui.services.steps import Checklist
from drilltui.ui.line import Role
from drilltui.ui.present.worked import worked

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "said", "role"),
    [
        ((), "not verified", Role.WARN),
        ((True,), "1 of 2 servers verified", Role.WARN),
        ((True, True), "2 of 2 servers verified", Role.OK),
        ((True, False), "1 of 2 servers failed", Role.WARN),
    ],
)
def test_says_how_far_the_servers_were_verified(
    words: tuple[bool, ...], said: str, role: Role
) -> None:
    verified = {str(n): Verification(str(n), one, NOW, "ada") for n, one in enumerate(words)}
    told = worked(Checklist((), Exercise(verified=verified)), 2)
    assert told.plain == f"Verified   {said}"
    assert told.spans[-1].role is role
