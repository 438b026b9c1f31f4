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
from drilltui.sandbox.creation import plan_creation
from drilltui.sandbox.creation_order import CreationOrder
from drilltui.sandbox.deletion import plan_deletion
from drilltui.sandbox.drill_case import Case
from drilltui.sandbox.drill_rules import check_early, late_stop
from drilltui.sandbox.drills import DELETABLE, Drill, Drills, DrillServer, check_name
from drilltui.sandbox.failed_tasks import FailedTasks
from drilltui.sandbox.groups import Group, GroupFilter
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.jobs import Job, Jobs
from drilltui.sandbox.neighbours import Neighbours, of_project
from drilltui.sandbox.networks import Network, Networks
from drilltui.sandbox.protection import Protection
from drilltui.sandbox.public_ips import PublicIps
from drilltui.sandbox.quotas import Quotas
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.security_groups import SecurityGroups
from drilltui.sandbox.server_register import Servers
from drilltui.sandbox.service_table import ServiceTable
from drilltui.sandbox.stops import Stop
from drilltui.sandbox.synchronisation import Synchronisations
from drilltui.sandbox.volumes import Volumes

_NO_NEIGHBOURS: Final = Neighbours()
_AS_DOCUMENTED: Final = ServiceTable()


@dataclass(frozen=True, slots=True)
class DrillRequest:
    """What a caller asks for: a drill of a group, in a given VPC or (None) in one to be made."""

    group_id: str
    name: str
    vpc_id: str | None = None


class World:
    """One account's resources in one region.

    ``holdings`` has the protected part of it, and ``neighbours`` what stands beside it, which no
    command changes. ``seed`` decides how long jobs take and which IDs new things get, ``service``
    what the reference leaves open.
    """

    def __init__(
        self,
        account: Account,
        holdings: Holdings,
        seed: int,
        neighbours: Neighbours = _NO_NEIGHBOURS,
        service: ServiceTable = _AS_DOCUMENTED,
    ) -> None:
        self.account = account
        self.service = service
        self.protection = Protection(holdings)
        self.synchronisations = Synchronisations(holdings)
        self.networks = Networks()
        self.servers = Servers(holdings)
        self.neighbours = neighbours
        self.volumes = Volumes(self.servers)
        self.public_ips = PublicIps(self.servers, neighbours.public_ips)
        self.security_groups = SecurityGroups(neighbours.security_groups)
        self.quotas = Quotas(
            neighbours.limits,
            self.networks,
            self.servers,
            self.volumes,
            self.public_ips,
            self.security_groups,
        )
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

        Raises ``SDRS.1013``, ``0202``, what the group says that requests are refused with, and
        the codes of the ``RULES`` that are asked at once, looked for in that order. The other
        rules make the job fail.
        """
        group = self.protection.group(project_id, wanted.group_id)
        check_name(wanted.name)
        if refusal := group.course.creation_refusal:
            raise Refusal(refusal.code, refusal.reason)
        case = self._case(group, wanted.vpc_id, now)
        check_early(case)
        order = self._order(group, wanted.name, now)
        stop = late_stop(case) or order.stop
        order = replace(order, vpc_id=wanted.vpc_id, target=case.target, stop=stop)
        return self._begin(order, now).creation

    def begin_drill(
        self, group: Group, name: str, target: Network | None, now: datetime, eips: int = 0
    ) -> Drill:
        """Set a drill going at ``now`` with no question asked; scenarios write history with it."""
        vpc_id = target.vpc.id if target else None
        order = replace(self._order(group, name, now), vpc_id=vpc_id, target=target, eips=eips)
        return self._begin(order, now)

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

        Raises ``SDRS.1902`` (or what the service says) for an unknown drill, ``SDRS.1913`` while
        it is being created or deleted and where its group refuses to. A group can also make the
        first requests fail in the job, or come to nothing.
        """
        drill = self.drills.find(project_id, drill_id, now)
        if drill is None:
            raise Refusal(self.service.missing_drill, "The DR drill does not exist.")
        if drill.status(now) not in DELETABLE:
            raise Refusal("SDRS.1913", f"The DR drill is {drill.status(now)}.")
        course = self.protection.group(project_id, drill.group_id).course
        if course.of_deletion(drill.deletions) == "refused":
            self.drills.put(replace(drill, deletions=drill.deletions + 1))
            raise Refusal("SDRS.1913")
        present = self.drill_servers(drill, now)
        rng, slowness = self._next_random(), self.service.slowness
        deletion = plan_deletion(drill, present, course, now, rng, slowness)
        for server_id, gone in deletion.leaving:
            self.servers.will_go(server_id, gone, course.leaves)
        self.drills.put(deletion.drill)
        if deletion.failed_task:
            self.failed_tasks.add(deletion.failed_task)
        job = deletion.drill.deletion
        assert job is not None, "a deletion has a job"
        self.jobs.add(job)
        return job

    def delete_vpc(self, project_id: str, vpc_id: str, now: datetime) -> None:
        """Delete a VPC; raises ``VPC.0003`` when unknown, ``VPC.0104`` while it has subnets.

        One whose deletion is a lie stays.
        """
        vpc = self.networks.vpc(project_id, vpc_id, now)
        if self.networks.network(vpc, now).subnets or now < vpc.ready:
            raise Refusal("VPC.0104")
        if not vpc.delete_lies:
            self.networks.remove_vpc(vpc)

    def delete_subnet(self, project_id: str, vpc_id: str, subnet_id: str, now: datetime) -> None:
        """Delete a subnet of that VPC.

        Raises ``VPC.0003`` and ``VPC.0202`` when unknown, ``VPC.0208`` while a server is in it,
        one that a running job is going to build included, and where it takes another try.
        """
        vpc = self.networks.vpc(project_id, vpc_id, now)
        subnet = self.networks.subnet(project_id, subnet_id, now)
        if subnet.vpc_id != vpc.id:
            raise Refusal("VPC.0202")
        if self.servers.in_subnet(subnet, now):
            raise Refusal("VPC.0208")
        self.networks.remove_subnet(subnet)

    def _case(self, group: Group, vpc_id: str | None, now: datetime) -> Case:
        """All that the rules of creating a drill look at."""
        project_id, order = group.project_id, self._order(group, "", now)
        vpc = self.networks.find_vpc(project_id, vpc_id, now) if vpc_id else None
        target = self.networks.network(vpc, now) if vpc else None
        subnets = target.subnets if target else ()
        return Case(
            group=group,
            instances=order.instances,
            pairs=self.protection.pairs_of(group),
            templates=order.templates,
            model=order.model,
            recovery=self._network(project_id, group.recovery_vpc_id, now),
            service=self.service,
            vpc_id=vpc_id,
            target=target,
            occupants=[one.status(now) for one in self.drills.occupying(vpc_id or "", now)],
            going=self.drills.going_of(group.id, now),
            taken={one.id: self.servers.addresses_in(one, now) for one in subnets},
            free={one.id: self.servers.free_in(one, now) for one in subnets},
            room=self.quotas.room(project_id, now),
            key_pairs=[one.name for one in of_project(self.neighbours.key_pairs, project_id)],
        )

    def _order(self, group: Group, name: str, now: datetime) -> CreationOrder:
        """A drill of the group in a VPC to be made; it stops where the group says so."""
        instances = self.protection.instances_of(group)
        failure = group.course.creation_failure
        return CreationOrder(
            group=group,
            name=name,
            instances=instances,
            templates=[self.servers.blueprint(one.recovery_server) for one in instances],
            model=self._network(group.project_id, group.vpc_id, now),
            stop=Stop(failure, after=len(instances) - 1) if failure else None,
            forgotten=self.service.failed_drill == "none",
            eips=group.course.eips,
            slowness=self.service.slowness,
        )

    def _begin(self, order: CreationOrder, now: datetime) -> Drill:
        creation = plan_creation(order, now, self._next_random())
        if creation.made:
            self.networks.add(creation.made)
        self.servers.add(creation.servers)
        self.volumes.add(snapshots=creation.snapshots)
        self.public_ips.add(creation.public_ips)
        self.security_groups.add(creation.security_groups)
        self.jobs.add(creation.drill.creation)
        self.drills.put(creation.drill)
        if creation.failed_task:
            self.failed_tasks.add(creation.failed_task)
        return creation.drill

    def _network(self, project_id: str, vpc_id: str, now: datetime) -> Network:
        return self.networks.network(self.networks.vpc(project_id, vpc_id, now), now)

    def _last_drill(self, group: Group, now: datetime) -> datetime | None:
        return self.drills.last_of(group.id, now) or group.last_drill

    def _next_random(self) -> random.Random:
        """A random source for the next command, the same for the same history of commands."""
        self._commands += 1
        return random.Random(f"{self._seed}/{self._commands}")
