"""Who stands for what the record says."""

from __future__ import annotations

from drilltui.domain.language import marked
from drilltui.evidence.case import Case
from drilltui.evidence.cell import known
from drilltui.evidence.part import Column, Field, Section, Table


def sign_off(case: Case) -> Section:
    """Return the section."""
    signatures = case.exercise.said.signatures
    rows = tuple((known(one.name), known(one.role), one.at, known(one.by)) for one in signatures)
    names = list(dict.fromkeys(one.name for one in signatures))
    return Section(
        "sign_off",
        marked("Sign-off"),
        (
            Table("signatures", marked("signatures"), _SIGNATURES, rows),
            Field("second", marked("second signature"), names[1] if len(names) > 1 else None),
        ),
    )


_SIGNATURES = (
    Column("name", marked("name")),
    Column("role", marked("role")),
    Column("at", marked("time")),
    Column("by", marked("at the terminal")),
)
