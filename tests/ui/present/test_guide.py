"""The guide's band and panel: what does not fit says so, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from drilltui.domain.language import CHINESE, ENGLISH, speak, tr
from drilltui.guide.bookshelf import shipped
from drilltui.guide.progress import Reading
from drilltui.ui.present import guide
from drilltui.ui.present.guide import View
from drilltui.ui.present.guide_way import Hint

DAY = datetime(2026, 11, 23, tzinfo=UTC).date()
VIEW = View(
    Reading(shipped("first-drill")).progress((), DAY), Hint(("n",), row="pg-payments"), "groups"
)
"""The first step: its words fill three rows of 80 cells."""


@pytest.fixture(params=[ENGLISH, CHINESE], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak(ENGLISH)


def bare(text: str) -> str:
    return "".join(text.split())


def words() -> str:
    """What the band has to say below its heading."""
    current = VIEW.progress.current
    assert current is not None
    said = guide.press_sentence(VIEW.hint, VIEW.scope) + guide.said(current.step.do)
    return bare(said)


@pytest.mark.parametrize("width", range(24, 200, 3))
def test_a_band_that_is_cut_ends_in_an_ellipsis(width: int) -> None:
    rows = [row.plain for row in guide.band(VIEW, width)]
    shown = bare("".join(rows[1:]))

    assert len(rows) <= guide.BAND
    assert max(map(cell_len, rows)) <= width
    assert shown == words() or (rows[-1].endswith(" ...") and words().startswith(shown[:-3]))


def test_a_band_with_room_for_all_of_it_has_no_ellipsis() -> None:
    assert "..." not in "".join(row.plain for row in guide.band(VIEW, 199))


def test_a_heading_that_is_cut_ends_in_an_ellipsis_before_the_key() -> None:
    head = guide.band(VIEW, 38)[0].plain

    assert head.endswith(tr("F2 whole guide"))
    assert " ... " in head


@pytest.mark.parametrize("height", [8, 10, 14, 40])
def test_a_low_panel_says_that_there_is_more_and_where(height: int) -> None:
    rows = [row.plain for row in guide.panel(VIEW, 32, height)]
    last = tr("F2 shows the whole guide: why, and what if it fails.")

    assert len(rows) <= height
    assert bare("".join(rows)).endswith(bare(last))
    whole = guide.panel(VIEW, 32, 100)
    assert (len(whole) <= height) != any(row.endswith(" ...") for row in rows)
