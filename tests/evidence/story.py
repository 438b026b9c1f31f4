"""The record of a drill in which everything is said that a report can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from drilltui.domain.json_value import JsonValue
from drilltui.domain.record import GENESIS, Event, Kind, seal
from drilltui.evidence.figures import Figures

RECORD = "20261126-0900-k7q2"
BEGUN = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)

Said = tuple[float, str, Mapping[str, JsonValue]]


def at(seconds: float) -> str:
    """A time of the cloud, whose clock is two seconds ahead."""
    return (BEGUN + timedelta(seconds=seconds + 2)).isoformat()


def record(said: Sequence[Said], record_id: str = RECORD) -> tuple[Event, ...]:
    """Seal what is said, each so many seconds after the beginning."""
    events: list[Event] = []
    before = GENESIS
    for seq, (seconds, kind, data) in enumerate(said, start=1):
        moment = BEGUN + timedelta(seconds=seconds)
        event = seal(record_id, seq, moment, kind, dict(data), before)
        events.append(event)
        before = event.hash
    return tuple(events)


def step(kind: str, status: str, begin: float | None, end: float | None) -> dict[str, JsonValue]:
    return {
        "job_id": f"sub-{kind}",
        "type": kind,
        "status": status,
        "begin": "" if begin is None else at(begin),
        "end": "" if end is None else at(end),
        "error_code": "EVS.2024" if status == "FAIL" else "",
        "fail_reason": "no room" if status == "FAIL" else "",
        "drill_id": "",
        "subject": "instance-1",
        "sub_jobs": [],
    }


def job(action: str, status: str, begin: float, end: float | None, seen: str) -> Said:
    name = f"{action}DrillServer"
    sub = step(name, seen, begin + 1, end)
    told = step(f"{action}Drill", status, begin, end) | {
        "job_id": f"job-{action}",
        "subject": "",
        "sub_jobs": [sub],
        "action": action,
    }
    return (0, Kind.JOB, told)


def later(seconds: float, said: Said) -> Said:
    return (seconds, said[1], said[2])


def opened() -> Said:
    return (
        0,
        Kind.OPENED,
        {
            "mode": "live",
            "profile": "prod",
            "region": "eu-de",
            "project_id": "project-1",
            "endpoint": "https://sdrs.example",
            "person": "ada-person",
            "host": "jump-host-1",
            "world": "",
            "group_id": "group-1",
            "group_name": "pg-payments",
            "group_status": "protected",
            "tool": "9.8.7",
            "build": "b" * 64,
            "rules": "c" * 64,
            "utc_offset": "+08:00",
            "unix_user": "ada-unix",
            "cloud_user": "ada-cloud",
            "ssh_from": "198.51.100.7",
        },
    )


def brief() -> Said:
    return (
        1,
        Kind.BRIEF,
        {
            "objective": "show that payments survive",
            "exercise": "technical drill",
            "scenario": "zone 1 burns",
            "plan": "DRP 4.2",
            "impact": "BIA 7",
            "ticket": "CHG-1234",
            "not_covered": "card readers",
            "rto_minutes": 30,
            "rpo_minutes": 15,
            "target_source": "contract 17",
            "approver": "Grace",
            "witness": "Edsger",
            "participants": ["Barbara", "Donald"],
            "keep_until": "2033-11-26",
            "copies": "vault 3",
            "by": "ada-person",
        },
    )


def preflight() -> Said:
    network: JsonValue = {
        "id": "vpc-own",
        "name": "vpc-prod",
        "cidr": "10.20.0.0/16",
        "subnets": [{"id": "subnet-own", "name": "app", "cidr": "10.20.0.0/24"}],
    }
    return (
        2,
        Kind.PREFLIGHT,
        {
            "findings": [
                {
                    "rule": "first-sync",
                    "subject": "first sync check",
                    "verdict": "stop",
                    "seen": "97 % copied",
                    "remedy": "wait for it",
                    "code": "SDRS.1234",
                    "overridable": True,
                }
            ],
            "fingerprint": "f" * 64,
            "override": {"reason": "known and fine", "by": "Grace", "rules": ["first-sync"]},
            "checklist": [
                {
                    "key": "routes",
                    "title": "Add the custom routes",
                    "about": "two",
                    "when": "running",
                }
            ],
            "scope": {
                "production_zone": "zone-a",
                "recovery_zone": "zone-b",
                "model_vpc": network,
                "members": [{"id": "instance-1", "name": "pay-app", "status": "protected"}],
                "pairs": [
                    {
                        "id": "pair-1",
                        "name": "pay-app-sys",
                        "status": "protected-pair",
                        "replication_status": "active-link",
                        "progress": 97,
                        "gb": 40,
                    }
                ],
                "route_tables": [{"name": "rtb-own", "routes": ["192.0.2.0/24 via 10.20.0.9"]}],
                "acls": [{"name": "acl-own", "enabled": True}],
            },
        },
    )


def create() -> tuple[Said, ...]:
    body = '{"drill":{"name":"drill-pay","password":"hunter2"}}'
    resources: list[JsonValue] = [
        {
            "kind": "VPC",
            "id": "vpc-new",
            "name": "vpc-drill",
            "detail": "10.20.0.0/16",
            "made": True,
        },
        {
            "kind": "subnet",
            "id": "subnet-new",
            "name": "drill-app",
            "detail": "10.20.0.0/24",
            "made": True,
        },
    ]
    servers: list[JsonValue] = [
        {"id": "server-1", "instance_id": "instance-1", "name": "pay-app-drill", "status": "ACTIVE"}
    ]
    return (
        (
            3,
            Kind.INTENDED,
            {
                "action": "create",
                "method": "POST",
                "url": "https://sdrs.example/drills",
                "body": body,
                "fingerprint": "a" * 64,
                "name": "drill-pay",
                "vpc_id": "",
                "drills_before": [],
                "names": {"instance-1": "pay-app"},
                "skew": 2.0,
            },
        ),
        (4, Kind.ACCEPTED, {"action": "create", "job_id": "job-create", "request_id": "req-1"}),
        later(70, job("create", "RUNNING", 4, None, "RUNNING")),
        later(210, job("create", "SUCCESS", 4, 120, "SUCCESS")),
        (
            212,
            Kind.DRILL,
            {
                "drill_id": "drill-1",
                "name": "drill-pay",
                "status": "available",
                "vpc_id": "vpc-new",
                "servers": servers,
                "resources": resources,
                "resource_doubts": [],
            },
        ),
    )


def people() -> tuple[Said, ...]:
    return (
        (220, Kind.HOLD, {"on": True, "why": "fire alarm", "by": "ada-person"}),
        (280, Kind.HOLD, {"on": False, "why": "", "by": "ada-person"}),
        (
            290,
            Kind.STEP,
            {
                "item": "routes",
                "done": True,
                "by": "Barbara",
                "remark": "both are in",
                "attachment": {"sha256": "d" * 64, "name": "routes.txt"},
            },
        ),
        (
            291,
            Kind.STEP,
            {
                "runbook": "standard",
                "step": "tell-the-desk",
                "title": "Tell the service desk",
                "done": True,
                "by": "Donald",
                "initials": "DK",
                "remark": "told them",
                "choice": "phone",
                "choice_title": "by phone",
            },
        ),
        (
            300,
            Kind.VERIFIED,
            {
                "server_id": "server-1",
                "passed": True,
                "by": "Barbara",
                "how": "tcp 10.20.0.10:443",
                "remark": "answers",
                "instance_id": "instance-1",
            },
        ),
        (
            310,
            Kind.SERVICE,
            {
                "passed": True,
                "by": "Barbara",
                "expected": "a payment goes through",
                "seen": "payment 4711 went through",
                "data_point": "transaction 8899 of 00:58",
            },
        ),
        (320, Kind.NOTE, {"text": "the pager was silent", "by": "Donald"}),
        (
            330,
            Kind.FINDING,
            {
                "number": 1,
                "text": "the pager list is old",
                "severity": "high",
                "owner": "Margaret",
                "due": "2026-12-24",
                "status": "risk accepted",
                "decision": "board decision 5",
                "retest": "next spring",
                "by": "Donald",
            },
        ),
        (
            340,
            Kind.HANDED_OVER,
            {"by": "ada-person", "to": "Linus", "why": "shift", "open": ["all"]},
        ),
        (
            350,
            Kind.TAKEN_OVER,
            {
                "by": "Linus",
                "from": "ada-person",
                "host": "h2",
                "why": "Ada is on the train",
                "person": "linus-unix",
            },
        ),
        (360, Kind.RESUMED, {"by": "Linus", "host": "host-2"}),
    )


def end() -> tuple[Said, ...]:
    leftover: JsonValue = {
        "kind": "VPC",
        "id": "vpc-new",
        "name": "vpc-drill",
        "detail": "10.20.0.0/16",
        "proof": "recorded",
        "evidence": "its id was told",
        "remedy": "",
    }
    return (
        (
            400,
            Kind.INTENDED,
            {
                "action": "delete",
                "method": "DELETE",
                "url": "https://sdrs.example/drills/drill-1",
                "body": "",
                "fingerprint": "e" * 64,
                "name": "drill-pay",
                "was": "available",
                "server_ids": ["server-1"],
                "skew": 2.0,
            },
        ),
        (401, Kind.ACCEPTED, {"action": "delete", "job_id": "job-delete"}),
        later(470, job("delete", "SUCCESS", 402, 460, "SUCCESS")),
        (480, Kind.READ_BACK, {"gone": True, "leftovers": [leftover], "doubts": []}),
        (
            490,
            Kind.KEPT,
            {
                "items": [{"kind": "VPC", "id": "vpc-new"}],
                "by": "Margaret",
                "why": "kept for spring",
                "until": "2027-03-31",
            },
        ),
        (
            500,
            Kind.CLOSED,
            {
                "outcome": "clean with accepted leftovers",
                "by": "Grace",
                "why": "",
                "missing": [],
                "result": "passed with findings",
                "compared": "one minute slower than hoped",
            },
        ),
        (510, Kind.SIGNED, {"name": "Grace Hopper", "role": "head of IT", "by": "ada-person"}),
        (520, Kind.SIGNED, {"name": "Alan Turing", "role": "auditor", "by": "Linus"}),
    )


def said() -> tuple[Said, ...]:
    """Everything, in its order."""
    guided: Said = (0.5, Kind.GUIDED, {"runbook": "standard", "title": "Standard", "digest": "1"})
    return (opened(), guided, brief(), preflight(), *create(), *people(), *end())


EVENTS = record(said())

PREVIOUS = Figures(
    "20260526-0900-aaaa",
    "drill-0",
    "drill-old",
    datetime(2026, 5, 26, 9, tzinfo=UTC),
    servers_up=200,
    service_verified=300,
    servers=2,
    result="passed",
    seen="0" * 64,
)
