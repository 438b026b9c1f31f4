from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from drilltui.domain.drill import DrillServer
from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.server import Address, Server
from drilltui.services.sight import DrillDetail, ReadBack
from drilltui.ui.line import Role, Span
from drilltui.ui.present import drills
from tests.ui.present.things import NOW, UUID, drill, texts

VPC = Vpc(UUID, "vpc-drill-1", "10.20.0.0/16")


def detail(*servers: Server, **fields: Any) -> DrillDetail:
    made = tuple(DrillServer(f"instance-{server.id}", server.id) for server in servers)
    names = {f"instance-{server.id}": f"app-{server.id}" for server in servers}
    return DrillDetail(drill(servers=made, **fields), servers, names)


def test_a_row() -> None:
    made = drill(vpc_id=UUID, servers=(DrillServer("i", "s"),))
    assert [span.text for span in drills.row(made, "pg-payments", NOW)] == [
        "drill-1",
        "+ available",
        "pg-payments",
        "1",
        "60 min ago",
        "24857067..beca",
    ]
    assert drills.row(drill(), "", NOW)[2].text == "24857067..beca"
    assert drills.row(drill(), "", NOW)[5].text == "-"


@pytest.mark.parametrize("status", ["available", "error", "error-deleting"])
def test_what_the_service_would_delete_has_no_reason_against_it(status: str) -> None:
    assert drills.why_not_deletable(drill(status=status)) == ""


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("creating", "it is still being made"),
        ("deleting", "it is being deleted already"),
        ("odd", "its state is odd"),
        ("", "its state is unknown"),
    ],
)
def test_why_a_drill_cannot_be_deleted(status: str, said: str) -> None:
    assert drills.why_not_deletable(drill(status=status)).startswith(said)


@pytest.mark.parametrize(
    ("status", "said"),
    [("error", "the creation failed"), ("error-deleting", "delete it again")],
)
def test_the_state_says_what_it_means(status: str, said: str) -> None:
    state = texts(drills.head(detail(status=status), "pg", Span(""), UTC))[0]
    assert said in state
    assert len(state) <= 78  # one row at 80 columns


def test_the_state_of_a_drill_that_is_there_says_whether_it_is_verified() -> None:
    state, group, vpc = texts(
        drills.head(detail(vpc_id=UUID), "pg-payments", Span("not verified yet"), UTC)
    )
    assert state == "State      + available   not verified yet"
    assert group == "Group      pg-payments   made 2026-11-23 08:14"
    assert vpc == f"Drill VPC  {UUID}"


def test_a_drill_whose_vpc_is_being_made_says_so() -> None:
    lines = texts(drills.head(detail(status="creating"), "pg-payments", Span(""), UTC))
    assert "Drill VPC  being made" in lines
    assert "The service tells no servers of this drill." in texts(drills.servers(detail()))


def test_servers_with_what_they_stand_for_and_all_their_addresses() -> None:
    server = Server(
        "1", "drill-app", "ACTIVE", (Address("10.0.0.1"), Address("80.1.1.1", "floating"))
    )
    head, row, more = texts(drills.servers(detail(server)))
    assert row[head.index("SERVER") :].startswith("drill-app ")
    assert row[head.index("STANDS FOR") :].startswith("app-1 ")
    assert row[head.index("STATE") :].startswith("+ ACTIVE ")
    assert row[head.index("ADDRESS") :] == "10.0.0.1"
    assert more == " " * head.index("ADDRESS") + "80.1.1.1 (elastic)"


def test_a_server_that_is_gone_or_faulty_stands_out() -> None:
    gone, faulty = Server("1"), Server("2", "drill-db", "ERROR", fault="no host")
    head, first, second = drills.servers(detail(gone, faulty))
    assert first.plain[head.plain.index("STATE") :] == "! gone"
    assert first.spans[-1].role is Role.STOP
    assert second.plain.endswith("-  no host")
    assert second.spans[-1].role is Role.STOP


def test_a_server_of_an_unknown_instance_shows_its_short_id() -> None:
    found = detail(Server("1", "drill-app", "ACTIVE"))
    nameless = DrillDetail(found.drill, found.servers)
    assert "instance-1" in texts(drills.servers(nameless))[1]


@given(st.text(), st.text())
def test_server_columns_stay_straight(name: str, stands_for: str) -> None:
    found = detail(Server("1", name, "ACTIVE", (Address("10.0.0.1"),)))
    head, row = texts(drills.servers(DrillDetail(found.drill, found.servers, {
        "instance-1": stands_for
    })))  # fmt: skip
    assert cell_len(row[: -len("10.0.0.1")]) == head.index("ADDRESS")


def test_a_read_back_lists_what_stayed() -> None:
    left = ReadBack(True, VPC, (Subnet("s1", "subnet-a", UUID, "10.20.0.0/24"),))
    lines = texts(drills.read_back(left))
    assert lines[0].startswith("+ gone")
    assert lines[1].startswith("! 2 things stayed")
    assert lines[2].split() == ["VPC", "vpc-drill-1", "10.20.0.0/16", UUID]
    assert lines[3].split() == ["subnet", "subnet-a", "10.20.0.0/24", "s1"]


def test_a_read_back_that_finds_nothing_says_so_only_without_a_doubt() -> None:
    assert texts(drills.read_back(ReadBack(True)))[1:] == ["+ nothing stayed"]
    doubted = texts(drills.read_back(ReadBack(True, doubts=("could not look at VPC x",))))
    assert doubted[1:] == ["? could not look at VPC x"]


def test_a_drill_that_is_still_there_is_not_called_gone() -> None:
    left = ReadBack(False, servers=(Server("1", "drill-app", "ACTIVE"),))
    lines = drills.read_back(left)
    assert lines[0].plain.startswith("! still there")
    assert lines[0].spans[0].role is Role.STOP
    assert "1 thing stayed" in lines[1].plain
    assert lines[2].plain.split() == ["server", "drill-app", "ACTIVE", "1"]
