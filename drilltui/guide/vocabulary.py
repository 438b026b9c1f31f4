"""What a runbook may name: screens, their keys and fields. The screens say it; the guide asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Ids of keys, and of fields and lists, by the scope of the screen that has them.

    Without any scope nothing is known of the screens, and every name of one is taken.
    """

    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    presses: frozenset[str] = frozenset()
    """Names of keys that can be pressed before another one."""

    @property
    def known(self) -> bool:
        """Whether it says anything."""
        return bool(self.keys)


ANY = Vocabulary()
"""Takes every name: for who does not know the screens."""
