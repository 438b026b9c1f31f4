"""What the APIs of VPC share: pages, IDs in paths, and their refusals."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from starlette.requests import Request

from drilltui.sandbox.api.query import Query
from drilltui.sandbox.identifiers import is_uuid
from drilltui.sandbox.refusals import Refusal

FOREIGN_PROJECT: Final = "VPC.0007"
INVALID: Final = "VPC.0101"


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Identified)


def page_of(
    query: Query, items: Sequence[_Item], usual: int | None = None, most: int | None = None
) -> Sequence[_Item]:
    """At most ``limit`` items, from the one after ``marker``.

    Without a limit there are ``usual`` of them (None: all). Raises ``VPC.0101`` for a limit that
    is no number or more than ``most``, and for a marker that is not in the list.
    """
    start = 0
    if marker := query.get("marker"):
        places = [place for place, item in enumerate(items) if item.id == marker]
        if not places:
            raise Refusal(INVALID, "The marker is not the ID of an item of the list.")
        start = places[0] + 1
    limit = query.number("limit", len(items) if usual is None else usual, code=INVALID, most=most)
    return items[start : start + limit]


def path_id(request: Request, name: str) -> str:
    """An ID in the path; raises ``VPC.0101`` when it is no UUID."""
    identifier: str = request.path_params[name]
    if not is_uuid(identifier):
        raise Refusal(INVALID)
    return identifier
