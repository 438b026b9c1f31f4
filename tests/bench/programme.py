"""Overdue groups and leftovers over 500 records and 2,000 groups, from a journal on disk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from drilltui.domain.folding import fold_all
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.json_value import JsonValue
from drilltui.domain.leftover import LeftoverKind
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.services.overview import panorama
from drilltui.store.journal_file import JournalFile
from drilltui.store.sqlite_journal import open_journal
from tests.bench.figure import Figure

RECORDS, GROUPS, ROUNDS = 500, 2_000, 5
NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
_SERVERS = 4


def figures() -> Iterator[Figure]:
    """Measure the processor time from the closed file to what is overdue and left.

    All of it counts: opening the journal, with the hash of each event, too. The best of several
    rounds in one process; the groups are there already, no cloud is asked.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        count = _write(path)
        groups = [_group(number) for number in range(GROUPS)]
        rounds = [asyncio.run(_read(path, groups)) for _ in range(ROUNDS)]
    best = min(rounds, key=lambda used: sum(used.values()))
    whole = 1000 * sum(best.values())
    made_from = ", ".join(f"{part} {1000 * used:.0f}" for part, used in best.items())
    size = f"{RECORDS} records, {count} events, {GROUPS} groups"
    yield Figure("processor, overdue and leftovers", whole, 300, "ms", f"{size}: {made_from}")


async def _read(path: Path, groups: list[ProtectionGroup]) -> dict[str, float]:
    """Return the processor seconds of each part, the check of every event's hash included."""
    used: dict[str, float] = {}
    begun = time.process_time()

    def done(part: str) -> None:
        nonlocal begun
        now = time.process_time()
        used[part], begun = now - begun, now

    journal = await open_journal(path)
    done("opening and checking")
    events = await journal.outline()
    done("outline")
    exercises = fold_all(events)
    done("folding")
    seen = panorama(groups, (), exercises, NOW, 180, frozenset(one.id for one in groups))
    done("reckoning")
    await journal.close()
    if len(exercises) != RECORDS or not seen.overdue or not seen.ledger:
        raise AssertionError("the journal of the measurement was not read")
    return used


def _write(path: Path) -> int:
    file = JournalFile(path)
    events = [event for number in range(RECORDS) for event in _record(number)]
    file.take_over(events)
    file.close()
    return len(events)


def _group(number: int) -> ProtectionGroup:
    made = NOW - timedelta(days=400)
    return ProtectionGroup(
        f"group-{number}", f"pg-{number}", "protected", 100, instance_count=4, created_at=made
    )


def _record(number: int) -> list[Event]:
    """Return a drill from its form to its end: each fifth has left its VPC, others are closed."""
    record_id, at = f"20260101-0900-{number:04d}", NOW - timedelta(days=1 + number % 360)
    events: list[Event] = []
    before = GENESIS
    for seq, (kind, data) in enumerate(_told(number), start=1):
        event = seal(record_id, seq, at + timedelta(seconds=5 * seq), kind, data, before)
        events.append(event)
        before = event.hash
    return events


def _told(number: int) -> Iterator[tuple[Kind, dict[str, JsonValue]]]:
    drill, name = f"drill-{number:032x}", f"drill-{number}"
    findings: list[JsonValue] = [
        {"subject": f"rule {rule}", "verdict": "ok", "seen": "as it should be", "code": "SDRS.1909"}
        for rule in range(25)
    ]
    servers: list[JsonValue] = [{"instance_id": f"i{one}", "id": f"s{one}"} for one in range(4)]
    resources: list[JsonValue] = [
        {"kind": kind.value, "id": f"{number}-{kind.name}-{one}", "name": "x", "made": True}
        for kind in (LeftoverKind.SERVER, LeftoverKind.VOLUME, LeftoverKind.PORT)
        for one in range(_SERVERS)
    ]
    yield Kind.OPENED, {"mode": "live", "group_id": f"group-{number}", "group_name": f"pg-{number}"}
    yield Kind.PREFLIGHT, {"findings": findings}
    yield Kind.INTENDED, {"action": "create", "name": name, "server_ids": ["a", "b", "c", "d"]}
    yield Kind.ACCEPTED, {"action": "create", "job_id": f"c{number}"}
    yield from _job("create", f"c{number}", drill)
    told: dict[str, JsonValue] = {"drill_id": drill, "status": "available", "vpc_id": f"v{number}"}
    yield Kind.DRILL, {**told, "servers": servers, "resources": resources}
    for item in range(6):
        yield Kind.STEP, {"item": f"item-{item}", "done": True, "by": "ada", "remark": "done"}
    for one in range(_SERVERS):
        yield Kind.VERIFIED, {"server_id": f"s{one}", "passed": True, "by": "ada"}
    yield Kind.INTENDED, {"action": "delete", "name": name, "was": "available"}
    yield Kind.ACCEPTED, {"action": "delete", "job_id": f"d{number}"}
    yield from _job("delete", f"d{number}", drill)
    vpc: JsonValue = {"kind": "VPC", "id": f"v{number}", "proof": "recorded", "evidence": "its id"}
    left = number % 5 == 0
    yield Kind.READ_BACK, {"gone": True, "leftovers": [vpc] if left else []}
    if not left:
        yield Kind.CLOSED, {"outcome": "clean", "by": "ada"}


def _job(action: str, job_id: str, drill: str) -> Iterator[tuple[Kind, dict[str, JsonValue]]]:
    for done in range(5):
        status = "SUCCESS" if done == 4 else "RUNNING"
        subs: list[JsonValue] = [
            {"job_id": f"{job_id}-{one}", "type": "createDrillServer", "status": status}
            for one in range(_SERVERS * 2)
        ]
        data: dict[str, JsonValue] = {"action": action, "job_id": job_id, "status": status}
        yield Kind.JOB, {**data, "drill_id": drill, "sub_jobs": subs}
