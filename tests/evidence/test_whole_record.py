"""Only a record that drilltui can have opened is taken over: what is taken over stays for good."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from drilltui.domain.errors import JournalError
from drilltui.domain.language import words_of
from drilltui.evidence import names
from drilltui.evidence.export import Stamp, export, made_of
from drilltui.evidence.redaction import Redaction
from drilltui.evidence.whole_record import events_of
from tests.evidence.story import BEGUN, RECORD, Said, opened, people, record

WORDS = words_of("en")
STAMP = Stamp("1.2.3", BEGUN)
SAID: tuple[Said, ...] = (opened(), *people())


def exported(said: tuple[Said, ...], record_id: str = RECORD) -> dict[str, bytes]:
    return dict(export(record(said, record_id), WORDS, STAMP, Redaction(b"salt")))


def test_the_events_of_a_whole_export_are_those_of_the_record() -> None:
    assert events_of(exported(SAID)) == record(SAID)


@pytest.mark.parametrize(
    "record_id",
    ["../../tmp/evil", "-rf", "a b", "20261126-0951-", "20261126-0951-\x1b[2J", "1-2-3"],
)
def test_a_record_of_no_drilltuis_name_is_not_taken_over(record_id: str) -> None:
    with pytest.raises(JournalError, match="no record that drilltui has opened"):
        events_of(exported(SAID, record_id))


def test_a_record_that_was_not_opened_is_not_taken_over() -> None:
    with pytest.raises(JournalError, match="no record that drilltui has opened"):
        events_of(exported(people()))


def test_a_report_is_made_of_any_times() -> None:
    began = (datetime.min.replace(tzinfo=UTC) - BEGUN).total_seconds()
    # The seconds between the two are no float: added again they lie before the calendar.
    accepted: Said = (31886.976537, "accepted", {"action": "create", "job_id": "job-1"})

    made = made_of(record((accepted, (began, "note", {"text": "x"}))), WORDS, None, None)

    assert RECORD.encode() in made[names.MARKDOWN]
