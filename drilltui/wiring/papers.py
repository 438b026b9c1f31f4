"""What can be said of this host's records, for a run that asks no cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.wiring.journal import journal_path, open_journal_or_read

if TYPE_CHECKING:
    from drilltui.domain.ports import Journal
    from drilltui.domain.profile import Profile
    from drilltui.services.papers import Papers
    from drilltui.settings import LiveSettings


async def open_papers(settings: LiveSettings, profile: Profile, *, making: bool = False) -> Papers:
    """Return what can be said of the records; where there is no journal, `making` makes one.

    One that cannot be written is read as far as may be, and refuses words with the reason.
    """
    import platform

    from drilltui.clock import SystemClock
    from drilltui.services import papers
    from drilltui.services.pen import Writer
    from drilltui.wiring.operator import person

    journal = await _journal(settings, making=making)
    writer = Writer(person(), platform.node(), profile.readonly or settings.readonly)
    return papers.open_papers(journal, profile, writer, SystemClock())


async def _journal(settings: LiveSettings, *, making: bool) -> Journal:
    if making or journal_path(settings.state_dir).exists():
        return await open_journal_or_read(settings.state_dir)
    from drilltui.store.memory_journal import MemoryJournal

    return MemoryJournal()
