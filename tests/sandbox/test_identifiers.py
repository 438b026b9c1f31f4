import random
import uuid

from drilltui.sandbox.identifiers import Identifiers, identifiers_for, is_uuid


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
