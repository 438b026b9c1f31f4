"""Every field that auditors ask for is in the report: in Markdown, in HTML and in JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest

from drilltui.domain.language import CHINESE, ENGLISH, words_of
from drilltui.evidence.part import Table
from drilltui.evidence.render.as_json import as_json
from drilltui.evidence.render.markdown import escaped, markdown
from drilltui.evidence.render.page import page
from drilltui.evidence.render.speech import Speech
from drilltui.evidence.report import Report, report
from tests.evidence.story import EVENTS, PREVIOUS, RECORD, opened, record

FIELDS = {
    "identity": {
        "record": RECORD,
        "drill": "drill-pay",
        "drill_id": "drill-1",
        "mode": "LIVE: it was done in a real cloud",
        "opened_at": "2026-11-26 01:00:00 UTC (09:00:00 +08:00)",
        "profile": "prod",
        "tool": "9.8.7",
        "rules": "c" * 64,
    },
    "scope": {
        "region": "eu-de",
        "project": "project-1",
        "group": "pg-payments",
        "group_id": "group-1",
        "production_zone": "zone-a",
        "recovery_zone": "zone-b",
        "members.instance": "pay-app",
        "members.instance_id": "instance-1",
        "members.status": "protected",
        "members.drill_server": "pay-app-drill",
        "members.drill_server_id": "server-1",
        "pairs.pair": "pay-app-sys",
        "pairs.pair_id": "pair-1",
        "pairs.progress": "97 %",
        "pairs.status": "protected-pair",
        "pairs.replication": "active-link",
        "not_covered": "card readers",
    },
    "purpose": {
        "objective": "show that payments survive",
        "scenario": "zone 1 burns",
        "exercise": "technical drill",
        "plan": "DRP 4.2",
        "impact": "BIA 7",
        "ticket": "CHG-1234",
        "runbook": "Standard",
    },
    "targets": {"rto": "30 min", "rpo": "15 min", "source": "contract 17"},
    "people": {
        "operator": "ada-person",
        "cloud_user": "ada-cloud",
        "unix_user": "ada-unix",
        "host": "jump-host-1",
        "ssh_from": "198.51.100.7",
        "approver": "Grace",
        "witness": "Edsger",
        "intended": "Barbara; Donald",
        "actual": "ada-person; Grace; Barbara; Donald; Linus; Margaret",
        "handovers.at": "2026-11-26 01:05:40 UTC (09:05:40 +08:00)",
        "handovers.by": "ada-person",
        "handovers.to": "Linus",
        "handovers.why": "shift",
        "handovers.open": "all",
        "handovers.taken_by": "Linus",
        "handovers.taken_at": "2026-11-26 01:05:50 UTC (09:05:50 +08:00)",
        "handovers.account": "linus-unix",
        "handovers.taken_why": "Ada is on the train",
    },
    "preflight": {
        "at": "2026-11-26 01:00:02 UTC (09:00:02 +08:00)",
        "seen": "f" * 64,
        "override": "yes, Grace: known and fine (first-sync)",
        "checks.check": "first sync check",
        "checks.verdict": "stop",
        "checks.seen": "97 % copied",
        "checks.code": "SDRS.1234",
        "checks.remedy": "wait for it",
    },
    "network": {
        "vpc": "vpc-drill",
        "vpc_id": "vpc-new",
        "origin": "created by the service for the drill",
        "cidr": "10.20.0.0/16",
        "model_cidr": "10.20.0.0/16",
        "comparison": "the same",
        "subnets.where": "the drill VPC",
        "subnets.subnet": "drill-app",
        "subnets.cidr": "10.20.0.0/24",
        "subnets.subnet_id": "subnet-new",
        "routes.table": "rtb-own",
        "routes.routes": "192.0.2.0/24 via 10.20.0.9",
        "acls.acl": "acl-own",
        "acls.enabled": "yes",
    },
    "execution": {
        "calls.at": "2026-11-26 01:00:03 UTC (09:00:03 +08:00)",
        "calls.action": "create",
        "calls.request": "POST https://sdrs.example/drills "
        '{"drill":{"name":"drill-pay","password":"***"}}',
        "calls.digest": "a" * 64,
        "calls.answered_at": "2026-11-26 01:00:04 UTC (09:00:04 +08:00)",
        "calls.answer": "accepted",
        "calls.code": "no code: it was taken",
        "calls.job_id": "job-create",
        "jobs.action": "create",
        "jobs.step": "· pay-app",
        "jobs.type": "createDrillServer",
        "jobs.begin": "2026-11-26 01:00:07 UTC (09:00:07 +08:00)",
        "jobs.end": "2026-11-26 01:02:02 UTC (09:02:02 +08:00)",
        "jobs.lasted": "1 min 55 s",
        "jobs.status": "SUCCESS",
        "jobs.job_id": "sub-createDrillServer",
        "polling_gaps.step": "pay-app",
        "polling_gaps.status": "SUCCESS",
        "polling_gaps.happened": "2026-11-26 01:02:00 UTC (09:02:00 +08:00)",
        "polling_gaps.seen": "2026-11-26 01:03:30 UTC (09:03:30 +08:00)",
        "polling_gaps.late": "1 min 30 s",
        "sessions.at": "2026-11-26 01:06:00 UTC (09:06:00 +08:00)",
        "sessions.what": "somebody took it up again",
        "sessions.by": "Linus",
        "sessions.host": "host-2",
    },
    "clocks": {
        "start": "2026-11-26 01:00:03 UTC (09:00:03 +08:00)",
        "counted": "from the intention on, before the first byte was sent",
        "servers_up_at": "2026-11-26 01:02:00 UTC (09:02:00 +08:00)",
        "servers_up_by": "by the end of the cloud's job",
        "servers_up": "1 min 57 s",
        "servers_target": "target met",
        "service_verified_at": "2026-11-26 01:05:10 UTC (09:05:10 +08:00)",
        "service_verified_by": "by a person's word",
        "service_verified": "5 min 07 s",
        "service_target": "target met",
        "state": "servers up 1 min 57 s; service verified 5 min 07 s",
        "end": "2026-11-26 01:08:20 UTC (09:08:20 +08:00)",
        "skew": "+2.000 s",
        "holds.since": "2026-11-26 01:03:40 UTC (09:03:40 +08:00)",
        "holds.until": "2026-11-26 01:04:40 UTC (09:04:40 +08:00)",
        "holds.why": "fire alarm",
        "holds.by": "ada-person",
        "holds.servers": "0 s",
        "holds.service": "1 min",
    },
    "steps": {
        "checklist.text": "Add the custom routes",
        "checklist.why": "Custom route tables of the group's VPC are not made again in the drill "
        "VPC: what is reached by them is not reached.",
        "checklist.about": "two",
        "checklist.result": "done",
        "checklist.by": "Barbara",
        "checklist.at": "2026-11-26 01:04:50 UTC (09:04:50 +08:00)",
        "checklist.remark": "both are in",
        "checklist.attachment": f"{'d' * 64} routes.txt",
        "guide.runbook": "Standard",
        "guide.step": "Tell the service desk",
        "guide.result": "done",
        "guide.by": "Donald",
        "guide.initials": "DK",
        "guide.at": "2026-11-26 01:04:51 UTC (09:04:51 +08:00)",
        "guide.remark": "told them",
        "guide.choice": "by phone",
    },
    "verification": {
        "services.expected": "a payment goes through",
        "services.seen": "payment 4711 went through",
        "services.result": "passed",
        "services.by": "Barbara",
        "services.at": "2026-11-26 01:05:10 UTC (09:05:10 +08:00)",
        "services.data_point": "transaction 8899 of 00:58",
        "servers.server": "pay-app-drill server-1",
        "servers.check": "tcp 10.20.0.10:443",
        "servers.seen": "answers",
        "servers.result": "passed",
        "servers.by": "Barbara",
        "servers.at": "2026-11-26 01:05:00 UTC (09:05:00 +08:00)",
        "data_point": "transaction 8899 of 00:58",
    },
    "notes": {
        "notes.at": "2026-11-26 01:05:20 UTC (09:05:20 +08:00)",
        "notes.by": "Donald",
        "notes.text": "the pager was silent",
    },
    "findings": {
        "findings.number": "1",
        "findings.text": "the pager list is old",
        "findings.severity": "high",
        "findings.owner": "Margaret",
        "findings.due": "2026-12-24",
        "findings.status": "risk accepted",
        "findings.decision": "board decision 5",
        "findings.retest": "next spring",
        "findings.by": "Donald",
    },
    "outcome": {
        "result": "passed with findings",
        "by": "Grace",
        "at": "2026-11-26 01:08:20 UTC (09:08:20 +08:00)",
        "compared": "one minute slower than hoped",
        "clean": "clean with accepted leftovers",
        "why": "–",
        "missing": "–",
    },
    "cleanup": {
        "request": "DELETE https://sdrs.example/drills/drill-1",
        "at": "2026-11-26 01:06:40 UTC (09:06:40 +08:00)",
        "answer": "accepted",
        "job": "job-delete",
        "job_status": "SUCCESS",
        "read_back_at": "2026-11-26 01:08:00 UTC (09:08:00 +08:00)",
        "gone": "yes",
        "doubts": "nothing: all was read",
        "leftovers.what": "VPC vpc-drill 10.20.0.0/16",
        "leftovers.id": "vpc-new",
        "leftovers.proof": "recorded",
        "leftovers.evidence": "its id was told",
        "leftovers.owner": "Margaret",
        "leftovers.until": "2027-03-31",
        "leftovers.why": "kept for spring",
        "server_time": "0.13 h",
    },
    "comparison": {
        "record": "20260526-0900-aaaa",
        "drill_id": "drill-0",
        "begun_at": "2026-05-26 09:00:00 UTC (17:00:00 +08:00)",
        "figures.figure": "until the servers were up",
        "figures.before": "3 min 20 s",
        "figures.now": "1 min 57 s",
        "figures.trend": "faster by 83 s",
    },
    "sign_off": {
        "signatures.name": "Grace Hopper",
        "signatures.role": "head of IT",
        "signatures.at": "2026-11-26 01:08:30 UTC (09:08:30 +08:00)",
        "signatures.by": "ada-person",
        "second": "Alan Turing",
    },
    "integrity": {
        "events": str(len(EVENTS)),
        "chain": "whole",
        "head": EVENTS[-1].hash,
        "manifest": "manifest.json of the export names every file with its size and SHA-256, and "
        "the head of the chain; 'drilltui verify' checks all of it",
        "build": "b" * 64,
        "time_source": "this host's clock for events, the cloud's own clock for jobs and their "
        "steps; the difference stands under the clocks",
        "redacted": "nothing",
        "not_proven": "who wrote it, that the clock was right, and that nothing was left out "
        "before it was written",
        "chain_of.seq": "2",
        "chain_of.kind": "guided",
        "chain_of.before": EVENTS[0].hash,
        "chain_of.hash": EVENTS[1].hash,
    },
    "retention": {"keep_until": "2033-11-26", "copies": "vault 3"},
}
"""What every field shows in the report of the story, by section and key."""

_CASES = [(section, key, told) for section, keys in FIELDS.items() for key, told in keys.items()]


@cache
def told() -> Report:
    return report(EVENTS, PREVIOUS)


@cache
def page_of(language: str) -> str:
    return page(told(), words_of(language))


@cache
def text_of(language: str) -> str:
    return markdown(told(), words_of(language))


@cache
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(as_json(told()))
    return found


def section_of(text: str, begin: str, end: str) -> str:
    return text.partition(begin)[2].partition(end)[0]


@pytest.mark.parametrize(("section", "key", "value"), _CASES)
def test_a_field_is_in_markdown(section: str, key: str, value: str) -> None:
    title = told().section(section).title
    shown = section_of(text_of(ENGLISH), f"\n## {title}\n", "\n## ")

    assert f"| {escaped(value)} |" in shown


@pytest.mark.parametrize(("section", "key", "value"), _CASES)
def test_a_field_is_in_html(section: str, key: str, value: str) -> None:
    shown = unescape(section_of(page_of(ENGLISH), f'<section id="{section}">', "</section>"))

    assert f"<td>{value}</td>" in shown


@pytest.mark.parametrize(("section", "key", "value"), _CASES)
def test_a_field_has_its_name_in_json(section: str, key: str, value: str) -> None:
    name, _, column = key.partition(".")
    found = data()["sections"][section][name]
    if column:
        assert any(row[column] not in (None, "") for row in found)
    else:
        assert found is not None


def test_no_field_of_the_report_is_without_a_test() -> None:
    untested = {
        "execution": {"calls.message", "jobs.code", "jobs.reason"},
        "cleanup": {f"removals.{key}" for key in ("at", "action", "id", "answer", "code")},
        "integrity": {"chain_of.at", "chain_of.told"},
    }
    for section in told().sections:
        keys = set[str]()
        for part in section.parts:
            columns = part.columns if isinstance(part, Table) else ()
            keys |= {f"{part.key}.{one.key}" for one in columns} or {part.key}
        assert keys - untested.get(section.key, set()) == FIELDS[section.key].keys(), section.key


def test_a_record_that_says_everything_has_no_gap() -> None:
    speech = Speech(words_of(ENGLISH))

    assert [speech.gap(gap) for gap in told().gaps] == []
    assert "Evidence gaps: none" in text_of(ENGLISH)


def test_live_and_rehearsal_cannot_be_missed() -> None:
    assert text_of(ENGLISH).startswith("# LIVE – ")
    assert '<div class="banner">LIVE · ' in page_of(ENGLISH)
    assert f'<div class="banner">{words_of(CHINESE)("LIVE")} · ' in page_of(CHINESE)


def test_the_secrets_of_a_request_are_masked() -> None:
    for text in (text_of(ENGLISH), page_of(ENGLISH), as_json(told())):
        assert "hunter2" not in text


def test_a_chinese_report_says_every_label_in_chinese() -> None:
    labels = re.findall(r"<th scope=\"(?:row|col)\">([^<]*)</th>", page_of(CHINESE))

    assert len(labels) > 100
    assert [one for one in labels if one.isascii() and one not in ("CIDR", "ID")] == []


def test_the_chart_is_in_both() -> None:
    assert "━━" in text_of(ENGLISH)
    assert page_of(ENGLISH).count("<svg ") == 1


def test_a_rehearsal_says_that_its_clock_is_its_own() -> None:
    seconds, kind, data = opened()
    made = report(record(((seconds, kind, {**data, "mode": "rehearsal"}),)))
    shown = section_of(markdown(made, words_of(ENGLISH)), "\n## Integrity\n", "\n## ")
    (row,) = (line for line in shown.splitlines() if "source of the times" in line)

    assert "the rehearsal's own clock for events, which may run faster than this host's" in row
    assert "this host's clock for events" not in row


def test_that_there_was_no_drill_before_is_a_fact_and_no_gap() -> None:
    made = report(EVENTS)
    shown = section_of(markdown(made, words_of(ENGLISH)), "\n## Comparison\n", "\n## ")

    assert made.gaps == ()
    assert "The records of this host have no earlier drill of this group." in shown
    assert "not said" not in shown
    assert not any(json.loads(as_json(made))["sections"]["comparison"].values())


def test_what_a_drill_before_does_not_say_is_a_gap() -> None:
    made = report(EVENTS, replace(PREVIOUS, drill_id="", begun_at=None))

    assert [gap.field for gap in made.gaps] == ["drill_id", "begun_at"]


@pytest.mark.parametrize(("language", "state"), [(ENGLISH, "drill gone"), (CHINESE, "演练已删")])
def test_the_chart_tells_the_drill_from_what_it_left(language: str, state: str) -> None:
    drawing = section_of(page_of(language), "<svg ", "</svg>")

    assert f">{state}</text>" in drawing
    assert state in text_of(language)
