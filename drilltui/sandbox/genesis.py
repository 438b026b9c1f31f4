"""From a scenario to the world at its start.

IDs belong to names, not to places in the file: adding a group leaves the others' IDs alone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from drilltui.sandbox.account_genesis import account_of
from drilltui.sandbox.ages import Age
from drilltui.sandbox.draws import LabelledBits
from drilltui.sandbox.failed_tasks import GROUPS, FailedTask
from drilltui.sandbox.fleet import Fleet
from drilltui.sandbox.foreign_genesis import foreign_server
from drilltui.sandbox.group_genesis import GroupMaker
from drilltui.sandbox.groups import Group
from drilltui.sandbox.holding import Holding
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.identifiers import Identifiers, NumberedIdentifiers, identifiers_for
from drilltui.sandbox.neighbour_genesis import NeighbourMaker
from drilltui.sandbox.network_genesis import Addresses, network_of
from drilltui.sandbox.networks import Network
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.reserve import Reserve
from drilltui.sandbox.scenario import (
    DrillTable,
    FailedTaskTable,
    GroupTable,
    Scenario,
    ScenarioError,
)
from drilltui.sandbox.scenario_rules import OLDEST
from drilltui.sandbox.synchronisation import Synchronisation
from drilltui.sandbox.world import World

#: A failed task of a scenario began this long before it failed.
_FAILED_AFTER: Final = timedelta(minutes=3, seconds=12)


@dataclass(frozen=True, slots=True)
class _History:
    """A group whose past is still to be written, and where its IDs come from."""

    table: GroupTable
    group: Group
    ids: Identifiers


def open_world(scenario: Scenario, start: datetime, seed: int, groups: int = 0) -> World:
    """The world that ``scenario`` tells, as it is at ``start``, with so many generated ``groups``.

    Raises ``ScenarioError`` where a drill's history is one the service would not have allowed,
    and for a negative number of groups.
    """
    fleet = Fleet(scenario.account.projects[0], groups, seed)
    return _Genesis(fleet.join(scenario), start, seed, fleet).world


class _Genesis:
    """One world in the making. The fleet's groups are made by it long afterwards."""

    def __init__(self, scenario: Scenario, start: datetime, seed: int, fleet: Fleet) -> None:
        self._start = start
        self._seed = seed
        self._fleet = fleet
        account = account_of(scenario, start, seed)
        self._projects = {project.name: project.id for project in account.projects}
        self._neighbours = NeighbourMaker(scenario, self._projects, start - 2 * OLDEST, seed)
        self._networks = self._all_networks(scenario)
        enterprise_projects = self._neighbours.enterprise_projects
        self._maker = GroupMaker(start, scenario.account.zones, self._networks, enterprise_projects)
        self._holdings = Holdings(self._reserve())
        addresses = Addresses()
        made = [self._add_group(group, addresses) for group in scenario.groups]
        neighbours = self._neighbours.neighbours(self._networks, self._holdings)
        self.world = World(account, self._holdings, seed, neighbours, scenario.service)
        for network in self._networks.values():
            self.world.networks.add(network)
        self.world.volumes.add(*self._neighbours.loose())
        for history in made:
            self._write(history)
            self._synchronise(history)
        self._add_foreign(scenario, addresses)

    def _all_networks(self, scenario: Scenario) -> dict[tuple[str, str], Network]:
        zone, created = scenario.account.zones[0], self._start - 2 * OLDEST
        return {
            (vpc.project, vpc.name): network_of(
                vpc,
                self._projects[vpc.project],
                zone,
                created,
                identifiers_for(self._seed, "vpc", vpc.project, vpc.name),
                self._neighbours.enterprise_projects[vpc.enterprise_project],
            )
            for vpc in scenario.vpcs
        }

    def _reserve(self) -> Reserve:
        """The groups of the fleet, none of them made."""
        fleet = self._fleet
        names = map(fleet.vpc_of, range(fleet.size))
        vpc_ids = [self._networks[fleet.project, name].vpc.id for name in names]
        return Reserve(self._projects[fleet.project], vpc_ids, self._fleet_group)

    def _fleet_group(self, number: int) -> Holding:
        bits = LabelledBits(f"{self._seed}/fleet/{number}/ids")
        ids = NumberedIdentifiers(bits, number)
        addresses = Addresses(skipped=self._fleet.place_of(number))
        return self._maker.make(self._fleet.group(number), ids, addresses)

    def _add_group(self, table: GroupTable, addresses: Addresses) -> _History:
        ids = identifiers_for(self._seed, "group", table.project, table.name)
        holding = self._maker.make(table, ids, addresses)
        self._holdings.add(holding)
        return _History(table, holding.group, ids)

    def _write(self, history: _History) -> None:
        """What the scenario says of a group's past, once all groups are there."""
        table, group = history.table, history.group
        for task in table.failed_tasks:
            self.world.failed_tasks.add(self._failed_task(group, task, history.ids))
        for drill in table.drills:
            self._add_drill(table, group, drill)

    def _synchronise(self, history: _History) -> None:
        """What becomes of a group whose disks are being copied."""
        takes, holding = history.table.synchronised_in, self._holdings.find(history.group.id)
        if takes is not None and holding is not None:
            going = Synchronisation(holding, self._start, self._start + takes)
            self.world.synchronisations.add(going)

    def _add_foreign(self, scenario: Scenario, addresses: Addresses) -> None:
        """The servers that no group knows, in what addresses all others have left."""
        for vpc in scenario.vpcs:
            network = self._networks[vpc.project, vpc.name]
            for table in vpc.servers:
                ids = identifiers_for(self._seed, "server", vpc.project, vpc.name, table.name)
                subnet = next(one for one in network.subnets if one.name == table.subnet)
                taken = self.world.servers.addresses_in(subnet, self._start)
                server = foreign_server(table, subnet, addresses, taken, ids)
                self.world.servers.add([server])

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
        drill = self.world.begin_drill(group, past.name, target, self._ago(past.created), past.eips)
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
