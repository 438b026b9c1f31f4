"""The register of what is protected: groups, their instances and their replication pairs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from drilltui.sandbox.groups import Group
from drilltui.sandbox.holding import Holding, Outline
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.instances import InstanceFilter, ProtectedInstance
from drilltui.sandbox.members import MemberFilter
from drilltui.sandbox.pairs import PairFilter, ReplicationPair
from drilltui.sandbox.refusals import Refusal

_Member = TypeVar("_Member", ProtectedInstance, ReplicationPair)


class Protection:
    """Groups, instances and pairs of all projects, in the order of ``holdings``.

    The list of groups costs what is looked at of it; those of instances and pairs, unless they
    are narrowed to groups or instances, look at everything.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def group(self, project_id: str, group_id: str) -> Group:
        """That group of the project; raises ``SDRS.1013`` when there is none."""
        holding = self._holding(group_id)
        if holding is None or holding.group.project_id != project_id:
            raise Refusal("SDRS.1013")
        return holding.group

    def groups(self, project_id: str) -> Sequence[Group]:
        """Every group of the project."""
        return self._holdings.groups(project_id)

    def outline_of(self, group: Group) -> Outline:
        """How many instances and pairs a group has, and how far it is synchronized."""
        return self._kept(group).outline

    def instance(self, project_id: str, instance_id: str) -> ProtectedInstance:
        """That instance of the project; raises ``SDRS.1320`` when there is none."""
        for instance in self._instances_by_id((instance_id,)):
            if instance.project_id == project_id:
                return instance
        raise Refusal("SDRS.1320")

    def instances(
        self, project_id: str, wanted: InstanceFilter | None = None
    ) -> Sequence[ProtectedInstance]:
        """The project's instances that pass; unknown IDs in a filter are skipped silently."""
        wanted = InstanceFilter() if wanted is None else wanted
        found: Iterable[ProtectedInstance]
        if wanted.instance_ids and not wanted.chosen_groups:
            found = self._instances_by_id(wanted.instance_ids)
        else:
            holdings = self._chosen(project_id, wanted.chosen_groups)
            found = (one for holding in holdings for one in holding.contents.instances)
        return _passing(found, project_id, wanted)

    def instances_of(self, group: Group) -> Sequence[ProtectedInstance]:
        """The instances of a group."""
        return self._kept(group).contents.instances

    def pair(self, project_id: str, pair_id: str) -> ReplicationPair:
        """That pair of the project; raises ``SDRS.1608`` when there is none."""
        holding = self._holdings.find(pair_id)
        for pair in holding.contents.pairs if holding else ():
            if pair.id == pair_id and pair.project_id == project_id:
                return pair
        raise Refusal("SDRS.1608")

    def pairs(self, project_id: str, wanted: PairFilter | None = None) -> Sequence[ReplicationPair]:
        """The project's pairs that pass; unknown IDs in a filter are skipped silently."""
        wanted = PairFilter() if wanted is None else wanted
        found: Iterable[ReplicationPair]
        if wanted.chosen_instances and not wanted.chosen_groups:
            found = self._pairs_of_instances(wanted.chosen_instances)
        else:
            holdings = self._chosen(project_id, wanted.chosen_groups)
            found = (one for holding in holdings for one in holding.contents.pairs)
        return _passing(found, project_id, wanted)

    def pairs_of(self, group: Group) -> Sequence[ReplicationPair]:
        """The pairs of a group."""
        return self._kept(group).contents.pairs

    def _kept(self, group: Group) -> Holding:
        holding = self._holdings.find(group.id)
        assert holding is not None, "groups are had from here"
        return holding

    def _holding(self, group_id: str) -> Holding | None:
        holding = self._holdings.find(group_id)
        return holding if holding and holding.group.id == group_id else None

    def _chosen(self, project_id: str, group_ids: Sequence[str]) -> Iterable[Holding]:
        """The groups of the IDs or, where there are none, every group of the project."""
        if not group_ids:
            return self._holdings.of_project(project_id)
        return filter(None, map(self._holding, dict.fromkeys(group_ids)))

    def _instances_by_id(self, ids: Iterable[str]) -> Iterator[ProtectedInstance]:
        for one in dict.fromkeys(ids):
            holding = self._holdings.find(one)
            if holding:
                yield from (kept for kept in holding.contents.instances if kept.id == one)

    def _pairs_of_instances(self, ids: Iterable[str]) -> Iterator[ReplicationPair]:
        for one in dict.fromkeys(ids):
            holding = self._holdings.find(one)
            if holding:
                yield from (
                    pair
                    for pair in holding.contents.pairs
                    if pair.instance_id == one and pair.attached
                )


def _passing(found: Iterable[_Member], project_id: str, wanted: MemberFilter) -> list[_Member]:
    """Those of the project that pass."""
    ours = (one for one in found if one.project_id == project_id)
    if wanted.is_open:
        return list(ours)
    return [one for one in ours if wanted.admits(one.status, one.name, one.zone)]
