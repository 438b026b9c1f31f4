"""Something of the cloud that a drill made or used, as its record has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drilltui.domain.event_data import text
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.leftover import KINDS, LeftoverKind


@dataclass(frozen=True, slots=True)
class Resource:
    """What the cloud told of it when it was last seen. `made` is False for what was only used.

    `parent_id` is the VPC of a subnet, the server of a disk, an address or a port.
    """

    kind: LeftoverKind
    id: str
    name: str = ""
    made: bool = True
    detail: str = ""
    parent_id: str = ""
    seen_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: kind and id."""
        return (self.kind.value, self.id)


def record_of_resource(resource: Resource) -> dict[str, JsonValue]:
    """Return what a record keeps of a resource; when it was seen is the event's own time."""
    return {
        "kind": resource.kind.value,
        "id": resource.id,
        "name": resource.name,
        "made": resource.made,
        "detail": resource.detail,
        "parent_id": resource.parent_id,
    }


def resource_of_record(data: JsonObject, seen_at: datetime) -> Resource | None:
    """Return the resource that a record has kept; None for what this version does not know."""
    kind, id_ = KINDS.get(text(data, "kind")), text(data, "id")
    if kind is None or not id_:
        return None
    return Resource(
        kind,
        id_,
        text(data, "name"),
        data.get("made") is True,
        text(data, "detail"),
        text(data, "parent_id"),
        seen_at,
    )
