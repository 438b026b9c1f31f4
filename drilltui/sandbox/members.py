"""Members of a protection group, as far as instances and pairs are alike."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Final

from drilltui.sandbox.list_filter import ListFilter

ABNORMAL: Final = ("error", "invalid", "fault")


def is_amiss(status: str, group_status: str) -> bool:
    """Whether a status of an instance or pair is abnormal while its group's is another.

    A group whose last action failed passes its status on to all that belongs to it.
    """
    return status.startswith(ABNORMAL) and status != group_status


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter(ListFilter):
    """What a list of members is narrowed by. A list of group IDs wins over the single one."""

    QUERY_TYPES: ClassVar[Collection[str]] = ("status_abnormal", "general")

    group_id: str = ""
    group_ids: tuple[str, ...] = ()
    instance_ids: tuple[str, ...] = ()

    @property
    def chosen_groups(self) -> tuple[str, ...]:
        """The group IDs that count, none when groups do not matter."""
        if self.group_ids:
            return self.group_ids
        return (self.group_id,) if self.group_id else ()

    def admits(self, status: str, name: str, zone: str) -> bool:
        """Whether a member with this status, name and zone passes what is not an ID."""
        return self.fits(status, name, zone) and (
            self.query_type != "status_abnormal" or status.startswith(ABNORMAL)
        )
