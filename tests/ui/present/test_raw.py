from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from drilltui.ui.present.raw import answer

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(documents)
def test_the_rows_are_the_answer_and_no_row_breaks_in_the_middle(document: object) -> None:
    rows = [row.plain for row in answer(document)]
    assert json.loads("\n".join(rows)) == document
    assert all("\n" not in row and "\r" not in row and "\x1b" not in row for row in rows)


def test_other_scripts_are_shown_as_they_are() -> None:
    assert [row.plain for row in answer({"name": "演练"})] == ["{", '  "name": "演练"', "}"]
