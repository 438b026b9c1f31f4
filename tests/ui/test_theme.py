from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style

from drilltui.domain.plain_text import UNSAFE
from drilltui.ui.line import Line, Role, line
from drilltui.ui.theme import COLOUR, MONO, draw, role_style
from tests.ui.widgets.texts import lines


@given(lines, st.integers(0, 30), st.booleans())
def test_every_line_fills_exactly_its_width_and_holds_nothing_a_terminal_obeys(
    drawn: Line, width: int, mono: bool
) -> None:
    strip = draw(drawn, width, mono=mono)
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width
    assert not UNSAFE.search(strip.text)


def test_a_wide_character_at_the_edge_becomes_a_blank() -> None:
    assert draw(line("a漢字"), 4).text == "a漢 "
    assert draw(line("a漢字"), 5).text == "a漢字"
    assert draw(line("a", "漢", "b"), 2).text == "a "


def test_padding_has_no_style_of_its_own() -> None:
    strip = draw(line(("bad", Role.STOP)), 6, over=Style(reverse=True))
    (bad, padding) = list(strip)
    assert bad.style == COLOUR[Role.STOP] + Style(reverse=True)
    assert (padding.text, padding.style) == ("   ", None)


def test_text_in_brackets_is_shown_as_it_is() -> None:
    assert draw(line("[red]x[/nope]"), 14).text == "[red]x[/nope] "


@pytest.mark.parametrize("role", Role)
def test_colours_are_the_sixteen_of_the_terminal(role: Role) -> None:
    for colour in (COLOUR[role].color, COLOUR[role].bgcolor):
        assert colour is None or colour.type is ColorType.STANDARD


@pytest.mark.parametrize("role", Role)
def test_mono_has_no_colour(role: Role) -> None:
    assert role_style(role, mono=True) is MONO[role]
    assert MONO[role].color is None
    assert MONO[role].bgcolor is None


@pytest.mark.parametrize("look", [COLOUR, MONO])
def test_bad_news_and_live_mode_stand_out_without_colour(look: dict[Role, Style]) -> None:
    def attributes(role: Role) -> Style:
        return look[role].without_color

    assert attributes(Role.STOP) != attributes(Role.OK)
    assert attributes(Role.LIVE) != attributes(Role.REHEARSAL)
