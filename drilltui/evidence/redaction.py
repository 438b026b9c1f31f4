"""Values that an export hides: taken out of an event, whose hash stays in the chain. Pure.

A hidden value leaves ``{"redacted": <sha256 of salt and value>}``: the same value is the same
digest throughout an export, and who has the salt can show what it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.masking import redacted as masked
from drilltui.domain.record import Event, canonical

MARK = "redacted"
"""The one name in what stands for a hidden value."""

PERSONAL = (
    "person",
    "by",
    "to",
    "from",
    "host",
    "unix_user",
    "cloud_user",
    "ssh_from",
    "approver",
    "witness",
    "participants",
    "owner",
    "initials",
    "signed.name",
)
"""Fields that name people or where they sit; hidden when nothing else is said."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is hidden: `fields` by name anywhere (``by``), or in events of a kind (``signed.name``).

    A ``*`` stands for any characters. `salt` is nobody's but the exporter's. Values that look like
    secrets are hidden in any case.
    """

    salt: bytes
    fields: tuple[str, ...] = ()

    def of(self, event: Event) -> Event:
        """Return the event with its hidden values taken out; the event itself where none is."""
        data = self._object(event.data, event.kind)
        return event if data == event.data else replace(event, data=data)

    def hides(self, field: str) -> bool:
        """Return whether a field of this name is hidden, of whatever event it is."""
        return any(fnmatchcase(field, one.rpartition(".")[2]) for one in self.fields)

    def _object(self, data: JsonObject, kind: str) -> dict[str, JsonValue]:
        return {name: self._value(name, value, kind) for name, value in data.items()}

    def _value(self, name: str, value: JsonValue, kind: str) -> JsonValue:
        if self._named(name, kind):
            return self._hidden(value)
        if isinstance(value, Mapping):
            return self._object(value, kind)
        if isinstance(value, list | tuple):
            return [self._value("", one, kind) for one in value]
        return self._hidden(value) if isinstance(value, str) and masked(value) != value else value

    def _named(self, name: str, kind: str) -> bool:
        if not name:
            return False
        return any(
            fnmatchcase(f"{kind}.{name}" if "." in field else name, field) for field in self.fields
        )

    def _hidden(self, value: JsonValue) -> JsonValue:
        """Hide every value in `value`: lists stay lists, so that it shows how many there were."""
        if isinstance(value, list | tuple):
            return [self._hidden(one) for one in value]
        if value in ("", None):
            return value
        said = value if isinstance(value, str) else canonical(value)
        digest = hashlib.sha256(self.salt + said.encode("utf-8", "surrogatepass"))
        return {MARK: digest.hexdigest()}


def is_mark(value: JsonValue) -> bool:
    """Return whether `value` stands for a hidden one."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    digest = value.get(MARK)
    return isinstance(digest, str) and bool(_DIGEST.fullmatch(digest))


def is_hidden(data: JsonObject) -> bool:
    """Return whether something is hidden in an event's data."""
    return any(map(_has_mark, data.values()))


def shown(event: Event) -> Event:
    """Return an event with hidden values as texts (``[hidden 3f2a91c0]``), to be read as such."""
    if not is_hidden(event.data):
        return event
    return replace(event, data={name: _shown(value) for name, value in event.data.items()})


def digests_in(values: Iterable[JsonValue]) -> int:
    """Return how many values are hidden."""
    return sum(_count(value) for value in values)


def _count(value: JsonValue) -> int:
    if is_mark(value):
        return 1
    if isinstance(value, Mapping):
        return digests_in(value.values())
    return digests_in(value) if isinstance(value, list | tuple) else 0


def _has_mark(value: JsonValue) -> bool:
    return _count(value) > 0


def _shown(value: JsonValue) -> JsonValue:
    if is_mark(value):
        assert isinstance(value, Mapping)
        return f"[hidden {str(value[MARK])[:8]}]"
    if isinstance(value, Mapping):
        return {name: _shown(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return value
