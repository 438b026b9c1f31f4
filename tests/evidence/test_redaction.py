"""What an export hides, and that it hides it everywhere."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from drilltui.domain.language import ENGLISH, words_of
from drilltui.evidence import names
from drilltui.evidence.export import Stamp, export
from drilltui.evidence.figures import Figures
from drilltui.evidence.redaction import PERSONAL, Redaction, is_hidden, shown
from tests.evidence.story import BEGUN, EVENTS, opened, record

STAMP = Stamp("1", datetime(2026, 11, 26, tzinfo=UTC))
PEOPLE = ("ada-person", "ada-unix", "ada-cloud", "198.51.100.7", "jump-host-1", "Barbara", "Donald")
MORE = ("Grace", "Edsger", "Linus", "Margaret", "Turing")


def test_nothing_of_a_hidden_value_is_left_in_any_file() -> None:
    files = export(EVENTS, words_of(ENGLISH), STAMP, Redaction(b"salt", PERSONAL))
    assert BEGUN.year == 2026
    for name, content in files.items():
        for value in (*PEOPLE, *MORE):
            assert value.encode() not in content, (name, value)
    assert b"[hidden " in files[names.MARKDOWN]


def test_a_hidden_value_is_the_digest_of_salt_and_value() -> None:
    hidden = Redaction(b"salt", ("person",)).of(record([opened()])[0])

    digest = hashlib.sha256(b"salt" + b"ada-person").hexdigest()
    assert hidden.data["person"] == {"redacted": digest}
    assert hidden.hash == record([opened()])[0].hash


def test_an_event_without_hidden_values_stays_itself() -> None:
    event = record([opened()])[0]

    assert Redaction(b"salt", ("owner",)).of(event) is event
    assert not is_hidden(event.data)


def test_a_field_may_be_hidden_in_one_kind_only() -> None:
    events = record([opened(), (1, "signed", {"name": "Ada"}), (2, "drill", {"name": "drill-1"})])
    rule = Redaction(b"salt", ("signed.name",))

    assert [is_hidden(rule.of(one).data) for one in events] == [False, True, False]


def test_lists_are_hidden_one_by_one_and_stars_stand_for_any() -> None:
    (event,) = record([(0, "brief", {"participants": ["Ada", "Bob"], "objective": "x"})])
    data = Redaction(b"salt", ("part*",)).of(event).data

    assert isinstance(data["participants"], list)
    assert len(data["participants"]) == 2
    assert data["objective"] == "x"


def test_what_looks_like_a_secret_is_hidden_unasked() -> None:
    (event,) = record([(0, "note", {"text": 'X-Auth-Token: MIIabc and {"password":"hunter2"}'})])
    hidden = Redaction(b"salt").of(event)

    assert is_hidden(hidden.data)
    assert "hunter2" not in json.dumps(dict(hidden.data))


def test_a_hidden_value_is_shown_as_such() -> None:
    hidden = Redaction(b"salt", ("person",)).of(record([opened()])[0])

    assert str(shown(hidden).data["person"]).startswith("[hidden ")


def test_figures_of_the_drill_before_are_hidden_like_the_fields_that_say_them() -> None:
    before = Figures("r0", "d0", "drill-old", None, 60, 120, 2, "passed", "f")
    rule = Redaction(b"salt", ("opened.drill_name", "result"))

    files = export(EVENTS, words_of(ENGLISH), STAMP, rule, before)

    manifest = json.loads(files[names.MANIFEST])["previous"]
    assert (manifest["drill"], manifest["result"], manifest["drill_id"]) == ("", "", "d0")
    assert b"drill-old" not in b"".join(files.values())
