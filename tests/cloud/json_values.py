"""Any JSON that a parser may hand over, the nasty kinds included."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from drilltui.domain.json_value import JsonValue

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**4000, max_value=10**4001)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=30)
    | st.sampled_from(["", "100", "²", "2025-02-30 00:00:00", "0001-01-01T00:00:00+23:59"])
)
ANY_JSON: st.SearchStrategy[JsonValue] = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def rows(*names: str) -> st.SearchStrategy[dict[str, JsonValue]]:
    """Objects that have any JSON under any of `names`."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, ANY_JSON))


def nested(depth: int) -> JsonValue:
    """Lists in lists."""
    value: JsonValue = json.loads("[" * depth + "]" * depth)
    return value
