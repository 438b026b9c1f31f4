"""Whether it is real: the one word that stands on every screen."""

from __future__ import annotations

from drilltui.domain.language import tr
from drilltui.ui.line import Role, Span


def mode_span(live: bool) -> Span:
    """Return the mode as a word with a blank at both sides, in the colours that it alone has."""
    if live:
        return Span(f" {tr('LIVE')} ", Role.LIVE)
    return Span(f" {tr('REHEARSAL')} ", Role.REHEARSAL)


def read_only_span() -> Span:
    """Return the word that says that nothing may be changed here."""
    return Span(tr("READ-ONLY"), Role.WARN)
