"""Reads that may fail: what could not be read is a doubt in words, and not an absence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from drilltui.domain.errors import CloudError
from drilltui.domain.language import tr

_Value = TypeVar("_Value")
_Other = TypeVar("_Other")


@dataclass(slots=True)
class Doubts:
    """What of a look could not be read: ``could not look at the elastic IPs: no right``."""

    words: list[str] = field(default_factory=list)

    async def of(
        self,
        what: str,
        reading: Awaitable[_Value] | None,
        otherwise: _Other,
        missing: Callable[[CloudError], bool] = lambda error: False,
    ) -> _Value | _Other:
        """Return what `reading` gives, and `otherwise` when it fails or there is none to do.

        `what` is a marked word, or said already. An error for which `missing` is true says that
        there is no such thing: that is no doubt.
        """
        if reading is None:
            return otherwise
        try:
            return await reading
        except CloudError as error:
            if not missing(error):
                self.words.append(
                    tr("could not look at {what}: {error}", what=tr(what), error=error)
                )
            return otherwise
