from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from drilltui.domain.call import Call
from drilltui.domain.event_data import text
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.leftover import Leftover, LeftoverKind, Proof
from drilltui.domain.record import GENESIS, REMOVALS, Action, Event, Kind, seal
from drilltui.domain.sending import Sending

START = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
RECORD_ID = "20261123-0914-k7q2"


def record(*parts: tuple[str, dict[str, Any]]) -> list[Event]:
    """Seal `parts` into a record, one event a minute."""
    events: list[Event] = []
    for number, (kind, data) in enumerate(parts):
        at = START + timedelta(minutes=number)
        before = events[-1].hash if events else GENESIS
        events.append(seal(RECORD_ID, number + 1, at, kind, data, before))
    return events


def minute(number: int) -> datetime:
    """Return when the event at `number`, from 0, was written."""
    return START + timedelta(minutes=number)


OPENED: tuple[str, dict[str, Any]] = (
    Kind.OPENED,
    {
        "mode": "live",
        "profile": "prod",
        "region": "eu-de",
        "project_id": "p1",
        "person": "ops",
        "group_id": "g1",
        "group_name": "pg-billing",
        "group_status": "protected",
    },
)
CREATE: tuple[str, dict[str, Any]] = (
    Kind.INTENDED,
    {"action": "create", "fingerprint": "f1", "name": "drill-a", "vpc_id": "v1"},
)
ROAD = record(
    OPENED,  # 0
    (Kind.PREFLIGHT, {"findings": [{"check": "state", "verdict": "ok"}]}),
    CREATE,  # 2
    (Kind.ACCEPTED, {"action": "create", "job_id": "j1", "request_id": "r1"}),
    (Kind.JOB, {"job_id": "j1", "status": "RUNNING", "sub_jobs": []}),  # 4
    (Kind.JOB, {"job_id": "j1", "status": "SUCCESS", "drill_id": "d1"}),
    (
        Kind.DRILL,  # 6
        {"drill_id": "d1", "name": "drill-a", "status": "available", "vpc_id": "v1", "servers": []},
    ),
    (Kind.INTENDED, {"action": "rename", "fingerprint": "f2", "drill_id": "d1", "name": "drill-b"}),
    (Kind.ACCEPTED, {"action": "rename", "drill_id": "d1", "name": "drill-b"}),  # 8
    (Kind.STEP, {"step": "log-in", "said": "done"}),
    (Kind.NOTE, {"text": "took 4 minutes"}),  # 10
    (Kind.INTENDED, {"action": "delete", "fingerprint": "f3", "drill_id": "d1", "name": "drill-b"}),
    (Kind.ACCEPTED, {"action": "delete", "job_id": "j2", "drill_id": "d1"}),  # 12
    (Kind.JOB, {"job_id": "j2", "status": "SUCCESS"}),
    (
        Kind.READ_BACK,  # 14
        {
            "gone": True,
            "leftovers": [
                {"kind": "VPC", "id": "v1", "name": "drill-vpc", "cidr": "10.0.0.0/8"},
                {"kind": "subnet", "id": "s1", "name": ""},
            ],
        },
    ),
    (Kind.CLOSED, {"outcome": "passed"}),
)


def test_the_whole_road() -> None:
    assert fold(ROAD) == Exercise(
        record_id=RECORD_ID,
        opened_at=minute(0),
        changed_at=minute(15),
        mode="live",
        profile="prod",
        region="eu-de",
        project_id="p1",
        person="ops",
        group_id="g1",
        group_name="pg-billing",
        name="drill-b",
        vpc_id="v1",
        create=Call(
            "create",
            Sending.ACCEPTED,
            minute(2),
            fingerprint="f1",
            job_id="j1",
            job_status="SUCCESS",
            request_id="r1",
            name="drill-a",
            vpc_id="v1",
            concluded=True,
        ),
        begun_at=minute(2),
        rename=Call("rename", Sending.ACCEPTED, minute(7), fingerprint="f2", name="drill-b"),
        delete=Call(
            "delete",
            Sending.ACCEPTED,
            minute(11),
            fingerprint="f3",
            job_id="j2",
            job_status="SUCCESS",
            name="drill-b",
            concluded=True,
        ),
        drill_id="d1",
        drill_status="available",
        drill_vpc_id="v1",
        drill_seen_at=minute(6),
        gone=True,
        made=True,
        up_at=minute(6),
        leftovers=(
            Leftover(LeftoverKind.VPC, "v1", "drill-vpc", "10.0.0.0/8", Proof.FITTING),
            Leftover(LeftoverKind.SUBNET, "s1", proof=Proof.FITTING),
        ),
        read_back_at=minute(14),
        gone_at=minute(14),
        preflight={"findings": [{"check": "state", "verdict": "ok"}]},
        outcome="passed",
        closed_at=minute(15),
        events=16,
        last_job={"job_id": "j2", "status": "SUCCESS"},
    )


@pytest.mark.parametrize(
    ("read", "unsettled", "running", "closed"),
    [
        (0, None, [], False),
        (2, None, [], False),
        (3, "create", [], False),
        (4, None, ["create"], False),
        (5, None, ["create"], False),
        (6, None, ["create"], False),
        (7, None, [], False),
        (8, "rename", [], False),
        (9, None, [], False),
        (12, "delete", [], False),
        (13, None, ["delete"], False),
        (14, None, ["delete"], False),
        (15, None, [], False),
        (16, None, [], True),
    ],
)
def test_where_one_is_after_the_first_events(
    read: int, unsettled: str | None, running: list[str], closed: bool
) -> None:
    exercise = fold(ROAD[:read])
    calls = [call for call in (exercise.create, exercise.rename, exercise.delete) if call]

    assert exercise.events == read
    assert (exercise.unsettled.action if exercise.unsettled else None) == unsettled
    assert [call.action for call in calls if call.running] == running
    assert exercise.closed is closed


@pytest.mark.parametrize(
    ("kind", "sending", "open_"),
    [
        (Kind.ACCEPTED, Sending.ACCEPTED, False),
        (Kind.REFUSED, Sending.REFUSED, False),
        (Kind.NOT_SENT, Sending.NOT_SENT, False),
        (Kind.UNKNOWN, Sending.UNKNOWN, True),
        (Kind.FOUND, Sending.FOUND, False),
        (Kind.ABSENT, Sending.ABSENT, False),
        (Kind.AMBIGUOUS, Sending.AMBIGUOUS, True),
    ],
)
@pytest.mark.parametrize("action", list(Action))
def test_every_answer_to_every_call(
    kind: Kind, sending: Sending, open_: bool, action: Action
) -> None:
    answer = {"action": action, "code": "SDRS.1002", "message": "no", "request_id": "r9"}
    subject = "s1" if action in REMOVALS else ""
    meant = {"action": action, "fingerprint": "f", "subject": subject}
    exercise = fold(record(OPENED, (Kind.INTENDED, meant), (kind, answer | {"subject": subject})))
    calls = {
        Action.CREATE: exercise.create,
        Action.RENAME: exercise.rename,
        Action.DELETE: exercise.delete,
        Action.DELETE_SUBNET: exercise.call_of(Action.DELETE_SUBNET, "S1"),
        Action.DELETE_VPC: exercise.call_of(Action.DELETE_VPC, "S1"),
    }

    call = calls.pop(action)
    expected = Call(action, sending, minute(1), "f", "", "", "SDRS.1002", "no", "r9")
    assert call == replace(expected, subject=subject)
    assert call is not None
    assert call.open is open_
    assert exercise.unsettled == (call if open_ else None)
    assert list(calls.values()) == [None] * (len(Action) - 1)


def test_a_lost_answer_that_was_looked_up_is_settled() -> None:
    lost = record(OPENED, CREATE, (Kind.UNKNOWN, {"action": "create", "message": "cut off"}))
    found = record(
        OPENED,
        CREATE,
        (Kind.UNKNOWN, {"action": "create", "message": "cut off"}),
        (Kind.FOUND, {"action": "create", "drill_id": "d1"}),
    )

    assert fold(lost).unsettled is not None
    exercise = fold(found)
    assert exercise.unsettled is None
    assert exercise.create is not None
    assert (exercise.create.sending, exercise.create.message) == (Sending.FOUND, "")
    assert (exercise.drill_id, exercise.name) == ("d1", "drill-a")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.ACCEPTED, "new"),
        (Kind.FOUND, "new"),
        (Kind.REFUSED, "drill-a"),
        (Kind.ABSENT, "drill-a"),
    ],
)
def test_a_rename_counts_when_the_cloud_did_it(kind: Kind, name: str) -> None:
    events = record(
        OPENED,
        CREATE,
        (Kind.INTENDED, {"action": "rename", "name": "new"}),
        (kind, {"action": "rename", "name": "new"}),
    )

    assert fold(events[:3]).name == "drill-a"
    assert fold(events).name == name


def test_a_record_that_begins_with_a_drill_made_elsewhere_knows_it() -> None:
    kind, data = OPENED
    theirs = {"drill_id": "d7", "drill_name": "theirs"}
    opened = (kind, {**data, **theirs, "drill_created_at": "2026-10-01T08:00:00+00:00"})
    exercise = fold(record(opened, (Kind.INTENDED, {"action": "delete", "fingerprint": "f"})))

    assert (exercise.drill_id, exercise.name) == ("d7", "theirs")
    assert exercise.drill_created_at == datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert exercise.create is None
    assert exercise.unsettled is exercise.delete is not None


def test_a_second_attempt_replaces_the_first() -> None:
    again = (
        Kind.INTENDED,
        {"action": "create", "fingerprint": "f9", "name": "drill-z", "vpc_id": "v9"},
    )
    exercise = fold(
        record(OPENED, CREATE, (Kind.REFUSED, {"action": "create", "code": "SDRS.1002"}), again)
    )

    assert exercise.create == Call(
        "create", Sending.INTENDED, minute(3), "f9", name="drill-z", vpc_id="v9"
    )
    assert (exercise.name, exercise.vpc_id) == ("drill-z", "v9")


def test_a_failed_job_keeps_its_reason() -> None:
    failed = {"job_id": "j1", "status": "FAIL", "error_code": "EVS.2024", "fail_reason": "quota"}
    exercise = fold(
        record(
            OPENED,
            CREATE,
            (Kind.ACCEPTED, {"action": "create", "job_id": "j1"}),
            (Kind.JOB, failed),
            (Kind.JOB, {"job_id": "j1"}),
        )
    )

    assert exercise.create is not None
    assert (exercise.create.job_status, exercise.create.running) == ("FAIL", True)
    assert (exercise.create.code, exercise.create.message) == ("EVS.2024", "quota")


@pytest.mark.parametrize("job_id", ["j2", "", None, 1])
def test_a_job_that_is_no_calls_changes_no_call(job_id: object) -> None:
    events = record(OPENED, CREATE, (Kind.JOB, {"job_id": job_id, "status": "FAIL"}))

    assert fold(events).create == fold(events[:2]).create


def test_a_record_says_in_which_world_it_was_made() -> None:
    kind, data = OPENED

    assert fold(record((kind, {**data, "world": "0badcafe"}))).world == "0badcafe"
    assert fold(record(OPENED)).world == ""


LOST = (Kind.UNKNOWN, {"action": "create", "message": "cut off", "code": "504"})
REMOVE = (Kind.INTENDED, {"action": "delete", "fingerprint": "f3"})


@pytest.mark.parametrize("before", [[CREATE], [CREATE, LOST]], ids=["intended", "unknown"])
def test_a_job_of_a_call_without_an_answer_proves_that_it_was_accepted(
    before: list[tuple[str, dict[str, Any]]],
) -> None:
    told = (Kind.JOB, {"action": "create", "job_id": "j1", "status": "RUNNING", "drill_id": "d1"})
    exercise = fold(record(OPENED, REMOVE, *before, told))

    create = exercise.create
    assert create is not None
    assert (create.sending, create.job_id, create.job_status) == (
        Sending.ACCEPTED,
        "j1",
        "RUNNING",
    )
    assert (create.code, create.message, exercise.drill_id) == ("", "", "d1")
    assert exercise.delete is not None
    assert exercise.delete.job_id == ""


@pytest.mark.parametrize(
    "told",
    [
        {"action": "delete", "job_id": "j1", "status": "FAIL"},
        {"action": "rename", "job_id": "j1", "status": "FAIL"},
        {"action": "create", "status": "FAIL"},
        {"job_id": "j1", "status": "FAIL"},
    ],
    ids=["another call", "a call without jobs", "no job", "no call"],
)
def test_a_job_of_nothing_that_is_open_changes_nothing(told: dict[str, Any]) -> None:
    rename = (Kind.INTENDED, {"action": "rename", "name": "new"})
    before = fold(record(OPENED, CREATE, rename))
    after = fold(record(OPENED, CREATE, rename, (Kind.JOB, told)))

    assert (after.create, after.rename, after.delete) == (before.create, before.rename, None)


@pytest.mark.parametrize(
    "answer",
    [
        (Kind.REFUSED, {"action": "create", "code": "SDRS.1002"}),
        (Kind.ACCEPTED, {"action": "create", "job_id": "j0"}),
        (Kind.UNKNOWN, {"action": "create", "job_id": "j0"}),
    ],
)
def test_a_call_that_was_answered_takes_no_other_job(answer: tuple[str, dict[str, Any]]) -> None:
    stray = (Kind.JOB, {"action": "create", "job_id": "j1", "status": "FAIL"})
    events = record(OPENED, CREATE, answer, stray)

    assert fold(events).create == fold(events[:3]).create


def test_an_acceptance_that_comes_after_its_job_takes_nothing_back() -> None:
    failed = {
        "action": "create",
        "job_id": "j1",
        "status": "FAIL",
        "error_code": "E",
        "fail_reason": "quota",
    }
    late = (Kind.ACCEPTED, {"action": "create", "job_id": "j1", "request_id": "r1"})
    create = fold(record(OPENED, CREATE, (Kind.JOB, failed), late)).create

    assert create is not None
    assert (create.job_status, create.code, create.message) == ("FAIL", "E", "quota")
    assert (create.sending, create.request_id, create.running) == (Sending.ACCEPTED, "r1", True)


def test_an_answer_without_an_intention_is_passed_over() -> None:
    events = record(OPENED, (Kind.ACCEPTED, {"action": "create", "job_id": "j1", "drill_id": "d"}))

    assert fold(events).create is None
    assert fold(events).drill_id == ""


def test_gone_is_what_the_last_look_proved() -> None:
    gone = (Kind.READ_BACK, {"gone": True, "leftovers": [{"kind": "VPC", "id": "v"}]})
    there = (Kind.READ_BACK, {"gone": "yes", "leftovers": "none"})

    assert [one.called for one in fold(record(OPENED, there, gone)).leftovers] == ["VPC v"]
    assert fold(record(OPENED, gone)).gone is True
    nothing = replace(fold(record(OPENED)), changed_at=minute(2), events=3)
    assert fold(record(OPENED, gone, there)) == replace(nothing, read_back_at=minute(2))


@pytest.mark.parametrize("row", ["VPC", 1, True, ["VPC"], None])
def test_a_leftover_that_is_no_row_is_passed_over(row: object) -> None:
    events = record(OPENED, (Kind.READ_BACK, {"leftovers": [row, {"kind": "VPC", "id": "v"}]}))

    assert [one.called for one in fold(events).leftovers] == ["VPC v"]


def test_a_later_answer_does_not_lose_the_job() -> None:
    found = (Kind.FOUND, {"action": "create", "drill_id": "d1"})
    accepted = (Kind.ACCEPTED, {"action": "create", "job_id": "j1"})
    exercise = fold(record(OPENED, CREATE, accepted, found))

    assert exercise.create is not None
    assert (exercise.create.sending, exercise.create.job_id) == (Sending.FOUND, "j1")


def test_a_record_is_named_by_its_first_event() -> None:
    stranger = seal("other", 1, START, Kind.NOTE, {}, GENESIS)

    assert fold([*record(OPENED), stranger]).record_id == RECORD_ID
    assert fold([stranger, *record(OPENED)]).record_id == "other"


def test_closing_without_a_word_still_closes() -> None:
    assert fold(record(OPENED, (Kind.CLOSED, {}))).outcome == "closed"


@pytest.mark.parametrize("value", [None, 1, True, ["x"], {"x": "y"}])
def test_what_is_not_text_is_no_text(value: Any) -> None:
    assert text({"name": value}, "name") == ""
    assert text({}, "name") == ""
    assert text({"name": "x"}, "name") == "x"


FAILED = (Kind.JOB, {"job_id": "j1", "status": "FAIL"})
ACCEPTED = (Kind.ACCEPTED, {"action": "create", "job_id": "j1"})


@pytest.mark.parametrize(
    ("events", "state", "running", "going"),
    [
        ([], "opened", False, False),
        ([CREATE], "create unknown", False, False),
        ([CREATE, LOST], "create unknown", False, False),
        ([CREATE, (Kind.NOT_SENT, {"action": "create"})], "not sent", False, False),
        ([CREATE, (Kind.ABSENT, {"action": "create"})], "absent", False, False),
        ([CREATE, ACCEPTED], "create accepted", True, True),
        ([CREATE, ACCEPTED, (Kind.JOB, {"job_id": "j1", "status": "RUNNING"})],
         "create RUNNING", True, True),
        ([CREATE, ACCEPTED, FAILED], "create FAIL", True, False),
        ([CREATE, ACCEPTED, FAILED, (Kind.DRILL, {"status": "gone"})], "gone", False, False),
        ([CREATE, ACCEPTED, (Kind.DRILL, {"status": "creating"})], "create accepted", True, True),
        ([CREATE, ACCEPTED, (Kind.DRILL, {"status": "available"})], "available", False, False),
        ([CREATE, ACCEPTED, (Kind.DRILL, {"status": "available"}), REMOVE],
         "delete unknown", False, False),
    ],
)  # fmt: skip
def test_the_state_is_that_of_the_call_in_question_or_of_the_drill(
    events: list[tuple[str, dict[str, Any]]], state: str, running: bool, going: bool
) -> None:
    exercise = fold(record(OPENED, *events))

    assert exercise.state == state
    assert exercise.create is None or (exercise.create.running, exercise.create.going) == (
        running,
        going,
    )
    assert (exercise.unfinished is not None) == (running or exercise.unsettled is not None)


DELETED = (Kind.ACCEPTED, {"action": "delete", "job_id": "j2"})


@pytest.mark.parametrize(
    ("job_status", "read", "concluded"),
    [
        ("SUCCESS", {"gone": True, "status": "gone"}, True),
        ("", {"gone": True}, True),
        ("SUCCESS", {"gone": False, "status": "available"}, False),
        ("SUCCESS", {"gone": False}, False),
        ("FAIL", {"gone": False}, True),
        ("FAIL", {"gone": False, "status": "error-deleting"}, True),
        ("", {"gone": False, "status": "error-deleting"}, True),
        ("", {"gone": False, "status": "available"}, True),
        ("", {"gone": False, "status": "deleting"}, False),
        ("RUNNING", {"gone": False, "status": "deleting"}, False),
        ("", {"gone": False}, False),
    ],
)
def test_deleted_means_read_back_as_gone(
    job_status: str, read: dict[str, Any], concluded: bool
) -> None:
    told = [(Kind.JOB, {"job_id": "j2", "status": job_status})] if job_status else []
    exercise = fold(record(OPENED, REMOVE, DELETED, *told, (Kind.READ_BACK, read)))

    assert exercise.delete is not None
    assert exercise.delete.concluded is concluded
    assert (exercise.unfinished is None) is concluded


def test_an_ambiguous_call_names_what_there_is_to_choose_from_and_who_chose() -> None:
    doubt = (Kind.AMBIGUOUS, {"action": "create", "candidates": ["d1", "d2", 3]})
    chosen = (Kind.FOUND, {"action": "create", "drill_id": "d2", "by": "ada"})
    before, after = fold(record(OPENED, CREATE, doubt)), fold(record(OPENED, CREATE, doubt, chosen))

    assert before.create is not None
    assert (before.create.candidates, before.create.open) == (("d1", "d2"), True)
    assert after.create is not None
    assert (after.create.by, after.create.candidates, after.drill_id) == ("ada", (), "d2")


def test_an_intention_keeps_what_a_look_up_needs() -> None:
    about = {
        "action": "create", "name": "x", "drills_before": ["d0"], "count_before": 1, "skew": -2.5,
        "names": {"i1": "app"},
    }  # fmt: skip
    exercise = fold(record(OPENED, (Kind.INTENDED, about)))
    call = exercise.create

    assert call is not None
    assert (call.drills_before, call.count_before, call.skew) == (("d0",), 1, -2.5)
    assert exercise.names == {"i1": "app"}


@pytest.mark.parametrize("odd", [None, "", "d0", True, {"a": 1}, -1e300, 10**400])
def test_what_nobody_had_looked_at_before_is_not_taken_for_nothing(odd: object) -> None:
    about = {"action": "create", "drills_before": odd, "count_before": odd, "skew": odd}
    call = fold(record(OPENED, (Kind.INTENDED, about))).create

    assert call is not None
    assert (call.drills_before, call.count_before, call.skew) == (None, None, None)


@pytest.mark.parametrize(
    ("kind", "data", "made"),
    [
        (Kind.DRILL, {"status": "available"}, True),
        (Kind.DRILL, {"status": "gone", "made": True}, True),
        (Kind.DRILL, {"status": "error"}, False),
        (Kind.INTENDED, {"action": "delete", "was": "available"}, True),
        (Kind.INTENDED, {"action": "delete", "was": "error"}, False),
    ],
)
def test_a_drill_that_was_seen_available_was_made_whatever_became_of_it(
    kind: Kind, data: dict[str, Any], made: bool
) -> None:
    assert fold(record((kind, data), (Kind.DRILL, {"status": "gone"}))).was_made is made


TAKEN: tuple[str, dict[str, Any]] = (Kind.ACCEPTED, {"action": "create", "job_id": "j1"})


def test_a_call_keeps_when_its_job_began_and_ended_by_the_clouds_clock_and_its_servers() -> None:
    sub_jobs = [
        {"job_id": "s1", "type": "createDrillServer", "status": "SUCCESS"},
        {"job_id": "s2", "type": "createDrillVpc", "status": "SUCCESS"},
    ]
    running = {"job_id": "j1", "status": "RUNNING", "begin": "2026-11-23T09:16:00+00:00"}
    over = {
        "job_id": "j1", "status": "SUCCESS", "end": "2026-11-23T09:18:29+00:00",
        "sub_jobs": sub_jobs,
    }  # fmt: skip
    exercise = fold(record(OPENED, CREATE, TAKEN, (Kind.JOB, running), (Kind.JOB, over)))
    create = exercise.create
    assert create
    assert (create.job_begin, create.job_end) == (
        datetime(2026, 11, 23, 9, 16, tzinfo=UTC),
        datetime(2026, 11, 23, 9, 18, 29, tzinfo=UTC),
    )
    assert create.servers == 1


def test_how_many_servers_a_drill_had_is_known_from_its_last_reading_and_from_a_delete() -> None:
    read = (Kind.DRILL, {"drill_id": "d1", "status": "available", "servers": [{}, {}, {}]})
    delete = (Kind.INTENDED, {"action": "delete", "drill_id": "d1", "server_ids": ["a", "b"]})
    exercise = fold(record(OPENED, CREATE, TAKEN, read, delete))
    assert exercise.servers == 3
    assert exercise.delete
    assert exercise.delete.servers == 2
