from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from drilltui.domain.call import Call
from drilltui.domain.drill import DrillServer
from drilltui.domain.exercise import Exercise
from drilltui.domain.probe import SSH, PlannedProbe, plan
from drilltui.domain.record import Action
from drilltui.domain.sending import Sending
from drilltui.domain.server import Address, Server
from drilltui.domain.verification import Verification
from drilltui.services.sight import DrillDetail
from drilltui.ui.line import Role
from drilltui.ui.present import servers
from tests.ui.present.things import NOW, drill, later, texts

APP = Server("1", "app-01", "ACTIVE", (Address("10.0.0.1"),), flavor="s3", image="CentOS")
DB = Server("2", "db-01", "BUILD")


def detail(*found: Server, **fields: Any) -> DrillDetail:
    made = tuple(DrillServer(f"instance-{one.id}", one.id) for one in found)
    return DrillDetail(drill(servers=made, **fields), found, {"instance-1": "prod-app"})


def said(*words: Verification, begun: datetime | None = NOW, up: float | None = None) -> Exercise:
    create = Call(Action.CREATE, Sending.ACCEPTED, begun, "f") if begun else None
    return Exercise(
        create=create,
        up_at=None if up is None else later(up),
        verified={one.server_id: one for one in words},
    )


def word(server_id: str, after: float, *, passed: bool = True) -> Verification:
    return Verification(server_id, passed, later(after), "ada")


def cells(server: Server, verdict: Verification | None = None) -> list[str]:
    found = detail(server)
    return [one.text for one in servers.row(found, found.drill.servers[0], verdict, UTC)]


def test_a_server_stands_beside_what_it_stands_for() -> None:
    row = cells(replace(APP, enterprise_project_id="ep-1"), word("1", 60))
    assert row == [
        "app-01", "prod-app", "+ ACTIVE", "10.0.0.1", "+ ok 09:15", "s3", "CentOS", "ep-1"
    ]  # fmt: skip
    assert cells(APP, word("1", 60, passed=False))[4] == "! no 09:15"
    assert cells(APP)[4] == "-"


def test_an_elastic_address_goes_first_and_is_marked() -> None:
    both = (Address("10.0.0.1"), Address("80.1.1.1", "floating"))
    assert cells(replace(APP, addresses=both))[3] == "80.1.1.1 EIP +1"
    assert cells(replace(APP, addresses=()))[3] == "-"


def test_a_server_that_is_gone_stands_out() -> None:
    assert cells(Server("1"))[2:4] == ["! gone", "-"]


@pytest.mark.parametrize(
    ("words", "up", "told", "role"),
    [
        ((), 149, "not verified yet", Role.WARN),
        ((), None, "not verified yet", Role.WARN),
        ((word("1", 600),), 149, "1 of 2 verified", Role.WARN),
        (
            (word("1", 600), word("2", 1022)),
            149,
            "2 of 2 verified",
            Role.OK,
        ),
        ((word("1", 9), word("2", 9, passed=False)), None, "failed: db-01", Role.STOP),
    ],
)
def test_words_on_all_servers_say_how_far_a_drill_is_verified(
    words: tuple[Verification, ...], up: float | None, told: str, role: Role
) -> None:
    span = servers.standing_span(detail(APP, DB), said(*words, up=up))
    assert (span.text, span.role) == (told, role)


def test_a_drill_made_elsewhere_has_no_clock() -> None:
    span = servers.standing_span(detail(APP), said(word("1", 9), begun=None, up=3))
    assert span.text == "1 of 1 verified"


def test_a_drill_that_is_not_there_yet_is_not_verified_either() -> None:
    assert servers.standing_span(detail(status="creating"), said()).text == ""


def test_in_full_everything_is_told() -> None:
    server = replace(APP, addresses=(Address("80.1.1.1", "floating"),), system="Linux")
    found = detail(server)
    verdict = replace(word("1", 60), remark="login ok", how="tcp 10.0.0.1:22")
    lines = texts(servers.in_full(found, found.drill.servers[0], verdict, UTC))
    assert "Stands for          prod-app (instance-1)" in lines
    assert "Address             80.1.1.1 (elastic)" in lines
    assert "+ verified  2026-11-23 09:15, ada, by tcp 10.0.0.1:22" in lines
    assert lines[-1] == "login ok"


def test_what_would_be_run_is_shown_whole_with_what_may_go_wrong() -> None:
    probe = plan(SSH, APP)
    assert isinstance(probe, PlannedProbe)
    live = texts(servers.to_be_run(probe, ""))
    assert "TCP connection to 10.0.0.1:22" in live
    assert "may lead to the production server" in live[-1]
    assert "may lead" not in str(texts(servers.to_be_run(replace(probe, elastic=True), "")))
    assert texts(servers.to_be_run(probe, "Rehearsal: no."))[-1] == "Rehearsal: no."
