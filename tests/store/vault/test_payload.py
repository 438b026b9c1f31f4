from __future__ import annotations

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.secret import Secret
from drilltui.store.vault.payload import fields_of, keepsake_from, to_text

SECRETS = st.none() | st.text(min_size=1).map(Secret)


@given(st.builds(Keepsake, st.text(), SECRETS, SECRETS, SECRETS))
def test_what_is_written_is_read_back(keepsake: Keepsake) -> None:
    if keepsake == Keepsake():
        return
    text = to_text(fields_of(keepsake))

    assert text.isascii()
    assert keepsake_from(text, "vault", "prod") == keepsake


def test_it_is_compact_and_has_what_is_set_only() -> None:
    keepsake = Keepsake(ak="A", sk=Secret("s"))

    assert to_text(fields_of(keepsake)) == '{"ak":"A","sk":"s"}'


@pytest.mark.parametrize(
    "text",
    [
        "HUSH",
        '{"sk": "HUSH"',
        '["HUSH"]',
        '"HUSH"',
        "{}",
        "null",
        '{"sk": "HUSH", "more": "HUSH"}',
        '{"sk": 7, "ak": "HUSH"}',
        '{"sk": "", "ak": "HUSH"}',
        '{"password": null, "ak": "HUSH"}',
        "[" * 100_000 + '"HUSH"',
    ],
)
def test_what_is_not_ours_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(VaultError) as caught:
        keepsake_from(text, "Secret Service", "pr\x1bod")

    assert str(caught.value) == (
        "The entry of the profile pr?od in the Secret Service was not written by drilltui. "
        "Take it away with `drilltui credentials forget` and sign in anew."
    )
    assert "HUSH" not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None
