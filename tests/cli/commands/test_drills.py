"""`drilltui drills` and `drilltui show`: what is there, by id or exact name."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from drilltui.cli.drill_text import as_table
from drilltui.domain.errors import VaultError
from tests.cli.far_side import CREATE, FarSide, Printed
from tests.cli.live_world import LiveWorld
from tests.ui.present.things import drill

LIST = r"GET /v1/\w+/disaster-recovery-drills$"
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def test_drills_of_the_project_come_newest_first(far: FarSide, printed: Printed) -> None:
    assert far.run("drills", "--json") == 0

    found = printed.objects()
    assert [one["type"] for one in found] == ["drill"] * len(found)
    assert len(found) > 2
    made = [one["made_at"] for one in found]
    assert made == sorted(made, reverse=True)
    ledger = next(one for one in found if one["name"] == "drill-ledger-2")
    assert (ledger["group"], ledger["state"]) == ("pg-ledger", "error")
    assert (ledger["profile"], ledger["region"]) == ("prod", "eu-demo-1")


@pytest.mark.parametrize("by", ["name", "group_id"])
def test_drills_of_a_group_by_its_name_or_id(by: str, far: FarSide, printed: Printed) -> None:
    assert far.run("drills", "--json") == 0
    ledger = next(one for one in printed.objects() if one["group"] == "pg-ledger")
    named = ledger["group_id"] if by == "group_id" else "pg-ledger"

    assert far.run("drills", "--group", named, "--json") == 0
    assert [one["name"] for one in printed.objects()] == ["drill-ledger-2"]


def test_no_drill_is_a_sentence_and_no_failure(far: FarSide, printed: Printed) -> None:
    assert far.run("drills", "--group", "pg-payments") == 0
    assert printed.complaint() == "There is no drill in pg-payments."


@pytest.mark.parametrize("width", [72, 80, 100, 132, None])
def test_the_table_fits_and_ids_are_whole(width: int | None) -> None:
    drills = [
        drill(name="drill-with-a-name-of-sixty-four-characters-as-long-as-a-name-may"),
        drill(name="演练", status="error-deleting", created_at=datetime(2026, 11, 1, tzinfo=UTC)),
    ]
    lines = as_table(drills, {drills[0].group_id: "pg-payments"}, width)
    assert all(len(line) <= (width or 1000) for line in lines)
    assert all(one.id in line for one, line in zip(drills, lines[1:], strict=True))


def test_names_from_the_cloud_are_harmless(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    def hostile(answer: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
        for row in answer["disaster_recovery_drills"]:
            row["name"] = "x\x1b[2J"
        return answer

    far.wire.change(LIST, hostile)
    assert far.run("drills") == 0
    assert not CONTROLS.search(capsys.readouterr().out)
    assert far.run("drills", "--json") == 0
    assert printed.objects()[0]["name"] == "x\x1b[2J"


def test_a_drill_is_shown_with_its_servers(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert far.run("show", "drill-0911", "--json") == 0
    (shown,) = printed.objects()
    assert shown["group"] == "pg-payroll"
    assert [server["instance"] for server in shown["servers"]] == [
        "payroll-app-01",
        "payroll-app-02",
        "payroll-db-01",
    ]
    assert all(server["addresses"] and server["state"] for server in shown["servers"])

    assert far.run("show", shown["id"]) == 0
    page = capsys.readouterr().out
    assert f"drill    drill-0911\nid       {shown['id']}\n" in page
    assert "ACTIVE" in page


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("show", "drill-0912"), 2, "There is no drill drill-0912. Near it: drill-0911"),
        (("show", "x" * 40), 2, "There is no drill xxx"),
        (("show", "drill-0911", "--group", "pg-ledger"), 2, "There is no drill drill-0911."),
        (("show", "drill-0911", "--group", "pg-no"), 2, "There is no protection group pg-no."),
        (("drills", "--group", "pg-pay"), 2, "There is no protection group pg-pay. Near it:"),
        (("show",), 2, "the following arguments are required: DRILL"),
    ],
)
def test_what_is_not_there_is_exit_2_with_the_nearest_names(
    arguments: tuple[str, ...], status: int, words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run(*arguments) == status
    assert words.casefold() in printed.complaint().casefold()


def test_two_drills_of_one_name_are_told_by_their_ids(far: FarSide, printed: Printed) -> None:
    far.wire.deliver_twice(CREATE)
    assert far.run("start", "--group", "pg-payments", "--name", "drill-a", "--yes") == 0
    printed.line()
    far.wire.mend()
    assert far.run("drills", "--group", "pg-payments", "--json") == 0
    ids = [one["id"] for one in printed.objects()]
    assert len(ids) == 2

    assert far.run("show", "drill-a") == 2
    complaint = printed.complaint()
    assert complaint.startswith("There are 2 drills called drill-a. Say an id: ")
    assert all(one in complaint for one in ids)
    assert far.run("show", ids[0], "--json") == 0
    assert printed.objects()[0]["id"] == ids[0]


@pytest.mark.parametrize("arguments", [("drills",), ("show", "drill-0911")])
def test_refused_and_unreachable_end_with_their_status(
    arguments: tuple[str, ...],
    far: FarSide,
    printed: Printed,
    world: LiveWorld,
) -> None:
    far.wire.answer("GET", 403, "SDRS.0003", "no permission")
    assert far.run(*arguments) == 1
    assert "SDRS.0003" in printed.complaint()
    far.wire.mend()
    far.wire.answer("GET", 401, "APIGW.0301", "wrong signature")
    assert far.run(*arguments) == 4
    assert "APIGW.0301" in printed.complaint()
    far.wire.mend()
    far.wire.cut("GET")
    assert far.run(*arguments) == 4
    printed.complaint()

    async def locked(*_: object) -> None:
        raise VaultError("The keyring is locked.")

    world.open_session = locked  # type: ignore[assignment] # it opens none
    far.wire.mend()
    assert far.run(*arguments) == 5
    assert printed.complaint() == "The keyring is locked."
