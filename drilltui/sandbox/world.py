"""The world behind the API: what is there, and the few commands that change it.

State is a function of the scenario, the commands with their times, and now. A command writes
down everything that will come of it, with times; questions are answered for the ``now`` they
bring along. No task, timer or thread moves anything, so with a frozen clock nothing moves.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from drilltui.sandbox.accounts import Account
from drilltui.sandbox.creation import CreationOrder, plan_creation
from drilltui.sandbox.deletion import plan_deletion
from drilltui.sandbox.drills import DELETABLE, Drill, Drills, DrillServer, check_name
from drilltui.sandbox.failed_tasks import FailedTasks
from drilltui.sandbox.groups import DRILLABLE, Group, GroupFilter
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.jobs import Job, Jobs
from drilltui.sandbox.neighbours import Neighbours
from drilltui.sandbox.networks import Network, Networks
from drilltui.sandbox.protection import Protection
from drilltui.sandbox.quotas import Quotas
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.server_register import Servers
from drilltui.sandbox.volumes import Volumes

_NO_NEIGHBOURS: Final = Neighbours()


@dataclass(frozen=True, slots=True)
class DrillRequest:
    """What a caller asks for: a drill of a group, in a given VPC or (None) in one to be made."""

    group_id: str
    name: str
    vpc_id: str | None = None


class World:
    """One account's resources in one region.

    ``holdings`` has the protected part of it, and ``neighbours`` what stands beside it, which no
    command changes. ``seed`` decides how long jobs take and which IDs new things get.
    """

    def __init__(
        self,
        account: Account,
        holdings: Holdings,
        seed: int,
        neighbours: Neighbours = _NO_NEIGHBOURS,
    ) -> None:
        self.account = account
        self.protection = Protection(holdings)
        self.networks = Networks()
        self.servers = Servers(holdings)
        self.neighbours = neighbours
        self.volumes = Volumes(self.servers)
        self.quotas = Quotas(self.networks, self.servers, self.volumes, neighbours)
        self.drills = Drills()
        self.jobs = Jobs()
        self.failed_tasks = FailedTasks()
        self._seed = seed
        self._commands = 0

    def groups(self, project_id: str, wanted: GroupFilter, now: datetime) -> Sequence[Group]:
        """The project's groups that pass."""
        groups = self.protection.groups(project_id)
        if wanted.is_open:
            return groups
        return [one for one in groups if wanted.admits(one, self._last_drill(one, now), now)]

    def drill_servers(self, drill: Drill, now: datetime) -> list[DrillServer]:
        """The servers of a drill that are built and still there."""
        return [
            server
            for server in drill.servers
            if server.ready <= now and self.servers.find(drill.project_id, server.server_id, now)
        ]

    def create_drill(self, project_id: str, wanted: DrillRequest, now: datetime) -> Job:
        """Take a request for a drill and return its job.

        Raises ``SDRS.1013``, ``0202``, ``1002``, ``1015``, ``1830``, ``0204``, ``1907``,
        ``1908``, ``1909`` and ``1921``, looked for in that order (API page "Creating a DR
        Drill"; that a group without instances or in first synchronization is refused at once is
        our reading).
        """
        group = self.protection.group(project_id, wanted.group_id)
        check_name(wanted.name)
        if group.status not in DRILLABLE:
            raise Refusal(
                "SDRS.1002", f"The protection group is {group.status}: no DR drill can be created."
            )
        if not self.protection.instances_of(group):
            raise Refusal("SDRS.1015")
        if any(pair.is_syncing for pair in self.protection.pairs_of(group)):
            raise Refusal("SDRS.1830")
        target = None
        if wanted.vpc_id is not None:
            target = self._drill_network(group, wanted.vpc_id, now)
        return self.begin_drill(group, wanted.name, target, now).creation

    def begin_drill(self, group: Group, name: str, target: Network | None, now: datetime) -> Drill:
        """Set a drill going at ``now`` with no question asked; scenarios write history with it."""
        instances = self.protection.instances_of(group)
        order = CreationOrder(
            group=group,
            name=name,
            instances=instances,
            templates=[self.servers.blueprint(one.recovery_server) for one in instances],
            model=self._group_network(group, now),
            target=target,
        )
        creation = plan_creation(order, now, self._next_random())
        if creation.made:
            self.networks.add(creation.made)
        self.servers.add(creation.servers)
        self.jobs.add(creation.drill.creation)
        self.drills.put(creation.drill)
        if creation.failed_task:
            self.failed_tasks.add(creation.failed_task)
        return creation.drill

    def quota(self, kind: str, project_id: str, now: datetime) -> tuple[int, int]:
        """How many of a kind (a key of ``QuotasTable``) the project has, and may have at most.

        The second is -1 where there is no limit.
        """
        return self.quotas.used(kind, project_id, now), self.quotas.limit(kind)

    def rename_drill(self, project_id: str, drill_id: str, name: object, now: datetime) -> Drill:
        """Give a drill another name, at once; raises ``SDRS.1902`` and ``SDRS.0202``."""
        drill = self.drills.drill(project_id, drill_id, now)
        renamed = replace(drill, name=check_name(name), renamed=now)
        self.drills.put(renamed)
        return renamed

    def delete_drill(self, project_id: str, drill_id: str, now: datetime) -> Job:
        """Take a request to delete a drill and return its job.

        Raises ``SDRS.1902`` for an unknown drill, ``SDRS.1913`` while it is being created or
        deleted. Where the group says so, the first request fails and a second one succeeds.
        """
        drill = self.drills.drill(project_id, drill_id, now)
        if drill.status(now) not in DELETABLE:
            raise Refusal("SDRS.1913", f"The DR drill is {drill.status(now)}.")
        group = self.protection.group(project_id, drill.group_id)
        failure = None if drill.deletions else group.deletion_failure
        present = self.drill_servers(drill, now)
        deletion = plan_deletion(drill, present, failure, now, self._next_random())
        for server_id, gone in deletion.leaving:
            self.servers.will_go(server_id, gone)
        self.drills.put(deletion.drill)
        if deletion.failed_task:
            self.failed_tasks.add(deletion.failed_task)
        job = deletion.drill.deletion
        assert job is not None, "a deletion has a job"
        self.jobs.add(job)
        return job

    def delete_vpc(self, project_id: str, vpc_id: str, now: datetime) -> None:
        """Delete a VPC; raises ``VPC.0003`` when unknown, ``VPC.0104`` while it has subnets."""
        vpc = self.networks.vpc(project_id, vpc_id, now)
        if self.networks.network(vpc, now).subnets or now < vpc.ready:
            raise Refusal("VPC.0104")
        self.networks.remove_vpc(vpc)

    def delete_subnet(self, project_id: str, vpc_id: str, subnet_id: str, now: datetime) -> None:
        """Delete a subnet of that VPC.

        Raises ``VPC.0003`` and ``VPC.0202`` when unknown, ``VPC.0208`` while a server is in it,
        one that a running job is going to build included.
        """
        vpc = self.networks.vpc(project_id, vpc_id, now)
        subnet = self.networks.subnet(project_id, subnet_id, now)
        if subnet.vpc_id != vpc.id:
            raise Refusal("VPC.0202")
        if self.servers.in_subnet(subnet, now):
            raise Refusal("VPC.0208")
        self.networks.remove_subnet(subnet)

    def _group_network(self, group: Group, now: datetime) -> Network:
        vpc = self.networks.vpc(group.project_id, group.vpc_id, now)
        return self.networks.network(vpc, now)

    def _drill_network(self, group: Group, vpc_id: str, now: datetime) -> Network:
        """The network to drill in, once the service's rules for it are kept."""
        vpc = self.networks.find_vpc(group.project_id, vpc_id, now)
        if vpc is None:
            raise Refusal("SDRS.0204", "The drill VPC does not exist.")
        if vpc.id == group.vpc_id:
            raise Refusal("SDRS.1907")
        model, target = self._group_network(group, now), self.networks.network(vpc, now)
        if not target.subnets:
            raise Refusal("SDRS.1908")
        if vpc.cidr != model.vpc.cidr or not model.subnet_cidrs <= target.subnet_cidrs:
            raise Refusal("SDRS.1909")
        if self.drills.occupying(vpc.id, now):
            raise Refusal("SDRS.1921")
        return target

    def _last_drill(self, group: Group, now: datetime) -> datetime | None:
        return self.drills.last_of(group.id, now) or group.last_drill

    def _next_random(self) -> random.Random:
        """A random source for the next command, the same for the same history of commands."""
        self._commands += 1
        return random.Random(f"{self._seed}/{self._commands}")
