"""Enterprise projects as the other services tell them, and are narrowed by them."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from drilltui.sandbox.api.query import Query
from drilltui.sandbox.world import World

_EVERY: Final = ("", "all_granted_eps")


class _InProject(Protocol):
    @property
    def enterprise_project(self) -> str: ...


_Item = TypeVar("_Item", bound=_InProject)


def within(query: Query, items: Sequence[_Item]) -> Sequence[_Item]:
    """Those of ``items`` in the enterprise project that ``enterprise_project_id`` names."""
    wanted = query.get("enterprise_project_id")
    if wanted in _EVERY:
        return items
    return [item for item in items if item.enterprise_project == wanted]


def membership(world: World, item: _InProject) -> dict[str, str]:
    """The member that tells the enterprise project of ``item``: none where there is no EPS."""
    if not world.neighbours.offered.enterprise_projects:
        return {}
    return {"enterprise_project_id": item.enterprise_project}
