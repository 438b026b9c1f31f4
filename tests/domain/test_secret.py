import copy
import io
import json
import pickle
import pprint
import traceback
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.secret import Secret

TEXT = "aKx-9/very+secret="


@dataclass(frozen=True)
class Holder:
    name: str
    key: Secret


@pytest.mark.parametrize(
    "shown",
    [
        lambda secret: repr(secret),
        lambda secret: str(secret),
        lambda secret: f"{secret}",
        lambda secret: f"{secret!r:>40}",
        lambda secret: f"{secret:>40}",
        lambda secret: f"{secret!a}",
        lambda secret: "%s" % (secret,),  # noqa: UP031
        lambda secret: "%r" % (secret,),  # noqa: UP031
        lambda secret: repr([secret, {"key": secret}]),
        lambda secret: repr(Holder("ops", secret)),
        lambda secret: pprint.pformat(Holder("ops", secret)),
    ],
)
def test_is_masked_wherever_it_is_shown(shown: object) -> None:
    assert callable(shown)
    text = shown(Secret(TEXT))

    assert TEXT not in text
    assert "***" in text


def test_a_width_pads_the_mask() -> None:
    assert f"{Secret(TEXT):>5}" == "  ***"
    assert repr(Secret(TEXT)) == "Secret(***)"


def test_a_wrong_format_does_not_tell() -> None:
    with pytest.raises(ValueError, match="format") as told:
        format(Secret(TEXT), "d")

    assert TEXT not in str(told.value)


def _fail(key: Secret) -> None:
    holder = Holder("ops", key)
    raise RuntimeError(f"cannot sign with {holder}")


def test_a_crash_report_with_local_variables_does_not_tell() -> None:
    try:
        _fail(Secret(TEXT))
    except RuntimeError as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        text = "".join(report.format())

    assert "key = Secret(***)" in text
    assert TEXT not in text


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_cannot_be_pickled(protocol: int) -> None:
    written = io.BytesIO()
    with pytest.raises(TypeError, match="not written down"):
        pickle.Pickler(written, protocol).dump([Secret(TEXT)])

    assert TEXT.encode() not in written.getvalue()


def test_cannot_be_copied_or_written_as_json() -> None:
    with pytest.raises(TypeError, match="not written down"):
        copy.deepcopy(Secret(TEXT))
    with pytest.raises(TypeError) as told:
        json.dumps({"key": Secret(TEXT)})

    assert TEXT not in str(told.value)


def test_has_no_dict_to_look_into() -> None:
    assert not hasattr(Secret(TEXT), "__dict__")


@given(one=st.text(), two=st.text())
def test_compares_by_what_it_holds_and_only_with_its_like(one: str, two: str) -> None:
    assert (Secret(one) == Secret(two)) == (one == two)
    assert Secret(one) != one
    assert hash(Secret(one)) == hash(Secret(one))
    assert Secret(one).reveal() == one
    assert bool(Secret(one)) == bool(one)
