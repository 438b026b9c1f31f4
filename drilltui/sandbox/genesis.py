"""From a scenario to the world at its start.

IDs belong to names, not to places in the file: adding a group leaves the others' IDs alone.
"""

from datetime import datetime, timedelta
from typing import Final

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.failed_tasks import GROUPS, FailedTask
from drilltui.sandbox.groups import Failure, Group
from drilltui.sandbox.identifiers import Identifiers, identifiers_for
from drilltui.sandbox.instance_genesis import InstanceMaker
from drilltui.sandbox.network_genesis import Addresses, network_of
from drilltui.sandbox.networks import Network
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.scenario import (
    Age,
    DrillTable,
    FailedTaskTable,
    FailureTable,
    GroupTable,
    Scenario,
    ScenarioError,
)
from drilltui.sandbox.scenario_rules import OLDEST
from drilltui.sandbox.world import World

#: A failed task of a scenario began this long before it failed.
_FAILED_AFTER: Final = timedelta(minutes=3, seconds=12)


def open_world(scenario: Scenario, start: datetime, seed: int) -> World:
    """The world that ``scenario`` tells, as it is at ``start``.

    Raises ``ScenarioError`` where a drill's history is one the service would not have allowed.
    """
    return _Genesis(scenario, start, seed).world


class _Genesis:
    """One world in the making."""

    def __init__(self, scenario: Scenario, start: datetime, seed: int) -> None:
        self._start = start
        self._seed = seed
        self._zones = scenario.account.zones
        self.world = World(account_of(scenario, start, seed), seed)
        self._projects = {project.name: project.id for project in self.world.account.projects}
        self._addresses = Addresses()
        self._networks: dict[tuple[str, str], Network] = {}
        for vpc in scenario.vpcs:
            ids = identifiers_for(seed, "vpc", vpc.project, vpc.name)
            zone = scenario.account.zones[0]
            project_id = self._projects[vpc.project]
            network = network_of(vpc, project_id, zone, start - 2 * OLDEST, ids)
            self._networks[vpc.project, vpc.name] = network
            self.world.networks.add(network)
        for group in scenario.groups:
            self._add_group(group)

    def _add_group(self, table: GroupTable) -> None:
        ids = identifiers_for(self._seed, "group", table.project, table.name)
        group = self._group(table, ids)
        maker = InstanceMaker(group, self._networks[table.project, table.vpc], self._addresses, ids)
        for instance in table.instances:
            made = maker.make(instance)
            self.world.servers.add(made.servers)
            self.world.protection.add_instance(made.instance, made.pairs)
        self.world.protection.add_group(group)
        for task in table.failed_tasks:
            self.world.failed_tasks.add(self._failed_task(group, task, ids))
        for drill in table.drills:
            self._add_drill(table, group, drill)

    def _group(self, table: GroupTable, ids: Identifiers) -> Group:
        group_id = ids.uuid()
        created = self._ago(table.created) - _odd_time(group_id)
        updated = created if table.updated is None else self._ago(table.updated)
        return Group(
            id=group_id,
            project_id=self._projects[table.project],
            name=table.name,
            description=table.description or None,
            status=table.status,
            source_zone=self._zones[0],
            target_zone=self._zones[1],
            station=table.station,
            vpc_id=self._networks[table.project, table.vpc].vpc.id,
            created=created,
            updated=updated,
            legacy=table.legacy,
            last_drill=None if table.last_drill is None else self._ago(table.last_drill),
            creation_failure=_failure(table.creation_failure),
            deletion_failure=_failure(table.deletion_failure),
        )

    def _failed_task(self, group: Group, task: FailedTaskTable, ids: Identifiers) -> FailedTask:
        failed = self._ago(task.failed)
        return FailedTask(
            project_id=group.project_id,
            group_id=group.id,
            resource_id=group.id if task.resource_type == GROUPS else ids.uuid(),
            resource_name=task.resource or group.name,
            resource_type=task.resource_type,
            failure_status=task.failure_status,
            job_id=ids.job(),
            job_type=task.job_type,
            begin=failed - _FAILED_AFTER,
            failed=failed,
            error_code=task.code,
            fail_reason=task.reason,
        )

    def _add_drill(self, table: GroupTable, group: Group, past: DrillTable) -> None:
        target = self._networks[table.project, past.vpc] if past.vpc else None
        drill = self.world.begin_drill(group, past.name, target, self._ago(past.created))
        if past.deletion is None:
            return
        try:
            self.world.delete_drill(group.project_id, drill.id, self._ago(past.deletion))
        except Refusal as refusal:
            raise ScenarioError(
                f"Drill {past.name!r} of group {group.name!r} cannot have been deleted when the "
                f"scenario says: {refusal.message}"
            ) from refusal

    def _ago(self, age: Age) -> datetime:
        return self._start - age


def _failure(table: FailureTable | None) -> Failure | None:
    return Failure(table.code, table.reason) if table else None


def _odd_time(identifier: str) -> timedelta:
    """Up to an hour, always the same for an ID: nothing real is created on the stroke."""
    return timedelta(milliseconds=int(identifier[:8], 16) % 3_600_000)
