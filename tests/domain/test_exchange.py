from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.exchange import PlannedRequest

WORD = st.text(st.characters(exclude_characters="\n"), max_size=12)
REQUEST = st.builds(PlannedRequest, WORD, WORD, st.text(st.characters(), max_size=20))


@given(one=REQUEST, two=REQUEST)
def test_fingerprints_are_equal_for_equal_requests_only(
    one: PlannedRequest, two: PlannedRequest
) -> None:
    assert (one.fingerprint == two.fingerprint) == (one == two)
    assert one.fingerprint == replace(one).fingerprint


def test_every_part_counts() -> None:
    request = PlannedRequest("POST", "https://sdrs.example/v1/p/drills", '{"a":1}')
    others = [
        replace(request, method="PUT"),
        replace(request, url=request.url + "/"),
        replace(request, body='{"a": 1}'),
        replace(request, body=""),
    ]

    assert len({one.fingerprint for one in [request, *others]}) == 5


def test_a_fingerprint_is_sha256_in_hex_and_stays_the_same_between_versions() -> None:
    # It is on disk in records: a change of the formula would orphan them.
    assert PlannedRequest("DELETE", "https://x/1").fingerprint == (
        "deea12502facc1a28b123e8f207febd87b6f7f48f3d03bc6207cc80f8d81eebc"
    )


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (PlannedRequest("POST", "https://x/1", "{}"), "POST https://x/1\n{}"),
        (PlannedRequest("DELETE", "https://x/1"), "DELETE https://x/1"),
    ],
)
def test_a_request_as_text(request_: PlannedRequest, text: str) -> None:
    assert request_.text == text
