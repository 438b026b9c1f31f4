from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.json_value import JsonObject
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.services.sight import DrillDetail, ReadBack
from drilltui.ui.present import record_events, records
from tests.ui.present.things import BEGUN, NOW, drill, job, later, sight


def written(*told: tuple[str, JsonObject]) -> list[Event]:
    """A record with these events, a second apart."""
    found: list[Event] = []
    for number, (kind, data) in enumerate(told, start=1):
        before = found[-1].hash if found else GENESIS
        found.append(seal("rec-1", number, later(number), kind, data, before))
    return found


OPENED: tuple[str, JsonObject] = (
    Kind.OPENED,
    {"person": "ada", "host": "jump-1", "profile": "prod", "group_name": "pg-payments"},
)
MEANT: tuple[str, JsonObject] = (Kind.INTENDED, {"action": "create", "name": "drill-1"})
TAKEN: tuple[str, JsonObject] = (Kind.ACCEPTED, {"action": "create", "job_id": "job-1"})


def lines(found: list[Event]) -> list[str]:
    return [line.plain for line in record_events.lines(found, NOW, UTC)]


def test_a_row_of_what_was_left_tells_what_it_was_and_what_it_is() -> None:
    exercise = fold(written(OPENED, MEANT, TAKEN))
    assert exercise.unfinished
    cells = records.left_row(exercise, exercise.unfinished, sight(job(), seen=BEGUN), BEGUN, UTC)
    assert [cell.text for cell in cells] == [
        "drill-1",
        "pg-payments",
        "09:14 create accepted",
        "RUNNING",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "SUCCESS"),
        ({"result": DrillDetail(drill())}, "SUCCESS, 0 servers"),
        ({"result": DrillDetail(drill(), twins=(drill(),))}, "SUCCESS, 0 servers, 1 twin"),
        ({"result": ReadBack(True)}, "SUCCESS, gone"),
        ({"result": ReadBack(False)}, "SUCCESS, still there"),
    ],
)
def test_what_came_of_it_is_told(more: dict[str, Any], said: str) -> None:
    ended = sight(job(status="SUCCESS"), seen=BEGUN, ended_at=BEGUN, **more)
    assert records.current(ended, BEGUN).text == said


def test_a_failure_tells_its_code() -> None:
    failed = sight(job(status="FAIL", error_code="EVS.2024"), seen=BEGUN, ended_at=BEGUN)
    assert records.current(failed, BEGUN).text == "FAIL EVS.2024"


def test_the_summary_says_left_and_now_or_how_it_stands() -> None:
    left = fold(written(OPENED, MEANT, TAKEN))
    said = [line.plain for line in records.summary(left, None, BEGUN, UTC)]
    assert said == [
        "drill-1   group pg-payments",
        "Left    create, accepted at 09:14, 23 Nov",
        "Now     nobody follows it",
        "record rec-1   begun 2026-11-23 09:14 by ada",
    ]
    done = fold(written(OPENED, MEANT, (Kind.REFUSED, {"action": "create"})))
    assert "Stands  refused, 2026-11-23 09:14" in [
        line.plain for line in records.summary(done, None, BEGUN, UTC)
    ]


def test_a_record_without_a_name_or_a_group_has_a_row_all_the_same() -> None:
    cells = [cell.text for cell in records.row(Exercise("rec-1"), None, BEGUN, UTC)]
    assert cells == ["(no name)", "-", "-", "opened", "-"]


def test_events_are_told_by_time_kind_and_gist() -> None:
    job_told: JsonObject = {
        "action": "create",
        "status": "RUNNING",
        "sub_jobs": [{"status": "SUCCESS"}, {"status": "RUNNING"}],
    }
    found = written(OPENED, MEANT, TAKEN, (Kind.JOB, job_told), ("future", {"a": 1, "b": ["x"]}))
    shown = lines(found)
    assert shown[0] == "record rec-1   ok    hash chain whole: 5 events"
    assert "2026-11-23 09:14:01  opened     ada on jump-1, prod" in shown
    assert "    group pg-payments" in shown
    assert "2026-11-23 09:14:02  intended   create drill-1" in shown
    assert "2026-11-23 09:14:04  job        create RUNNING, 1 of 2 sub-jobs ended" in shown
    assert "2026-11-23 09:14:05  future     a 1" in shown
    assert "    b x" in shown


def test_an_override_is_told_with_who_and_why() -> None:
    seen: JsonObject = {
        "findings": [],
        "override": {"by": "ada", "reason": "that drill is over", "rules": ["vpc-free"]},
    }
    shown = lines(written(OPENED, (Kind.PREFLIGHT, seen)))
    assert "2026-11-23 09:14:02  preflight  overridden by ada: that drill is over" in shown


def test_what_a_person_said_of_a_drill_is_told_in_words() -> None:
    step: JsonObject = {"item": "routes", "done": True, "by": "ada", "remark": "both"}
    read: JsonObject = {"item": "acl", "done": False, "by": "", "by_reading": True}
    word: JsonObject = {"server_id": "s-1", "passed": False, "how": "person", "remark": "no login"}
    note: JsonObject = {"text": "lag 40 s", "by": "ada"}
    shown = lines(
        written(
            OPENED, (Kind.STEP, step), (Kind.STEP, read), (Kind.VERIFIED, word), (Kind.NOTE, note)
        )
    )
    assert "2026-11-23 09:14:02  step       routes done, by ada" in shown
    assert "    both" in shown
    assert "2026-11-23 09:14:03  step       acl not done, read from the cloud" in shown
    assert "2026-11-23 09:14:04  verified   failed: s-1" in shown
    assert "    no login" in shown
    assert "2026-11-23 09:14:05  note       lag 40 s" in shown


def test_a_chain_that_is_broken_says_where() -> None:
    found = written(OPENED, MEANT, TAKEN)
    assert "hash chain broken at event 2" in lines([found[0], found[2]])[0].replace("3", "2")
    assert "hash chain broken at event 1" in lines([])[0]


@pytest.mark.parametrize("kind", [*Kind, "future"])
@pytest.mark.parametrize("value", [None, 3, "text", [], [1, {"a": []}], {"status": 1}])
def test_odd_data_never_stops_the_reading(kind: str, value: Any) -> None:
    names = ("action", "name", "sub_jobs", "servers", "twins", "leftovers", "gone", "message")
    assert lines(written((kind, dict.fromkeys(names, value))))
