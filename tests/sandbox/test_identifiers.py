import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.sandbox.identifiers import (
    Identifiers,
    NumberedIdentifiers,
    identifiers_for,
    is_uuid,
    number_in,
)


def test_the_forms_of_the_service() -> None:
    ids = Identifiers(random.Random(3))
    for _ in range(200):
        text = ids.uuid()
        assert uuid.UUID(text).version == 4
        assert str(uuid.UUID(text)) == text
        assert is_uuid(text)
    assert len(ids.hex32()) == 32
    assert len(ids.job()) == 32
    assert ids.job().startswith("ff808082")
    assert ids.mac().startswith("fa:16:3e:")


def test_labels_and_seed_name_a_stream() -> None:
    assert identifiers_for(1, "a", "b").uuid() == identifiers_for(1, "a", "b").uuid()
    others = {
        identifiers_for(seed, *labels).uuid()
        for seed, labels in ((1, ("a", "b")), (2, ("a", "b")), (1, ("ab",)), (1, ("b", "a")))
    }
    assert len(others) == 4


def test_what_is_no_uuid() -> None:
    assert not is_uuid("0" * 32)
    assert not is_uuid("00000000-0000-4000-8000-00000000000g")
    assert not is_uuid("00000000-0000-4000-8000-000000000000\n")


@given(st.integers(0, 2**32 - 1), st.integers())
def test_a_number_in_a_uuid_is_found_again(number: int, seed: int) -> None:
    ids = NumberedIdentifiers(random.Random(seed), number)
    texts = [ids.uuid() for _ in range(3)]
    assert {number_in(text) for text in texts} == {number}
    assert len(set(texts)) == 3
    for text in texts:
        assert str(uuid.UUID(text)) == text
        assert uuid.UUID(text).version == 4
        assert uuid.UUID(text).variant == uuid.RFC_4122


def test_numbered_uuids_do_not_look_alike() -> None:
    rng = random.Random(3)
    texts = [NumberedIdentifiers(rng, number).uuid() for number in range(500)]
    assert len({text[:8] for text in texts}) == len({text[-8:] for text in texts}) == 500


@pytest.mark.parametrize("text", ["", "x" * 36, "1" * 32, "\u0661" * 36, "]["])
def test_text_that_is_no_uuid_has_no_number(text: str) -> None:
    assert number_in(text) is None
