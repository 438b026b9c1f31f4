"""`drilltui brief`, `hold`, `service`, `finding`, `handover`, `takeover`, `signoff`: no cloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import LiveWorld
from tests.cli.running import run


@pytest.fixture
def record(far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record whose drill was made; the cloud is gone from then on."""
    assert far.run("start", "--group", "pg-payments", "--yes", "--watch", "--json") == 0
    found = str(printed.outcome()["record"])
    monkeypatch.setattr(FarSide, "open", None)
    far.wire.cut(".")
    return found


def said(printed: Printed) -> dict[str, Any]:
    (one,) = printed.objects()
    assert one["type"] == "said"
    return one


def test_a_brief_is_written_and_printed(record: str, printed: Printed) -> None:
    assert run("brief", record) == 0
    assert printed.read()[0].startswith("Nothing is said of it yet")
    assert run("brief", record, "--objective", "an hour", "--rto-minutes", "60") == 0
    assert run("brief", record, "--ticket", "CHG-1", "--rto-minutes", "") == 0
    printed.read()
    assert run("brief", record) == 0
    assert printed.read()[0].splitlines() == ["Objective: an hour", "Ticket: CHG-1"]
    assert run("brief", record, "--json") == 0
    assert said(printed)["brief"]["rto_minutes"] is None
    assert run("brief", record, "--rpo-minutes", "some") == 2
    assert "some is no number of minutes." in printed.complaint()


def test_a_hold_begins_and_ends(record: str, printed: Printed) -> None:
    assert run("hold", record, "--why", "incident 4711", "--json") == 0
    assert said(printed)["on_hold"] is True
    assert run("hold", record, "--why", "again") == 2
    assert "on hold already" in printed.complaint()
    assert run("hold", record, "--end", "--json") == 0
    told = said(printed)
    assert (told["on_hold"], told["holds"][0]["why"]) == (False, "incident 4711")
    assert run("hold", record) == 2


def test_the_service_works_or_does_not(record: str, printed: Printed) -> None:
    assert run("service", record, "--fails") == 2
    assert "what was seen" in printed.complaint()
    assert run("service", record, "--fails", "--seen", "timeout") == 0
    assert run("service", record, "--works", "--seen", "ok", "--data-point", "tx 17") == 0
    printed.read()
    assert run("brief", record, "--json") == 0
    told = said(printed)
    assert [word["passed"] for word in told["services"]] == [False, True]
    assert told["services"][1]["data_point"] == "tx 17"
    assert told["service_at"]


def test_findings_are_written_changed_and_listed(record: str, printed: Printed) -> None:
    assert run("finding", record) == 0
    assert printed.read()[0] == "There is no finding.\n"
    assert run("finding", record, "DNS points home", "--owner", "bob", "--due", "2026-12-15") == 0
    printed.read()
    assert run("finding", record, "--number", "1", "--status", "accepted") == 2
    assert "somebody's decision" in printed.complaint()
    decided = ("--status", "accepted", "--decision", "CISO: once a year")
    assert run("finding", record, "--number", "1", *decided) == 0
    printed.read()
    assert run("finding", record) == 0
    assert printed.read()[0].splitlines() == [
        "  1  DNS points home",
        "     medium, risk accepted, owner bob, due 2026-12-15, decision: CISO: once a year",
    ]
    assert run("finding", record, "--owner", "eve") == 2
    assert "Which finding is that of?" in printed.complaint()
    assert run("finding", record, "--number", "9", "--owner", "eve") == 2
    assert "no finding 9" in printed.complaint()


def test_it_is_handed_over_and_taken_over(record: str, printed: Printed) -> None:
    assert run("handover", record, "--to", "bob", "--why", "shift") == 0
    first, *open_ = printed.read()[0].splitlines()
    assert first == f"record {record}: handed over to bob"
    assert open_
    assert all(line.startswith("open: ") for line in open_)
    assert run("takeover", record, "--name", "Bob M.", "--json") == 0
    told = said(printed)
    assert (told["handed_to"], told["handovers"][0]["taken_by"]) == ("", "Bob M.")


@pytest.mark.parametrize("name", ["handed", "handed.zip"])
def test_an_export_is_taken_over_on_another_host(
    name: str,
    record: str,
    printed: Printed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exported = tmp_path / name
    assert run("handover", record, "--to", "bob", "--why", "shift") == 0
    assert run("export", record, "-o", str(exported)) == 0
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    printed.read()

    assert run("takeover", str(exported), "--name", "bob") == 0
    vouched, first, second, *_ = printed.read()[0].splitlines()
    assert vouched.startswith("Nobody was asked to vouch for this export")
    assert first.endswith(" events were new here")
    assert second == f"record {record}: taken over by bob"
    assert run("records", record, "--json") == 0
    (head, *events) = printed.objects()
    assert head["whole"] is True
    assert [event["kind"] for event in events][-2:] == ["handed-over", "taken-over"]


def test_what_is_no_whole_export_is_not_taken(
    record: str, printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported, home = tmp_path / "handed", tmp_path / "elsewhere"
    assert run("export", record, "-o", str(exported)) == 0
    events = exported / "events.jsonl"
    events.write_bytes(events.read_bytes().replace(b'"seq":2', b'"seq":3', 1))
    monkeypatch.setenv("XDG_STATE_HOME", str(home))
    printed.read()

    assert run("takeover", str(exported), "--name", "bob") == 5
    assert "The export is not whole: events.jsonl" in printed.complaint()
    assert run("takeover", str(tmp_path / "nothing"), "--name", "bob") == 2
    with ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("x", "y")
    assert run("takeover", str(tmp_path / "other.zip"), "--name", "bob") == 2
    assert run("records", "--all", "--json") == 0
    assert printed.objects() == []


def test_a_record_is_signed(record: str, printed: Printed) -> None:
    assert run("signoff", record, "--name", "Eve W.", "--role", "witness", "--json") == 0
    (signature,) = said(printed)["signatures"]
    assert (signature["name"], signature["role"]) == ("Eve W.", "witness")
    assert run("signoff", record, "--name", " ", "--role", "witness") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "--objective", "x"),
        ("hold", "--why", "x"),
        ("service", "--fails", "--seen", "x"),
        ("finding", "x"),
        ("handover", "--to", "x", "--why", "x"),
        ("takeover", "--name", "x"),
        ("signoff", "--name", "x", "--role", "x"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_nothing_is_written_where_one_may_only_read(
    arguments: tuple[str, ...], record: str, printed: Printed
) -> None:
    name, *options = arguments
    assert run(name, record, *options, "--readonly") == 2
    assert "nothing was written" in printed.complaint()
    assert run(name, "20260101-0000-none", *options) == 2
    assert "There is no record 20260101-0000-none on this host." in printed.complaint()


def test_no_journal_is_made_for_a_record_that_is_not_there(
    world: LiveWorld, printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert world.profiles
    assert run("hold", "20260101-0000-none", "--why", "x") == 2
    assert printed.complaint()
    assert list(tmp_path.iterdir()) == []
