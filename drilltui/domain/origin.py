"""Where a value comes from: said wherever the value is shown, and for a secret instead of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from drilltui.domain.language import tr


class OriginKind(Enum):
    """Kinds of places, in the order in which they are looked at for a secret."""

    OPTION = "option"
    DESCRIPTOR = "file descriptor"
    FILE = "file"
    ENVIRONMENT = "environment"
    VAULT = "keyring"
    ASKED = "typed in"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Origin:
    """`name` is the option, the variable, the file's path, the vault's name, or the rule."""

    kind: OriginKind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value} {self.name}".strip()

    @property
    def words(self) -> str:
        """Say it to a person; what a rule is called is ours too."""
        name = tr(self.name) if self.kind is OriginKind.RULE else self.name
        return f"{tr(self.kind.value)} {name}".strip()
