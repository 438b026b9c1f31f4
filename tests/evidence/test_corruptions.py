"""Nothing in an export can be changed unseen: no byte, no line, no end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from drilltui.domain.language import ENGLISH, words_of
from drilltui.evidence import names
from drilltui.evidence.chain import read_chain
from drilltui.evidence.export import Stamp, export
from drilltui.evidence.manifest import manifest_text, read_manifest, sum_of
from drilltui.evidence.redaction import PERSONAL, Redaction
from drilltui.evidence.verification import Verdict, verify
from tests.evidence.story import EVENTS, PREVIOUS, RECORD, opened, people, record

TOOL = "1.2.3"
STAMP = Stamp(TOOL, datetime(2026, 11, 26, 3, tzinfo=UTC))
WORDS = words_of(ENGLISH)
OPEN = Redaction(b"salt")

SMALL = export(record((opened(), *people())), WORDS, STAMP, OPEN)
"""A record that is verified in a millisecond."""
WHOLE = export(EVENTS, WORDS, STAMP, OPEN, PREVIOUS)


def with_events(files: Mapping[str, bytes], events: bytes) -> dict[str, bytes]:
    """What a forger makes who knows how checksums and the seal are made, but keeps the head."""
    manifest = read_manifest(files[names.MANIFEST])
    sums = tuple(
        sum_of(names.EVENTS, events) if one.name == names.EVENTS else one for one in manifest.files
    )
    told = manifest_text(replace(manifest, files=sums)).encode()
    return {**files, names.EVENTS: events, names.MANIFEST: told}


def found(files: Mapping[str, bytes]) -> Verdict:
    verdict = verify(files, TOOL)
    assert not verdict.whole
    return verdict


def changed_lines(raw: bytes) -> Iterator[bytes]:
    lines = raw.splitlines(keepends=True)
    for at in range(len(lines)):
        yield b"".join(lines[:at] + lines[at + 1 :])
    for at in range(len(lines) - 1):
        yield b"".join([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
    for at in range(len(lines)):
        yield b"".join(lines[:at])
    for at in range(len(lines)):
        yield b"".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def test_what_was_exported_is_whole() -> None:
    for files in (SMALL, WHOLE):
        verdict = verify(files, TOOL)
        assert verdict.faults == ()
        assert verdict.remade


def test_ten_thousand_changed_bytes_are_all_found() -> None:
    chance = Random(7)
    places = [(name, at) for name, content in SMALL.items() for at in range(len(content))]
    for name, at in chance.choices(places, k=10_000):
        content = bytearray(SMALL[name])
        content[at] ^= chance.randrange(1, 256)
        assert not verify({**SMALL, name: bytes(content)}, TOOL).whole, (name, at)


def test_changed_bytes_of_events_are_found_by_the_chain_alone() -> None:
    chance = Random(11)
    raw = SMALL[names.EVENTS]
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= chance.randrange(1, 256)
        chain = read_chain(bytes(changed), RECORD)
        # The last line's end is all that the hash does not cover, and no line may lack it.
        assert chain.breaks, at


def test_lines_removed_swapped_doubled_or_cut_are_found_in_spite_of_new_checksums() -> None:
    for files in (SMALL, WHOLE):
        for events in changed_lines(files[names.EVENTS]):
            verdict = found(with_events(files, events))
            assert {fault.file for fault in verdict.faults} == {names.EVENTS}


def test_every_cut_is_found_in_spite_of_new_checksums() -> None:
    raw = SMALL[names.EVENTS]
    for length in range(len(raw)):
        found(with_events(SMALL, raw[:length]))


def test_a_fault_says_file_line_and_event() -> None:
    lines = WHOLE[names.EVENTS].splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if b"silent" in line)
    lines[at] = lines[at].replace(b"silent", b"louder")
    verdict = found(with_events(WHOLE, b"".join(lines)))

    (fault,) = verdict.faults
    assert (fault.file, fault.line, fault.seq) == (names.EVENTS, at + 1, at + 1)
    assert fault.why == "its hash is not that of what it says"


@pytest.mark.parametrize("name", names.CONTENT)
def test_a_missing_file_is_found(name: str) -> None:
    files = {key: content for key, content in SMALL.items() if key != name}

    assert name in {fault.file for fault in found(files).faults}


def test_a_strange_file_is_found() -> None:
    verdict = found({**SMALL, "../../etc/passwd": b""})

    assert verdict.faults[0].why == "it is no part of an export"


@pytest.mark.parametrize("name", [names.MARKDOWN, names.PAGE, names.JSON, names.SCHEMA])
def test_a_report_that_says_otherwise_is_found_in_spite_of_new_checksums(name: str) -> None:
    content = SMALL[name].replace(b"pg-payments", b"pg-anything").replace(b"event", b"evemt")
    manifest = read_manifest(SMALL[names.MANIFEST])
    sums = tuple(sum_of(name, content) if one.name == name else one for one in manifest.files)
    told = manifest_text(replace(manifest, files=sums)).encode()
    verdict = found({**SMALL, name: content, names.MANIFEST: told})

    assert [(one.file, one.why) for one in verdict.faults] == [
        (name, "it is not what the events make")
    ]


def test_another_version_does_not_make_the_reports_again() -> None:
    verdict = verify(SMALL, "9.9.9")

    assert (verdict.whole, verdict.remade) == (True, False)


def test_the_figures_of_the_drill_before_are_held_by_the_report() -> None:
    manifest = read_manifest(WHOLE[names.MANIFEST])
    assert manifest.previous is not None
    forged = replace(manifest, previous=replace(manifest.previous, servers_up=1))
    verdict = found({**WHOLE, names.MANIFEST: manifest_text(forged).encode()})

    assert names.MARKDOWN in {fault.file for fault in verdict.faults}


def test_hidden_values_are_told_and_their_events_keep_their_place() -> None:
    hiding = export(EVENTS, WORDS, STAMP, Redaction(b"salt", PERSONAL), PREVIOUS)
    verdict = verify(hiding, TOOL)
    assert verdict.whole
    assert verdict.hidden > 10

    for events in changed_lines(hiding[names.EVENTS]):
        found(with_events(hiding, events))


def test_more_cannot_be_hidden_than_the_manifest_says() -> None:
    lines = SMALL[names.EVENTS].splitlines(keepends=True)
    mark = b'{"redacted":"' + hashlib.sha256(b"x").hexdigest().encode() + b'"}'
    lines[2] = lines[2].replace(b'"ada-person"', mark)
    verdict = found(with_events(SMALL, b"".join(lines)))

    assert [one.why for one in verdict.faults] == ["it hides other values than the manifest says"]
