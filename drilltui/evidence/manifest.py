"""What an export says of itself: its files with their checksums, the head of the chain. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.event_data import moment, rows, text, texts
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import marked
from drilltui.domain.record import canonical
from drilltui.evidence.figures import Figures, figures_of_record, record_of_figures
from drilltui.evidence.limits import MOST_MANIFEST
from drilltui.evidence.lines import NoEvent, object_of

FORMAT = "drilltui export"
NUMBER = 1
"""The number of the format, raised when a field changes its meaning or goes."""


class NoManifest(Exception):
    """What is there is no manifest of an export; says why, as a sentence for `tr`."""


class NewerFormat(Exception):
    """The manifest is one of a later format, which this version cannot judge."""


@dataclass(frozen=True, slots=True)
class FileSum:
    """A file of the export: its name, its SHA-256 in hex, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest. `tool` is the version that made the export, `language` that of its reports.

    `events` is their number and `head` the hash of the last one. `fields` are the names of what was
    to be hidden, `hidden` the numbers of events of which something is. `previous` is the drill that
    the report compares with.
    """

    tool: str
    record_id: str
    mode: str
    language: str
    created_at: datetime | None
    events: int
    head: str
    files: tuple[FileSum, ...]
    fields: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    previous: Figures | None = None


def sum_of(name: str, content: bytes) -> FileSum:
    """Return name, checksum and size of a file."""
    return FileSum(name, hashlib.sha256(content).hexdigest(), len(content))


def manifest_text(manifest: Manifest) -> str:
    """Return the manifest as it is written: indented, sorted, ASCII, sealed with its own SHA-256.

    The seal is taken over the same JSON, compact, without it. It shows that a byte has changed, and
    not who changed it.
    """
    told = _told(manifest)
    return _written({**told, "seal": _seal(told)})


def read_manifest(raw: bytes) -> Manifest:
    """Return what a manifest says. Raises NoManifest, NewerFormat."""
    try:
        told = object_of(raw, MOST_MANIFEST)
    except NoEvent as error:
        raise NoManifest(str(error)) from None
    if told.get("format") != FORMAT:
        raise NoManifest(marked("it is no manifest of an export"))
    number = told.get("number")
    if isinstance(number, bool) or not isinstance(number, int):
        raise NoManifest(marked("it is no manifest of an export"))
    if number > NUMBER:
        raise NewerFormat
    data: JsonObject = told  # type: ignore[assignment]  # what JSON gives is JSON
    manifest = _read(data)
    if manifest_text(manifest).encode("ascii") != raw:
        raise NoManifest(marked("it is not written as an export writes it, or its seal is broken"))
    return manifest


def _told(manifest: Manifest) -> dict[str, JsonValue]:
    previous = manifest.previous
    return {
        "format": FORMAT,
        "number": NUMBER,
        "tool": manifest.tool,
        "record": manifest.record_id,
        "mode": manifest.mode,
        "language": manifest.language,
        "created_at": manifest.created_at.isoformat() if manifest.created_at else "",
        "events": manifest.events,
        "head": manifest.head,
        "files": [
            {"name": one.name, "sha256": one.sha256, "size": one.size} for one in manifest.files
        ],
        "redaction": {"fields": list(manifest.fields), "events": list(manifest.hidden)},
        "previous": record_of_figures(previous) if previous else None,
    }


def _read(data: JsonObject) -> Manifest:
    previous, redaction = data.get("previous"), data.get("redaction")
    redacted: JsonObject = redaction if isinstance(redaction, Mapping) else {}
    hidden = redacted.get("events")
    return Manifest(
        text(data, "tool"),
        text(data, "record"),
        text(data, "mode"),
        text(data, "language"),
        moment(data, "created_at"),
        _whole(data.get("events")),
        text(data, "head"),
        tuple(
            FileSum(text(row, "name"), text(row, "sha256"), _whole(row.get("size")))
            for row in rows(data, "files")
        ),
        texts(redacted, "fields") or (),
        tuple(map(_whole, hidden)) if isinstance(hidden, list | tuple) else (),
        figures_of_record(previous) if isinstance(previous, Mapping) else None,
    )


def _whole(value: JsonValue) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _seal(told: Mapping[str, JsonValue]) -> str:
    return hashlib.sha256(canonical(dict(told)).encode("ascii")).hexdigest()


def _written(told: Mapping[str, JsonValue]) -> str:
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"
