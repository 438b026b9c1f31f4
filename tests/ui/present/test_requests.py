from __future__ import annotations

from datetime import UTC
from typing import Any

from drilltui.domain.exchange import Exchange, PlannedRequest
from drilltui.ui.line import Role
from drilltui.ui.present.requests import detail, row
from tests.ui.present.things import NOW, UUID, texts

PROJECT = "c4ecb372bac7a93d8b23b346605e15a0"


def exchange(path: str = "/drills", method: str = "GET", **fields: Any) -> Exchange:
    request = PlannedRequest(method, f"https://sdrs.example{path}", fields.pop("body", ""))
    sound: dict[str, Any] = {"status": 200, "seconds": 0.0414, "request_id": "7e41"}
    return Exchange(1, NOW, request, {"Authorization": "***"}, **(sound | fields))


def cells(one: Exchange) -> list[str]:
    return [span.text for span in row(one, UTC)]


def test_a_row_says_when_what_and_what_came_of_it() -> None:
    assert cells(exchange()) == ["09:14:00", "GET", "/drills", "200", "41 ms"]


def test_what_is_the_same_in_every_path_is_left_out_and_ids_are_shortened() -> None:
    assert cells(exchange(f"/v1/{PROJECT}/jobs/{PROJECT}?id={UUID}&limit=9"))[2] == (
        "/jobs/c4ecb372..15a0?id=24857067..beca&limit=9"
    )
    assert cells(exchange(f"/v1.0/{PROJECT}/x"))[2] == "/x"
    assert cells(exchange("/v3/projects"))[2] == "/v3/projects"


def test_a_call_that_changes_something_and_a_failure_stand_out() -> None:
    assert row(exchange(method="POST"), UTC)[1].role is Role.STRONG
    assert row(exchange(), UTC)[1].role is Role.TEXT
    assert row(exchange(status=399), UTC)[3].role is Role.OK
    assert row(exchange(status=400), UTC)[3].role is Role.STOP
    assert row(exchange(status=None), UTC)[3].text == "no answer"
    assert row(exchange(status=None), UTC)[3].role is Role.STOP


def test_the_whole_request_with_headers_body_and_answer() -> None:
    lines = texts(detail(exchange(f"/v1/{PROJECT}/x", "POST", body='{"a":1}', answer='{"b":\n2}')))
    assert lines == [
        f"POST https://sdrs.example/v1/{PROJECT}/x",
        "Authorization: ***",
        "",
        '{"a":1}',
        "",
        "ANSWER  200   request 7e41",
        '{"b":',
        "2}",
    ]


def test_a_request_without_an_answer_says_why() -> None:
    lines = texts(detail(exchange(status=None, failure="The connection failed.", request_id="")))
    assert lines[-2:] == ["ANSWER  no answer   request -", "The connection failed."]
