"""What is attached to a step: a file's name and digest. The file itself is kept by people. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.event_data import text
from drilltui.domain.json_value import JsonObject, JsonValue

KEY = "attachment"
"""Under which an event says what is attached."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was: its `name` without folders, and the SHA-256 of what was in it, in hex."""

    name: str
    sha256: str


def record_of_attachment(attachment: Attachment) -> dict[str, JsonValue]:
    """Return what an event says of it."""
    return {"name": attachment.name, "sha256": attachment.sha256}


def attachment_of_record(data: JsonObject) -> Attachment | None:
    """Return what an event has attached; None for nothing, or for what has no digest."""
    found = data.get(KEY)
    if not isinstance(found, dict) or not (digest := text(found, "sha256")):
        return None
    return Attachment(text(found, "name"), digest)
