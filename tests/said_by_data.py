"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations

from calendar import month_abbr

from drilltui.ui.keys import KEYS, SCOPES


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    return of_keys() | set(month_abbr[1:])


def of_keys() -> set[str]:
    """What keys and screens are called, and what each key does."""
    told = {text for key in KEYS for text in (key.label, key.tells)}
    return told | set(SCOPES.values())
