"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    return set()
