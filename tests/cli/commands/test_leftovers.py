"""`drilltui leftovers`: what records have as left, without a cloud, and looked at again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from drilltui.domain.record import Kind
from drilltui.store.sqlite_journal import open_journal
from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import LiveWorld

RECORD = "20261101-0900-aaaa"
GROUP = "01234567-0000-cdef-0123-456789abcdef"
DRILL = "01234567-89ab-cdef-0123-456789abcdef"
LEFT = {"kind": "VPC", "id": "11111111-2222-3333-4444-555555555555", "proof": "recorded"}


def write(folder: Path, project_id: str, *more: tuple[Kind, dict[str, object]]) -> None:
    """Write the record of a drill that is gone and has left a VPC."""
    opened = {"mode": "live", "project_id": project_id, "group_id": GROUP, "group_name": "pg-x"}
    created = {"action": "create", "drill_id": DRILL, "job_id": "j"}
    events = [
        (Kind.OPENED, opened),
        (Kind.INTENDED, {"action": "create", "name": "drill-x"}),
        (Kind.ACCEPTED, created),
        (Kind.DRILL, {"drill_id": DRILL, "status": "available", "vpc_id": LEFT["id"]}),
        (Kind.INTENDED, {"action": "delete", "name": "drill-x", "was": "available"}),
        (Kind.ACCEPTED, {"action": "delete", "job_id": "k"}),
        (Kind.JOB, {"action": "delete", "job_id": "k", "status": "SUCCESS"}),
        (Kind.READ_BACK, {"gone": True, "leftovers": [LEFT]}),
        *more,
    ]

    async def keep() -> None:
        journal = await open_journal(folder / "drilltui" / "journal.db")
        at = datetime.now(UTC) - timedelta(days=3)
        for kind, data in events:
            await journal.append(RECORD, kind, data, at)  # type: ignore[arg-type]
        await journal.close()

    asyncio.run(keep())


@pytest.fixture
def project(far: FarSide, world: LiveWorld) -> str:
    return world.profiles[0].project_id


def test_what_is_left_is_exit_1_without_a_cloud(
    far: FarSide, printed: Printed, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, project)
    monkeypatch.setattr(FarSide, "open", None)
    assert far.run("leftovers", "--json") == 1
    (left,) = printed.objects()
    assert (left["kind"], left["id"], left["days"]) == ("VPC", LEFT["id"], 3)
    assert (left["record"], left["drill"], left["lapsed"]) == (RECORD, "drill-x", False)
    assert printed.err.strip() == "1 left over by the records of prod."
    assert far.run("leftovers") == 1
    assert LEFT["id"] in printed.read()[0]


def test_nothing_left_is_exit_0_and_makes_no_journal(
    far: FarSide, printed: Printed, tmp_path: Path
) -> None:
    assert far.run("leftovers") == 0
    assert printed.complaint() == "0 left over by the records of prod."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("until", "status"), [("2999-01-01", 0), ("2020-01-01", 1)])
def test_what_was_accepted_counts_again_when_its_day_is_over(
    until: str, status: int, far: FarSide, printed: Printed, project: str, tmp_path: Path
) -> None:
    items: list[object] = [{"kind": LEFT["kind"], "id": LEFT["id"]}]
    kept: tuple[Kind, dict[str, object]] = (
        Kind.KEPT,
        {"items": items, "by": "ada", "why": "w", "until": until},
    )
    write(tmp_path, project, kept, (Kind.CLOSED, {"outcome": "clean with accepted leftovers"}))
    assert far.run("leftovers", "--json") == status
    assert [one["lapsed"] for one in printed.objects()] == [True] * status


@pytest.mark.parametrize("closed", [(), ((Kind.CLOSED, {"outcome": "not clean"}),)])
def test_a_look_finds_what_is_gone_and_the_records_keep_it(
    closed: tuple[tuple[Kind, dict[str, object]], ...],
    far: FarSide,
    printed: Printed,
    project: str,
    tmp_path: Path,
) -> None:
    write(tmp_path, project, *closed)
    assert far.run("leftovers", "--look", "--json") == 0
    assert printed.objects() == []
    assert printed.err.strip() == "0 left over, 1 found to be gone."
    assert far.run("leftovers") == 0


def test_a_look_that_cannot_be_is_no_proof(
    far: FarSide, printed: Printed, project: str, tmp_path: Path
) -> None:
    write(tmp_path, project)
    far.wire.cut(r"disaster-recovery-drills")
    assert far.run("leftovers", "--look", "--json") == 1
    assert [one["id"] for one in printed.objects()] == [LEFT["id"]]
    assert "Not known: drill-x: " in printed.err
