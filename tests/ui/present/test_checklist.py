from __future__ import annotations

from datetime import UTC

from drilltui.domain.checklist import Item, Step, Tick
from drilltui.services.steps import Checklist
from drilltui.ui.line import Role
from drilltui.ui.present import checklist
from tests.ui.present.things import NOW, texts

ROUTES = Item("routes", "Add the routes", "They are lost.", "Add them.", "2 routes of prod")
CLOSE = Item("close", "Close it", "It stays.", "Close.", when="after")


def listed(*ticks: Tick | None, doubts: tuple[str, ...] = ()) -> Checklist:
    return Checklist(
        tuple(Step(item, tick) for item, tick in zip((ROUTES, CLOSE), ticks, strict=True)),
        doubts=doubts,
    )


def tick(*, done: bool = True, by: str = "ada", read: bool = False, remark: str = "") -> Tick:
    return Tick("routes", done, NOW, by, remark, read)


def rows(found: Checklist) -> list[list[str]]:
    count = len(checklist.keys(found))
    return [[span.text for span in checklist.row(found, n, UTC)] for n in range(count)]


def test_a_row_says_whether_what_who_and_the_delete_comes_last() -> None:
    assert rows(listed(tick(), None)) == [
        ["[x]", "Add the routes", "09:14 ada"],
        ["[ ]", "Close it", "after"],
        ["[ ]", "Delete the drill; VPC stays", "D, last"],
    ]
    assert rows(listed(tick(read=True), None))[0][2] == "09:14 read"
    assert rows(listed(tick(done=False), None))[0] == ["[ ]", "Add the routes", ""]


def test_the_heading_names_the_next_step() -> None:
    assert checklist.heading(listed(None, None)).plain == "TO DO 0/2  next: Add the routes"
    assert checklist.heading(listed(tick(), None)).plain == "TO DO 1/2  next: Close it"
    assert checklist.heading(listed(tick(), tick())).plain == "TO DO 2/2  next: delete the drill"


def test_under_the_list_stands_what_the_row_concerns() -> None:
    found = listed(tick(remark="both"), None)
    assert texts(checklist.about(found, "routes")) == ["2 routes of prod; both"]
    assert texts(checklist.about(found, "close")) == ["Enter says why and how."]
    assert "stay" in texts(checklist.about(found, checklist.DELETE))[0]
    assert checklist.about(found, None) == ()


def test_what_could_not_be_read_is_one_row() -> None:
    assert texts(checklist.doubts(("no ACLs", "no routes"))) == ["? no ACLs; no routes"]
    assert checklist.doubts(()) == ()


def test_in_full_a_step_says_why_how_and_who() -> None:
    lines = checklist.in_full(Step(ROUTES, tick(remark="both")), UTC)
    assert "Why  They are lost." in texts(lines)
    assert "How  Add them." in texts(lines)
    assert lines[-1].plain == "[x] done  2026-11-23 09:14 ada: both"
    assert lines[-1].spans[0].role is Role.OK
    assert texts(checklist.in_full(Step(CLOSE), UTC))[-1].startswith("[ ] not done yet")
