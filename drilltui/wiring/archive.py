"""The records of this host's user, for a run that asks no cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drilltui.wiring.journal import journal_path, open_journal_or_read

if TYPE_CHECKING:
    from drilltui.domain.ports import Journal
    from drilltui.domain.profile import Profile
    from drilltui.domain.record import Event
    from drilltui.services.archive import Archive
    from drilltui.settings import LiveSettings


async def open_archive(settings: LiveSettings, profile: Profile) -> Archive:
    """Return the records of `profile`; a journal that cannot be written is read as far as may be.

    None is made where there is none yet.
    """
    from drilltui.services.archive import Archive

    return Archive(await _journal(settings), profile)


async def open_every_record(settings: LiveSettings) -> Archive:
    """Return the records of this host's user, of whatever profile, rehearsals too."""
    from drilltui.domain.profile import Profile

    return await open_archive(settings, Profile(""))


def hidden_fields(settings: LiveSettings) -> tuple[str, ...]:
    """Return the fields that the configuration hides in every export. Raises ConfigError."""
    from drilltui.wiring.live import open_profiles

    return open_profiles(settings).load().redact


async def read_record(record_id: str) -> tuple[Event, ...]:
    """Return the events of one record of this host's user, live or rehearsed; empty for none."""
    from drilltui.settings import LiveSettings

    journal = await _journal(LiveSettings())
    try:
        return await journal.read(record_id)
    finally:
        await journal.close()


async def _journal(settings: LiveSettings) -> Journal:
    if journal_path(settings.state_dir).exists():
        return await open_journal_or_read(settings.state_dir)
    from drilltui.store.memory_journal import MemoryJournal

    return MemoryJournal()
