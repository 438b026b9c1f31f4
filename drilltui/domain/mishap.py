"""What befell the journal: its file was damaged and set aside, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.plain_text import plain


@dataclass(frozen=True, slots=True)
class Mishap:
    """A damaged journal that was set aside; nothing of it was deleted.

    `aside` is the path of the damaged file now. `events` were taken over into the new journal, of
    `whole` records as far as can be seen, and of the records in `cut`, whose end is missing. Of
    those in `lost` nothing could be read but that there was one. That a record's end is missing
    shows only where the damaged file still names later events of it.
    """

    aside: str
    whole: int
    cut: tuple[str, ...]
    lost: tuple[str, ...]
    events: int

    @property
    def what(self) -> str:
        """What happened, in words."""
        said = (
            "The journal was damaged. It was set aside, nothing of it was deleted: it lies in"
            f" {plain(self.aside)} now. {_count(self.events, 'event')} could be read and went on"
            f" into a new journal: {_count(self.whole, 'record')} whole as far as can be seen"
        )
        if self.cut:
            said += f", {len(self.cut)} without the end ({_some(self.cut)})"
        if self.lost:
            said += f"; {len(self.lost)} lost ({_some(self.lost)})"
        return f"{said}."

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return (
            "What was written last may be missing: look at the group's drills before anything is"
            " sent again. Keep the file that was set aside, and look at the disk."
        )

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _some(ids: tuple[str, ...], most: int = 5) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(map(plain, ids[:most])) + more
