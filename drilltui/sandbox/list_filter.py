"""What a list of groups, instances or pairs is narrowed by, as far as it is the same for all."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from drilltui.sandbox.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """A field that is empty narrows nothing; who inherits says which values there are."""

    STATES: ClassVar[Collection[str]]
    QUERY_TYPES: ClassVar[Collection[str]]
    UNKNOWN_STATUS: ClassVar[tuple[str, ...]]
    """What a refusal of another status is made of."""

    status: str = ""
    name: str = ""
    zone: str = ""
    query_type: str = ""

    def __post_init__(self) -> None:
        """Raise the refusal of an unknown status, ``SDRS.0201`` for an unknown query type."""
        if self.status and self.status not in self.STATES:
            raise Refusal(*self.UNKNOWN_STATUS)
        if self.query_type and self.query_type not in self.QUERY_TYPES:
            raise Refusal("SDRS.0201", "The value of query_type is invalid.")

    @property
    def is_open(self) -> bool:
        """Whether everything passes what is not an ID, so that nothing need be looked at."""
        return not (self.status or self.name or self.zone) and self.query_type in ("", "general")

    def fits(self, status: str, name: str, zone: str) -> bool:
        """Whether what has this status and name, and is in this zone, passes those fields."""
        return (
            (not self.status or status == self.status)
            and self.name in name
            and (not self.zone or zone == self.zone)
        )
