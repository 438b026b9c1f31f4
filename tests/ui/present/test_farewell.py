from __future__ import annotations

from drilltui.ui.present.farewell import farewell


def told(running: int, sending: int, *, live: bool, leaving: bool = True) -> str:
    lines = farewell(running, sending, live=live, leaving=leaving)
    return "\n".join(line.plain for line in lines)


def test_a_request_that_is_out_comes_first() -> None:
    text = told(2, 1, live=True)
    assert text.index("1 request is on the way") < text.index("2 jobs are running.")
    assert "Cloud jobs go on without drilltui" in text


def test_a_rehearsals_job_ends_with_the_program_or_with_the_rehearsal() -> None:
    assert "ends with the program." in told(1, 0, live=False)
    assert "ends with the rehearsal." in told(1, 0, live=False, leaving=False)
    assert "request" not in told(1, 0, live=False)


def unknown(*, live: bool, leaving: bool = True) -> str:
    asked = ["Nobody knows yet whether the drill drill-1 was made."]
    lines = farewell(0, 0, asked, live=live, leaving=leaving)
    return "\n".join(line.plain for line in lines)


def test_what_nobody_knows_is_named_with_what_looks_it_up() -> None:
    text = unknown(live=True)
    assert "Nobody knows yet whether the drill drill-1 was made." in text
    assert "drilltui looks it up when it is started again, or 'drilltui resume' does." in text
    assert "when it is back here" in unknown(live=True, leaving=False)
    assert "its embedded cloud ends" in unknown(live=False)
    assert all(len(row) <= 78 for row in text.splitlines())
