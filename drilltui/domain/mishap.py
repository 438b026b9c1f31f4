"""What befell the journal: its file was damaged and set aside, and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.language import marked, tr
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
        aside = tr(
            "The journal was damaged. It was set aside, nothing of it was deleted: it lies in "
            "{path} now.",
            path=plain(self.aside),
        )
        read = tr(
            self._words,
            events=_count(self.events, marked("{number} event"), marked("{number} events")),
            whole=_count(self.whole, marked("{number} record"), marked("{number} records")),
            cut=len(self.cut),
            cut_ids=_some(self.cut),
            lost=len(self.lost),
            lost_ids=_some(self.lost),
        )
        return f"{aside} {read}"

    @property
    def _words(self) -> str:
        if self.cut and self.lost:
            return marked(
                "{events} could be read and went on into a new journal: {whole} whole as far as "
                "can be seen, {cut} without the end ({cut_ids}); {lost} lost ({lost_ids})."
            )
        if self.cut:
            return marked(
                "{events} could be read and went on into a new journal: {whole} whole as far as "
                "can be seen, {cut} without the end ({cut_ids})."
            )
        if self.lost:
            return marked(
                "{events} could be read and went on into a new journal: {whole} whole as far as "
                "can be seen; {lost} lost ({lost_ids})."
            )
        return marked(
            "{events} could be read and went on into a new journal: {whole} whole as far as can "
            "be seen."
        )

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return tr(
            "What was written last may be missing: look at the group's drills before anything is "
            "sent again. Keep the file that was set aside, and look at the disk."
        )

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


def _count(number: int, one: str, many: str) -> str:
    return tr(one if number == 1 else many, number=number)


def _some(ids: tuple[str, ...], most: int = 5) -> str:
    told = tr(", ").join(map(plain, ids[:most]))
    more = len(ids) - most
    return tr("{names} and {more} more", names=told, more=more) if more > 0 else told
