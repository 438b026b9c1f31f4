"""What the first event of a record says of program, host and person."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from drilltui.domain.provenance import (
    Provenance,
    digest_of_files,
    record_of_provenance,
    ssh_client,
    utc_offset,
)


def test_a_digest_of_files_is_that_of_their_sorted_sums() -> None:
    line = "{}  {}\n".format
    text = line(hashlib.sha256(b"1").hexdigest(), "a") + line(hashlib.sha256(b"2").hexdigest(), "b")

    assert digest_of_files({"b": b"2", "a": b"1"}) == hashlib.sha256(text.encode()).hexdigest()
    assert digest_of_files({"a": b"1", "b": b"3"}) != digest_of_files({"a": b"1", "b": b"2"})


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "+00:00"), (480, "+08:00"), (-210, "-03:30"), (345, "+05:45")],
)
def test_an_offset_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    zone = timezone(timedelta(minutes=minutes))

    assert utc_offset(datetime(2026, 11, 26, tzinfo=UTC).astimezone(zone)) == said


def test_a_time_without_a_zone_has_no_offset() -> None:
    assert utc_offset(datetime(2026, 11, 26)) == ""


@pytest.mark.parametrize(
    ("variable", "address"),
    [("", ""), ("10.0.0.7 51022 10.0.0.2 22", "10.0.0.7"), ("fe80::1 1 fe80::2 22", "fe80::1")],
)
def test_of_an_ssh_connection_only_the_clients_address_is_kept(variable: str, address: str) -> None:
    assert ssh_client(variable) == address


def test_a_record_has_every_field_that_is_known() -> None:
    assert record_of_provenance(Provenance("1")) == {"tool": "1"}
    told = record_of_provenance(Provenance("1", "b", "r", "+00:00", "ada", "10.0.0.7", "ops"))

    assert told == {
        "tool": "1",
        "build": "b",
        "rules": "r",
        "utc_offset": "+00:00",
        "unix_user": "ada",
        "ssh_from": "10.0.0.7",
        "cloud_user": "ops",
    }
