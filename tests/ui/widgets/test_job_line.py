from __future__ import annotations

from drilltui.ui.line import line
from drilltui.ui.widgets.job_line import JobLine


def test_what_has_no_room_leaves_a_mark() -> None:
    shown = JobLine()
    shown.show_job(line(" create drill-1  SUCCESS 5 of 5  0:58  ended"))

    assert [row.plain for row in shown.rows(20)] == [" create drill-1  SU~"]
    assert [row.plain for row in shown.rows(80)] == [" create drill-1  SUCCESS 5 of 5  0:58  ended"]
