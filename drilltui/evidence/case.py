"""A record as it is read for its report: its events by kind, what they come to, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from drilltui.domain.clocks import Clocks, clocks
from drilltui.domain.cloud_id import folded
from drilltui.domain.event_data import number, text
from drilltui.domain.exercise import Exercise
from drilltui.domain.folding import fold
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.record import Event, Kind
from drilltui.evidence.figures import Figures

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)  # without slots, which would leave cached properties no place
class Case:
    """`events` are those of one record, with hidden values as texts (`redaction.shown`).

    `hidden` are the numbers of events of which something is hidden, `broken_at` is that of the
    first one that does not follow. `previous` is the drill before it, where its record was there.
    """

    events: tuple[Event, ...]
    previous: Figures | None = None
    hidden: frozenset[int] = frozenset()
    broken_at: int | None = None

    @cached_property
    def exercise(self) -> Exercise:
        """What the events come to."""
        return fold(self.events)

    @cached_property
    def opened(self) -> JsonObject:
        """What the first event says."""
        return next((one.data for one in self.of(Kind.OPENED)), {})

    @cached_property
    def scope(self) -> JsonObject:
        """What was seen of the group just before the drill was sent."""
        found = self.exercise.preflight.get("scope")
        return found if isinstance(found, dict) else {}

    @cached_property
    def clocks(self) -> Clocks:
        """The two clocks, by the targets that the record knows."""
        minutes = number(self.opened, "rto_minutes")
        return clocks(self.exercise, int(minutes) if minutes and minutes > 0 else None)

    @cached_property
    def until(self) -> datetime:
        """When the last event came: a report knows no other present."""
        return self.events[-1].at if self.events else _EPOCH

    def of(self, *kinds: str) -> Sequence[Event]:
        """Return the events of these kinds, in their order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        return [event for event in self.events if event.kind in kinds]

    def named(self, subject: str) -> str:
        """Return what is called by an id: the instance's name where the record has it."""
        return self._names.get(folded(subject), subject)

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.kind, []).append(event)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        return {folded(key): name for key, name in self.exercise.names.items()}


def said_of(data: JsonObject, name: str) -> str | None:
    """Return the text under `name`; None where there is none, or an empty one."""
    return text(data, name) or None


def leaves(value: JsonValue) -> Iterator[str]:
    """Yield every text in `value`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)
