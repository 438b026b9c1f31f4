"""From a scenario to protection groups with what belongs to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from drilltui.sandbox.groups import Course, Failure, Group
from drilltui.sandbox.holding import Holding
from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.instance_genesis import InstanceMaker, outline_of
from drilltui.sandbox.network_genesis import Addresses
from drilltui.sandbox.networks import Network
from drilltui.sandbox.scenario import FailureTable, GroupTable


class GroupMaker:
    """Makes groups as they are at ``start``.

    ``zones`` are the source and the target one; ``networks`` are found by project and VPC name;
    ``enterprise_projects`` has the IDs of enterprise projects by their names.
    """

    def __init__(
        self,
        start: datetime,
        zones: Sequence[str],
        networks: Mapping[tuple[str, str], Network],
        enterprise_projects: Mapping[str, str],
    ) -> None:
        self._start = start
        self._zones = zones
        self._networks = networks
        self._enterprise_projects = enterprise_projects

    def make(self, table: GroupTable, ids: Identifiers, addresses: Addresses) -> Holding:
        """The group that ``table`` tells; ``ids`` and ``addresses`` are also for its contents."""
        network = self._networks[table.project, table.vpc]
        group = self._group(table, network, ids.uuid())
        maker = InstanceMaker(group, network, addresses, ids, self._enterprise_projects)
        return Holding(group, outline_of(table), lambda: maker.contents(table.instances))

    def _group(self, table: GroupTable, network: Network, group_id: str) -> Group:
        created = self._start - table.created - _odd_time(group_id)
        return Group(
            id=group_id,
            project_id=network.vpc.project_id,
            name=table.name,
            description=table.description or None,
            status=table.status,
            source_zone=self._zones[0],
            target_zone=self._zones[1],
            station=table.station,
            vpc_id=network.vpc.id,
            recovery_vpc_id=self._networks[table.project, table.recovery_vpc or table.vpc].vpc.id,
            created=created,
            updated=created if table.updated is None else self._start - table.updated,
            legacy=table.legacy,
            last_drill=None if table.last_drill is None else self._start - table.last_drill,
            course=_course(table),
        )


def _course(table: GroupTable) -> Course:
    return Course(
        creation_refusal=_failure(table.creation_refusal),
        creation_failure=_failure(table.creation_failure),
        deletion_failure=_failure(table.deletion_failure),
        deletion_refusals=table.deletion_refusals,
        deletion_failures=table.deletion_failures,
        deletion_lies=table.deletion_lies,
        eips=table.drill_eips,
        stranger=table.stranger,
        leaves=frozenset(table.leaves),
        broken=frozenset(table.broken),
    )


def _failure(table: FailureTable | None) -> Failure | None:
    return Failure(table.code, table.reason) if table else None


def _odd_time(identifier: str) -> timedelta:
    """Up to an hour, always the same for an ID: nothing real is created on the stroke."""
    return timedelta(milliseconds=int(identifier[:8], 16) % 3_600_000)
