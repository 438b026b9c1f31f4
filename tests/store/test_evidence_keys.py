"""What the configuration hides in every export."""

from __future__ import annotations

import pytest

from drilltui.domain.errors import ConfigError
from drilltui.store.config_keys import configuration_of


def test_fields_are_read_in_their_order() -> None:
    said = {"evidence": {"redact": ["by", "signed.name", "part*"]}}

    assert configuration_of(said, "config.toml").redact == ("by", "signed.name", "part*")
    assert configuration_of({}, "config.toml").redact == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"evidence": 1}, "evidence: must be a table"),
        ({"evidence": {"redakt": []}}, "did you mean redact?"),
        ({"evidence": {"redact": "by"}}, "must be a list of names of fields"),
        ({"evidence": {"redact": ["by", ""]}}, "number 2 must be the name of a field"),
        ({"evidence": {"redact": ["a.b.c"]}}, "number 1 must be the name of a field"),
        ({"evidence": {"redact": ["by"] * 101}}, "must be a list of names of fields"),
    ],
)
def test_what_is_no_list_of_fields_is_said(said: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError) as refused:
        configuration_of(said, "config.toml")
    assert words in str(refused.value)
