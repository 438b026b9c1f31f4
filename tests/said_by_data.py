"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    return fields_of_screens() | keys_of_the_guide()


def keys_of_the_guide() -> set[str]:
    """Labels and sentences of the guide's keys."""
    from drilltui.ui.keys import KEYS

    own = [one for one in KEYS if one.id.startswith("guide.")]
    return {text for one in own for text in (one.label, one.tells)}


def fields_of_screens() -> set[str]:
    """Names of fields that the guide speaks of."""
    from drilltui.ui.fields import FIELDS

    return {name for named in FIELDS.values() for name in named.values()}
