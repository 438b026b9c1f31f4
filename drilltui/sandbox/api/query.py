"""Reading the query of a request.

A ``+`` means itself here: the gateway signs it as ``%2B``, and a client that meant a space has to
write ``%20``.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeVar
from urllib.parse import unquote

from starlette.requests import Request

from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.refusals import Refusal

_Item = TypeVar("_Item")

_MOST_IDS: Final = 30
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_OUTER_QUOTES: Final = " \t'\""


class Query:
    """The parameters of a request. A parameter with an empty value counts as absent."""

    def __init__(self, request: Request) -> None:
        raw = request.scope["query_string"].decode("latin-1")
        self._pairs = [
            (unquote(key), unquote(value))
            for key, _, value in (pair.partition("=") for pair in raw.split("&"))
            if value
        ]

    def get(self, name: str) -> str:
        """The first value of ``name``, ``""`` when there is none."""
        return next((value for key, value in self._pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a parameter that may be repeated."""
        return [value for key, value in self._pairs if key == name]

    def number(self, name: str, default: int, *, code: str, most: int | None = None) -> int:
        """A whole number from 0 to ``most``; raises the refusal ``code`` for anything else."""
        text = self.get(name)
        if not text:
            return default
        if not _NUMBER.fullmatch(text) or (most is not None and int(text) > most):
            raise Refusal(code, f"The value of {name} is out of range.")
        return int(text)

    def uuid(self, name: str, *, code: str) -> str:
        """A UUID, ``""`` when absent; raises the refusal ``code`` for anything else."""
        text = self.get(name)
        if text and not is_uuid(text):
            raise Refusal(code)
        return text

    def ids(self, name: str) -> tuple[str, ...]:
        """A bracketed list of IDs, in double, single or no quotes; none when absent.

        Raises ``SDRS.0201`` for what is no list and ``SDRS.0226`` for more than 30 IDs.
        """
        ids = self.listed(name, code="SDRS.0201")
        if len(ids) > _MOST_IDS:
            raise Refusal("SDRS.0226")
        return ids

    def listed(self, name: str, *, code: str) -> tuple[str, ...]:
        """A bracketed list of any length, read like ``ids``; raises ``code`` for what is none."""
        text = self.get(name).strip()
        if not text:
            return ()
        if not (text.startswith("[") and text.endswith("]")):
            raise Refusal(code, f"{name} must be a bracketed list of IDs.")
        return tuple(filter(None, (one.strip(_OUTER_QUOTES) for one in text[1:-1].split(","))))

    def sdrs_page(self, items: Sequence[_Item]) -> Sequence[_Item]:
        """The items that ``limit`` (0 to 1000, usually 1000) and ``offset`` cut out.

        Raises ``SDRS.0221`` and ``SDRS.0222``.
        """
        limit = self.number("limit", 1000, code="SDRS.0221", most=1000)
        offset = self.number("offset", 0, code="SDRS.0222")
        return items[offset : offset + limit]
