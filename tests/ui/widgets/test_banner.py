from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.ui.line import Line, Role
from drilltui.ui.widgets.banner import Banner, banner_line
from tests.ui.widgets.stage import Stage
from tests.ui.widgets.texts import texts

CRUMBS = ("groups", "pg-payments", "new drill")


def shown(width: int, *, live: bool = False, note: str = "7 of 42") -> Line:
    return banner_line(
        width, live=live, source="smooth", region="eu-demo-1", crumbs=CRUMBS, note=note
    )


def test_mode_source_region_way_and_note() -> None:
    assert shown(80).plain == (
        " REHEARSAL  smooth   eu-demo-1   groups > pg-payments > new drill       7 of 42"
    )
    assert shown(80, live=True).plain.startswith(" LIVE  smooth")


def test_mode_is_a_word_with_a_role() -> None:
    assert shown(80).spans[0].role is Role.REHEARSAL
    assert shown(80, live=True).spans[0].role is Role.LIVE


def test_crumbs_go_from_the_left_and_then_the_note() -> None:
    assert shown(66).plain == " REHEARSAL  smooth   eu-demo-1   ... > new drill          7 of 42"
    assert shown(50).plain == " REHEARSAL  smooth   eu-demo-1   ... > new drill"
    assert shown(40).plain == " REHEARSAL  smooth   eu-demo-1   new drill"


@given(texts, texts, st.lists(texts, max_size=4), texts, st.integers(20, 120))
def test_the_note_ends_a_cell_before_the_edge_or_is_left_out(
    source: str, region: str, crumbs: list[str], note: str, width: int
) -> None:
    line = banner_line(width, live=True, source=source, region=region, crumbs=crumbs, note=note)
    assert line.plain.startswith(" LIVE ")
    if line.spans[-1].role is Role.DIM:
        assert cell_len(line.plain) in (width - 1, width) or cell_len(line.plain) > width


async def test_saying_something_new_repaints_only_that() -> None:
    banner = Banner(live=False, source="smooth", region="eu", crumbs=["groups"], note="7 of 42")
    stage = Stage(banner)
    async with stage.run_test(size=(60, 3)) as pilot:
        await stage.settle(pilot)
        banner.say(note="8 of 42")
        await pilot.pause()
        assert stage.painted == [(0, 52, 53)]
        banner.say(crumbs=["drills"], source="stuck")
        await pilot.pause()
        assert stage.row(0) == " REHEARSAL  stuck   eu   drills" + " " * 21 + "8 of 42"


def test_that_nothing_may_be_changed_stands_next_to_the_mode_and_stays() -> None:
    for width in (80, 40, 24):
        line = banner_line(
            width,
            live=True,
            source="prod",
            region="eu-de",
            crumbs=CRUMBS,
            note="7 of 42",
            read_only=True,
        )
        assert line.plain.startswith(" LIVE  READ-ONLY  prod   eu-de   ")
        assert line.spans[2].role is Role.WARN


def test_before_there_is_a_mode_the_program_says_its_name() -> None:
    line = banner_line(80, live=None, source="", region="", crumbs=["welcome"], note="")
    assert line.plain == " drilltui  welcome"
    assert "LIVE" not in line.plain


async def test_what_is_allowed_can_become_known_later() -> None:
    banner = Banner(live=True, source="prod", crumbs=["groups"])
    stage = Stage(banner)
    async with stage.run_test(size=(60, 3)) as pilot:
        await stage.settle(pilot)
        banner.say(read_only=True, region="eu-de")
        await pilot.pause()
        assert stage.row(0) == " LIVE  READ-ONLY  prod   eu-de   groups"
