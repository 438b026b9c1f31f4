"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Iterator

from drilltui.domain.checklist import book
from drilltui.domain.rules import rules
from drilltui.ui.keys import KEYS, SCOPES


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    rules_said = {*_error_book(), *_preflight(), *_checklist(), *_reads(), *_groups()}
    return {*rules_said, *of_keys(), *month_abbr[1:]}


def _error_book() -> Iterator[str]:
    for entry in rules("errors")["entry"]:
        yield entry["meaning"]
        yield entry["remedy"]
        if entry["retry"].startswith("after "):
            yield entry["retry"]
    yield "once"


def _preflight() -> Iterator[str]:
    for rule in rules("preflight").values():
        yield rule["title"]
        if rule["remedy"]:
            yield rule["remedy"]


def _checklist() -> Iterator[str]:
    for item in book():
        yield from (item.title, item.why, item.how)


def _reads() -> Iterator[str]:
    """What helps where a read is not allowed; see `services.reads`."""
    for one in rules("reads").values():
        yield f"Grant {one['right']}."


def _groups() -> Iterator[str]:
    for one in rules("groups")["refused"].values():
        yield from one.values()


def of_keys() -> set[str]:
    """What keys and screens are called, and what each key does."""
    told = {text for key in KEYS for text in (key.label, key.tells)}
    return told | set(SCOPES.values())
