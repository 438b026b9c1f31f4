"""The register of what is protected: groups, their instances and their replication pairs."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeVar

from drilltui.sandbox.groups import Group
from drilltui.sandbox.instances import InstanceFilter, ProtectedInstance
from drilltui.sandbox.pairs import PairFilter, ReplicationPair
from drilltui.sandbox.refusals import Refusal

_Item = TypeVar("_Item")


class Protection:
    """Groups, instances and pairs of all projects, kept in the order they were added.

    Lists come back as sequences, so that a page costs its own length and not the list's.
    """

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._instances: dict[str, ProtectedInstance] = {}
        self._pairs: dict[str, ReplicationPair] = {}
        self._groups_of_project: dict[str, list[Group]] = {}
        self._instances_of_project: dict[str, list[ProtectedInstance]] = {}
        self._pairs_of_project: dict[str, list[ReplicationPair]] = {}
        self._instances_of_group: dict[str, list[ProtectedInstance]] = {}
        self._pairs_of_group: dict[str, list[ReplicationPair]] = {}
        self._pairs_of_instance: dict[str, list[ReplicationPair]] = {}

    def add_group(self, group: Group) -> None:
        """Take in a group; its instances follow one by one."""
        self._groups[group.id] = group
        self._groups_of_project.setdefault(group.project_id, []).append(group)

    def add_instance(
        self, instance: ProtectedInstance, pairs: Iterable[ReplicationPair] = ()
    ) -> None:
        """Take in an instance with its pairs."""
        self._instances[instance.id] = instance
        self._instances_of_project.setdefault(instance.project_id, []).append(instance)
        self._instances_of_group.setdefault(instance.group_id, []).append(instance)
        for pair in pairs:
            self._pairs[pair.id] = pair
            self._pairs_of_project.setdefault(pair.project_id, []).append(pair)
            self._pairs_of_group.setdefault(pair.group_id, []).append(pair)
            self._pairs_of_instance.setdefault(pair.instance_id, []).append(pair)

    def group(self, project_id: str, group_id: str) -> Group:
        """That group of the project; raises ``SDRS.1013`` when there is none."""
        group = self._groups.get(group_id)
        if group is None or group.project_id != project_id:
            raise Refusal("SDRS.1013")
        return group

    def groups(self, project_id: str) -> Sequence[Group]:
        """Every group of the project."""
        return self._groups_of_project.get(project_id, [])

    def instance(self, project_id: str, instance_id: str) -> ProtectedInstance:
        """That instance of the project; raises ``SDRS.1320`` when there is none."""
        instance = self._instances.get(instance_id)
        if instance is None or instance.project_id != project_id:
            raise Refusal("SDRS.1320")
        return instance

    def instances(
        self, project_id: str, wanted: InstanceFilter | None = None
    ) -> Sequence[ProtectedInstance]:
        """The project's instances that pass; unknown IDs in a filter are skipped silently."""
        wanted = InstanceFilter() if wanted is None else wanted
        found: Sequence[ProtectedInstance]
        if wanted.chosen_groups:
            found = _joined(self._instances_of_group, wanted.chosen_groups)
        elif wanted.instance_ids:
            ids = dict.fromkeys(wanted.instance_ids)
            found = [self._instances[known] for known in ids if known in self._instances]
        else:
            found = self._instances_of_project.get(project_id, [])
        test = wanted.test()
        if test is None and not (wanted.chosen_groups or wanted.instance_ids):
            return found
        return [one for one in found if one.project_id == project_id and (not test or test(one))]

    def instances_of(self, group: Group) -> Sequence[ProtectedInstance]:
        """The instances of a group."""
        return self._instances_of_group.get(group.id, ())

    def pair(self, project_id: str, pair_id: str) -> ReplicationPair:
        """That pair of the project; raises ``SDRS.1608`` when there is none."""
        pair = self._pairs.get(pair_id)
        if pair is None or pair.project_id != project_id:
            raise Refusal("SDRS.1608")
        return pair

    def pairs(self, project_id: str, wanted: PairFilter | None = None) -> Sequence[ReplicationPair]:
        """The project's pairs that pass; unknown IDs in a filter are skipped silently."""
        wanted = PairFilter() if wanted is None else wanted
        found: Sequence[ReplicationPair]
        if wanted.chosen_groups:
            found = _joined(self._pairs_of_group, wanted.chosen_groups)
        elif wanted.chosen_instances:
            found = _joined(self._pairs_of_instance, wanted.chosen_instances)
        else:
            found = self._pairs_of_project.get(project_id, [])
        test = wanted.test()
        if test is None and not (wanted.chosen_groups or wanted.chosen_instances):
            return found
        return [one for one in found if one.project_id == project_id and (not test or test(one))]

    def pairs_of(self, group: Group) -> Sequence[ReplicationPair]:
        """The pairs of a group."""
        return self._pairs_of_group.get(group.id, ())

    def progress_of(self, group: Group) -> int:
        """How far a group is synchronized, in per cent: as far as the pair that lags most."""
        return min((pair.progress for pair in self.pairs_of(group)), default=0)


def _joined(lists: dict[str, list[_Item]], ids: Iterable[str]) -> list[_Item]:
    return list(chain.from_iterable(lists.get(one, ()) for one in dict.fromkeys(ids)))
