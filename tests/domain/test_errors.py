import pytest

from drilltui.domain.errors import (
    CloudError,
    DiskError,
    DrilltuiError,
    JournalError,
    Refused,
    Stopped,
    Unreachable,
    Unreadable,
    UsageError,
    as_sentence,
)

REFUSED = Refused(status=400, code="SDRS.1002", message="wrong state", request_id="r1", remedy="x")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DrilltuiError("w"), 1),
        (UsageError("w"), 2),
        (JournalError("w"), 5),
        (DiskError("w"), 5),
        (CloudError("w"), 1),
        (REFUSED, 1),
        (Unreachable("w", sent=True), 4),
        (Unreadable("w", status=200), 1),
    ],
)
def test_exit_codes(error: DrilltuiError, code: int) -> None:
    assert error.exit_code == code
    assert isinstance(error, DrilltuiError)


@pytest.mark.parametrize("kind", [Refused, Unreachable, Unreadable])
def test_a_call_that_did_not_succeed_is_a_cloud_error(kind: type[DrilltuiError]) -> None:
    assert issubclass(kind, CloudError)
    assert not issubclass(kind, (UsageError, JournalError))


def test_says_what_and_then_what_to_do() -> None:
    assert str(JournalError("It is full.", "Make room.")) == "It is full. Make room."
    assert str(JournalError("It is full.")) == "It is full."


def test_a_refusal_keeps_the_services_own_words() -> None:
    assert str(REFUSED) == "SDRS.1002: wrong state. x (request r1)"
    assert (REFUSED.status, REFUSED.code, REFUSED.message) == (400, "SDRS.1002", "wrong state")
    assert (REFUSED.request_id, REFUSED.remedy) == ("r1", "x")


def test_what_never_left_is_told_from_what_may_have_arrived() -> None:
    assert Unreachable("no route", sent=False).sent is False
    assert Unreachable("cut off", sent=True, remedy="look it up").remedy == "look it up"
    assert Unreadable("a login page", status=200, request_id="r").request_id == "r"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("No route", "No route. Look for one."),
        ("No route.", "No route. Look for one."),
        ("Which route?", "Which route? Look for one."),
        ("", "Look for one."),
    ],
)
def test_what_happened_and_what_helps_are_two_sentences(what: str, said: str) -> None:
    assert str(DrilltuiError(what, "Look for one.")) == said
    assert str(DrilltuiError(what)) == what


def test_sentences_in_a_list_are_parted_by_one_mark() -> None:
    stopped = Stopped(["The quota could not be read.", "VPC: in use (SDRS.1913)"])
    assert str(stopped) == (
        "Preflight stops it: The quota could not be read; VPC: in use (SDRS.1913). "
        "Nothing was sent."
    )


@pytest.mark.parametrize(
    ("text", "sentence"), [("it broke", "It broke."), ("It broke.", "It broke."), ("", "")]
)
def test_what_a_service_says_is_made_a_sentence(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence
