"""Projects of an account: one for each region, and sub-projects (IAM API v3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Project:
    """A project; its `id` is part of every path, its `name` is the region's or begins with it."""

    id: str
    name: str
    enabled: bool = True
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EnterpriseProject:
    """An enterprise project of the account (EPS API); the default one has the id ``0``."""

    id: str
    name: str
    enabled: bool = True
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)
