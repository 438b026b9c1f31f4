"""`drilltui records`: what was done from here, read without a cloud, and whether it is whole."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drilltui.domain.record import Kind, seal
from drilltui.store import entry
from drilltui.wiring.journal import open_journal_or_read
from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import LiveWorld

BEGUN = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)


def begun(far: FarSide, printed: Printed) -> str:
    """Start a drill and leave it; its record."""
    assert far.run("start", "--group", "pg-payments", "--yes", "--json") == 0
    return str(printed.outcome()["record"])


def test_records_are_listed_and_read(
    far: FarSide, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    record = begun(far, printed)

    assert far.run("records", "--json") == 0
    (listed,) = printed.objects()
    assert (listed["id"], listed["unfinished"], listed["whole"]) == (record, "create", None)
    assert far.run("records") == 0
    assert capsys.readouterr().out.splitlines()[1].startswith(record)

    assert far.run("records", record, "--json") == 0
    first, *events = printed.objects()
    assert (first["whole"], first["events"]) == (True, len(events))
    assert [event["kind"] for event in events] == ["opened", "preflight", "intended", "accepted"]
    assert far.run("records", record) == 0
    page = capsys.readouterr().out
    assert "   2  " in page
    assert "intended   create, drill-pg-payments-" in page
    assert "POST http" in page
    assert page.splitlines()[-1].startswith("4 events, hash chain whole, last hash ")


def test_records_need_neither_cloud_nor_sign_in(
    far: FarSide, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(far, printed)
    monkeypatch.setattr(FarSide, "open", None)
    far.wire.cut(".")
    assert far.run("records", "--json") == 0
    assert len(printed.objects()) == 1


def test_no_record_is_a_sentence_and_makes_no_journal(
    far: FarSide, printed: Printed, tmp_path: Path
) -> None:
    assert far.run("records") == 0
    assert printed.complaint() == "There is no unclosed record of prod."
    assert far.run("records", "--all", "--json") == 0
    assert printed.objects() == []
    assert list(tmp_path.iterdir()) == []


async def rehearsed(folder: Path) -> None:
    """Leave the records of two rehearsals, of which one is closed, and one of a real cloud."""
    journal = await open_journal_or_read(folder)
    for record, mode in (("r-open", "rehearsal"), ("r-closed", "rehearsal"), ("r-live", "live")):
        await journal.append(record, Kind.OPENED, {"mode": mode, "region": "eu-demo-1"}, BEGUN)
    await journal.append("r-closed", Kind.CLOSED, {"outcome": "clean"}, BEGUN)
    await journal.close()


@pytest.mark.parametrize("has_profile", [False, True])
def test_records_of_rehearsals_take_no_profile(
    has_profile: bool, far: FarSide, printed: Printed, world: LiveWorld, tmp_path: Path
) -> None:
    arguments = ["--rehearsed", "--json"] if has_profile else ["--json"]
    if not has_profile:
        world.profiles.clear()
        world.default = ""
    assert far.run("records", *arguments) == 0
    assert printed.objects() == []
    asyncio.run(rehearsed(tmp_path / "drilltui"))

    assert far.run("records", *arguments) == 0
    assert [one["id"] for one in printed.objects()] == ["r-open"]
    assert far.run("records", "--all", *arguments) == 0
    assert {one["id"] for one in printed.objects()} == {"r-open", "r-closed"}
    assert far.run("records", "r-closed", "--json") == 0
    assert printed.objects()[0]["closed"] is True


def test_without_a_profile_it_is_said_that_only_rehearsals_are_listed(
    far: FarSide, printed: Printed, world: LiveWorld
) -> None:
    world.profiles.clear()
    world.default = ""

    assert far.run("records") == 0
    assert printed.read()[1].splitlines() == [
        "There is no profile yet: only rehearsals have records.",
        "There is no unclosed record of a rehearsal: --all lists closed ones too.",
    ]


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_broken_chain_is_exit_5_and_says_where(
    form: str,
    far: FarSide,
    printed: Printed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = begun(far, printed)
    with sqlite3.connect(tmp_path / "drilltui" / "journal.db") as journal:
        forged = seal(record, 5, datetime(2026, 11, 23, tzinfo=UTC), Kind.NOTE, {}, "f" * 64)
        guards = journal.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = dict(guards.fetchall())
        for name in kept:
            journal.execute(f"DROP TRIGGER {name}")
        journal.execute(entry.INSERT, entry.row(forged))
        for guard in kept.values():
            journal.execute(guard)
    journal.close()

    assert far.run("records", record, *(["--json"] if form == "json" else [])) == 5
    if form == "json":
        first, *_ = printed.objects()
        assert (first["whole"], first["broken_at"]) == (False, 5)
        assert printed.err == f"drilltui: The record {record} is broken at event 5.\n"
    else:
        assert "hash chain broken at event 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("20261123-0914-none",), 2, "There is no record 20261123-0914-none."),
        (("--profile", "dev"), 2, "There is no profile 'dev'."),
        (("--rehearsed", "--profile", "prod"), 2, "A rehearsal belongs to no profile."),
        (("--readonly",), 2, "nrecognized arguments: --readonly"),
    ],
)
def test_records_that_are_not_there_are_exit_2(
    arguments: tuple[str, ...], status: int, words: str, far: FarSide, printed: Printed
) -> None:
    assert far.run("records", *arguments) == status
    assert words in printed.complaint()


def test_a_journal_that_was_damaged_is_told_with_what_is_left_of_it(
    far: FarSide, printed: Printed, tmp_path: Path
) -> None:
    begun(far, printed)
    journal = tmp_path / "drilltui" / "journal.db"
    journal.write_bytes(b"no journal any more, and nothing of one\n" * 200)
    assert far.run("records", "--json") == 0
    assert printed.objects() == []
    assert printed.err.startswith("The journal was damaged. It was set aside, nothing of it was")
