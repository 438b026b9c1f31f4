from __future__ import annotations

from datetime import UTC, datetime, timedelta

from drilltui.domain.programme import Standing
from drilltui.ui.present.overview import Row, cells
from tests.ui.present.things import group

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_an_overdue_group_whose_last_drill_nobody_verified_says_so() -> None:
    before = NOW - timedelta(days=200)
    for unverified in (True, False):
        due = Standing(group(), before, before, NOW, True, unverified=unverified)
        row = " ".join(span.text for span in cells(Row("due/1", due), {}, NOW))
        assert ("(not verified)" in row) is unverified
