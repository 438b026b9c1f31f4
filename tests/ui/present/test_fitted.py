from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.domain.plain_text import UNSAFE, plain
from drilltui.ui.line import Line, Role, Span
from drilltui.ui.present.fitted import cut, fit, fit_span

names = st.text(st.characters() | st.sampled_from("演练🦊e\u0301\u200b\u202e\x1b\x9b한é"))
widths = st.integers(0, 40)


@given(names, widths)
def test_any_text_takes_exactly_its_column(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(names, widths)
def test_nothing_that_a_terminal_obeys_comes_through(text: str, width: int) -> None:
    assert UNSAFE.search(fit(text, width)) is None


@given(names, widths)
def test_what_fits_is_whole_and_what_does_not_says_so(text: str, width: int) -> None:
    shown = plain(text)
    if cell_len(shown) <= width:
        assert fit(text, width).rstrip(" ") == shown.rstrip(" ")
    elif width:
        assert fit(text, width).endswith("~")


def test_a_wide_character_that_would_stand_on_the_edge_leaves_a_blank() -> None:
    assert fit("演练演", 5) == "演练~"
    assert fit("演练演", 4) == "演 ~"
    assert fit("ab", 4) == "ab  "
    assert fit("abcde", 1) == "~"


def test_a_span_keeps_its_role() -> None:
    assert fit_span(Span("abc", Role.STOP), 2) == Span("a~", Role.STOP)


@given(st.lists(names, max_size=4), widths)
def test_a_line_that_fits_is_left_alone_and_another_ends_with_the_mark(
    texts: list[str], width: int
) -> None:
    line = Line(tuple(Span(text) for text in texts if text))
    whole = plain(line.plain)
    shown = cut(line, width)

    if cell_len(whole) <= width:
        assert shown == line
    elif width:
        assert cell_len(plain(shown.plain)) == width
        assert shown.plain.endswith("~")
