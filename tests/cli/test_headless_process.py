"""A drill from its start to its end by commands alone: served sandbox, configuration by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drilltui.sandbox.embedded import Access
from tests.cli.far_side import STRICT
from tests.served import Host


@pytest.fixture
def host(tmp_path: Path, access: Access) -> Host:
    host = Host(tmp_path, access)
    host.write("aksk")
    return host


def lines(host: Host, status: int, *arguments: str) -> list[dict[str, Any]]:
    """Run a command for programs; its valid lines."""
    done = host.run(*arguments, "--json", **host.key)
    assert done.returncode == status, done
    assert (done.stderr == "") is (status == 0)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    for one in found:
        STRICT.validate(one)
    return found


def words(host: Host, *arguments: str) -> list[str]:
    """Run a command for people, into a pipe; its lines, which fit a terminal without colours."""
    done = host.run(*arguments, **host.key)
    assert (done.returncode, done.stderr) == (0, "")
    printed = done.stdout.splitlines()
    assert all(line.isprintable() for line in printed)
    return printed


def test_a_whole_drill_for_programs(host: Host) -> None:
    *changes, made = lines(host, 0, "start", "--group", "pg-payments", "--yes", "--watch")
    assert {one["type"] for one in changes} == {"change"}
    assert (made["result"], made["state"]) == ("done", "available")

    (shown,) = lines(host, 0, "show", made["drill"])
    assert shown["id"] == made["drill_id"]
    (renamed,) = lines(host, 0, "rename", shown["id"], "drill-renamed", "--yes")
    assert renamed["record"] == made["record"]
    (listed,) = lines(host, 0, "drills", "--group", "pg-payments")
    assert listed["name"] == "drill-renamed"

    *_, deleted = lines(host, 0, "delete", "drill-renamed", "--yes", "--watch")
    assert (deleted["result"], deleted["record"]) == ("done", made["record"])
    assert lines(host, 0, "drills", "--group", "pg-payments") == []

    (record,) = lines(host, 0, "records")
    assert (record["id"], record["state"], record["unfinished"]) == (made["record"], "deleted", "")
    first, *events = lines(host, 0, "records", made["record"])
    assert (first["whole"], first["events"]) == (True, len(events))
    (nothing,) = lines(host, 0, "resume")
    assert nothing["record"] == ""


def test_a_whole_drill_for_people(host: Host) -> None:
    (accepted,) = words(host, "start", "--group", "pg-crm", "--name", "drill-people", "--yes")
    assert accepted.startswith("create drill-people: accepted, ")
    (followed,) = words(host, "resume")
    assert followed.startswith("create drill-people: done, available, ")
    head, row = words(host, "drills", "--group", "pg-crm")
    assert head.split() == ["NAME", "STATE", "GROUP", "SERVERS", "MADE", "VPC", "ID"]
    assert row.startswith("drill-people  available  pg-crm")
    assert words(host, "show", "drill-people")[0] == "drill    drill-people"
    (renamed,) = words(host, "rename", "drill-people", "drill-folk", "--yes")
    assert renamed.startswith("rename drill-folk: done, ")
    (deleted,) = words(host, "delete", "drill-folk", "--yes", "--watch")
    assert "it is gone, stays: VPC " in deleted
    head, row = words(host, "records")
    assert head.split()[:4] == ["RECORD", "STATE", "DRILL", "GROUP"]
    assert "deleted" in row
    assert words(host, "records", row.split()[0])[-1].partition(", last hash ")[0].endswith("whole")


def test_a_group_whose_drill_is_being_made_is_refused_until_it_is_there(host: Host) -> None:
    (begun,) = lines(host, 0, "start", "--group", "pg-intranet", "--name", "drill-one", "--yes")
    (blocked,) = lines(host, 3, "start", "--group", "pg-intranet", "--name", "drill-two", "--yes")
    assert (blocked["result"], blocked["record"]) == ("blocked", begun["record"])
    *_, followed = lines(host, 0, "watch", begun["job_id"])
    assert followed["result"] == "done"
    (in_use,) = lines(host, 2, "start", "--group", "pg-intranet", "--name", "drill-one", "--yes")
    assert in_use["free"] == "drill-one-2"


def test_records_are_read_where_no_cloud_and_no_secret_is(host: Host) -> None:
    lines(host, 0, "start", "--group", "pg-payroll", "--yes")
    host.sdrs = "http://127.0.0.1:1"
    host.write("aksk")
    done = host.run("records", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["unfinished"] == "create"
