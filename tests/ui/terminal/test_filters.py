from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from drilltui.domain.plain_text import UNSAFE
from drilltui.ui.terminal.filters import AsciiOnly, Colourless, NoControls

BLACK = Color(0, 0, 0)
BOLD_RED = Style(color="red", bold=True)


def filtered(line_filter: LineFilter, text: str) -> str:
    (segment,) = line_filter.apply([Segment(text, BOLD_RED)], BLACK)
    assert segment.style == BOLD_RED
    return segment.text


@pytest.mark.parametrize("line_filter", [NoControls(), AsciiOnly()])
@given(text=st.text())
def test_a_row_keeps_its_width(line_filter: LineFilter, text: str) -> None:
    assert cell_len(filtered(line_filter, text)) == cell_len(text)


@given(st.text())
def test_no_control_character_passes(text: str) -> None:
    assert not UNSAFE.search(filtered(NoControls(), text))


@given(st.text())
def test_only_ascii_passes(text: str) -> None:
    assert filtered(AsciiOnly(), text).isascii()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b[2Jb", "a[2Jb"),
        ("\x9b31m\u202ex\u200b", "31mx"),
        ("漢字 é ─", "漢字 é ─"),
        ("plain", "plain"),
        ("\u2764\ufe0f|", "??|"),
    ],
)
def test_what_is_harmless_stays(text: str, clean: str) -> None:
    assert filtered(NoControls(), text) == clean


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        ("╭─┬─╮│▊▎", "+-+-+|||"),
        ("漢a\u0301é…→", "????.>"),
        ("█▄▁▔●", "##_-*"),
        ("a b", "a b"),
    ],
)
def test_glyphs_get_a_likeness_and_others_question_marks(text: str, likeness: str) -> None:
    assert filtered(AsciiOnly(), text) == likeness


@pytest.mark.parametrize("line_filter", [NoControls(), AsciiOnly()])
def test_clean_rows_are_passed_on_as_they_are(line_filter: LineFilter) -> None:
    segments = [Segment("a row", BOLD_RED), Segment(" of text")]
    assert line_filter.apply(segments, BLACK) is segments


def test_control_segments_are_textuals_own() -> None:
    control = Segment("\x1b[1;1H", None, [(ControlType.HOME,)])
    assert NoControls().apply([control], BLACK) == [control]


def test_colours_go_and_attributes_stay() -> None:
    segments = [
        Segment("a", Style(color="#ff0000", bgcolor="blue", bold=True, reverse=True)),
        Segment("b", None),
    ]
    first, second = Colourless().apply(segments, BLACK)
    assert first.style is not None
    assert first.style.bold
    assert first.style.reverse
    assert first.style.color is not None
    assert first.style.color.is_default
    assert first.style.bgcolor is not None
    assert first.style.bgcolor.is_default
    assert second == segments[1]
