"""What a report is made of: sections of fields and tables, as values without any layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from drilltui.evidence.cell import Cell


@dataclass(frozen=True, slots=True)
class Field:
    """One value with its name: `key` for programs, `label` (a sentence of ours) for people."""

    key: str
    label: str
    value: Cell


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `key` for programs, `label` for people."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values. `none` is what it means that there is no row; empty where that is a gap."""

    key: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str = ""


Part: TypeAlias = Field | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields, in the order in which auditors ask for them."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that nobody has said: in `missing` of `total` rows where it is a column."""

    section: str
    title: str
    field: str
    label: str
    missing: int = 1
    total: int = 1


def gaps_of(section: Section) -> Iterable[Gap]:
    """Yield what is not said in a section."""
    for part in section.parts:
        if isinstance(part, Field):
            if part.value is None:
                yield Gap(section.key, section.title, part.key, part.label)
        elif not part.rows:
            if not part.none:
                yield Gap(section.key, section.title, part.key, part.label)
        else:
            yield from _gaps_of_table(section, part)


def _gaps_of_table(section: Section, table: Table) -> Iterable[Gap]:
    for place, column in enumerate(table.columns):
        missing = sum(row[place] is None for row in table.rows)
        if missing:
            field = f"{table.key}.{column.key}"
            yield Gap(section.key, section.title, field, column.label, missing, len(table.rows))
