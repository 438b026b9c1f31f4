"""Texts as hostile as the cloud's, and lines made of them."""

from __future__ import annotations

from hypothesis import strategies as st

from drilltui.ui.line import Line, Role, Span

HOSTILE = [
    "\x1b[2J",
    "\x1b]52;c;eA==\x07",
    "\u202e",
    "\x9b",
    "[red]",
    "漢字",
    "e\u0301",
    "👩",
    "\n",
]

texts = st.lists(
    st.one_of(st.text("ab 漢é", max_size=6), st.sampled_from(HOSTILE), st.text(max_size=4)),
    max_size=4,
).map("".join)
spans = st.builds(Span, texts, st.sampled_from(Role))
lines = st.builds(Line, st.lists(spans, max_size=4).map(tuple))
