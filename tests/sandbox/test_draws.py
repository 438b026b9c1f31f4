import pytest

from drilltui.sandbox.draws import LabelledBits, eight_draws


def test_draws_belong_to_their_label() -> None:
    assert eight_draws("a") == eight_draws("a")
    assert len({*eight_draws("a"), *eight_draws("b")}) == 16
    assert all(0 <= draw < 2**64 for draw in eight_draws("a"))


@pytest.mark.parametrize("count", [1, 24, 96, 127, 128, 512])
def test_bits_are_as_many_as_asked_and_differ_from_draw_to_draw(count: int) -> None:
    bits, again = LabelledBits("a"), LabelledBits("a")
    drawn = [bits.getrandbits(count) for _ in range(64)]
    assert drawn == [again.getrandbits(count) for _ in range(64)]
    assert max(drawn).bit_length() == count
    assert len(set(drawn)) == min(64, 2**count)
    other = LabelledBits("b")
    assert drawn != [other.getrandbits(count) for _ in range(64)]
