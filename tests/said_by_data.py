"""Sentences that are said out of data, and not written where they are said."""

from __future__ import annotations

from drilltui.domain.checklist import book
from drilltui.domain.rules import rules


def sentences_of_data() -> set[str]:
    """Every sentence of a rule, a key or another table that is shown to people."""
    return {*_checklist(), *_reads(), *_groups()}


def _checklist() -> set[str]:
    return {said for item in book() for said in (item.title, item.why, item.how)}


def _reads() -> set[str]:
    """What helps where a read is not allowed; see `services.reads`."""
    return {f"Grant {one['right']}." for one in rules("reads").values()}


def _groups() -> set[str]:
    return {said for one in rules("groups")["refused"].values() for said in one.values()}
