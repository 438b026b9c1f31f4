"""The record that a report or an export is made of: its events, and the drill before it."""

from __future__ import annotations

import secrets
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from drilltui.cli.choice import unknown
from drilltui.cli.ends import run as run_until_told
from drilltui.cli.output import mention
from drilltui.domain.language import Words, spoken, words_of
from drilltui.domain.plain_text import plain
from drilltui.evidence.figures import Figures, figures_of
from drilltui.evidence.redaction import PERSONAL, Redaction
from drilltui.services.archive import Archive, Filed
from drilltui.settings import LiveSettings
from drilltui.wiring.archive import hidden_fields, open_every_record


@dataclass(frozen=True, slots=True)
class Source:
    """`redaction` says what is hidden, `previous` what it is compared with."""

    filed: Filed
    redaction: Redaction
    previous: Figures | None
    words: Words


def with_source(asked: Namespace, use: Callable[[Source], int]) -> int:
    """Read the record that was asked for from the journal of this host, and use it.

    UsageError when there is none. No profile is needed: a rehearsal has records, too.
    """
    settings = LiveSettings()
    fields = hidden_fields(settings)
    if asked.redact:
        fields = tuple(dict.fromkeys((*PERSONAL, *fields)))
    language = getattr(asked, "lang", "") or spoken()

    async def read() -> int:
        archive = await open_every_record(settings)
        try:
            mention(*map(plain, archive.notices))
            filed = await filed_record(archive, asked.record)
            before = await archive.before(filed.exercise)
        finally:
            await archive.close()
        redaction = Redaction(secrets.token_bytes(32), fields)
        previous = figures_of(before) if before else None
        return use(Source(filed, redaction, previous, words_of(language)))

    return run_until_told(lambda _: read())


async def filed_record(archive: Archive, record_id: str) -> Filed:
    """Return the record of this id. UsageError when there is none."""
    filed = await archive.filed(record_id)
    if filed is None:
        raise unknown("record", record_id, await archive.ids())
    return filed
