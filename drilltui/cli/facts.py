"""Facts for people, one a line: what it is, and what it says."""

from __future__ import annotations

from collections.abc import Mapping

from drilltui.cli.cells import padded
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain

WIDTH = 8
"""Cells of what they are called."""


def fact(name: str, value: object, width: int = WIDTH) -> str:
    """Return a fact by its `name`, which is said in the language of the run."""
    return plain(f"{padded(tr(name), width)} {value}")


def facts(found: Mapping[str, object], width: int = WIDTH) -> list[str]:
    """Return several; see `fact`."""
    return [fact(name, value, width) for name, value in found.items()]
