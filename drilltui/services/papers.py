"""What can be said of the records on this host without any cloud, in one bundle."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.ports import Clock, Journal
from drilltui.domain.profile import Profile
from drilltui.services.archive import Archive
from drilltui.services.handing import Handing
from drilltui.services.pen import Pen, Writer
from drilltui.services.saying import Saying


@dataclass(frozen=True, slots=True)
class Papers:
    """Records to read, and what people write into them. Whoever opened them closes `archive`."""

    archive: Archive
    saying: Saying
    handing: Handing


def open_papers(journal: Journal, profile: Profile, writer: Writer, clock: Clock) -> Papers:
    """Join the services over a journal."""
    pen = Pen(journal, writer, clock)
    return Papers(Archive(journal, profile), Saying(pen), Handing(pen, journal))
