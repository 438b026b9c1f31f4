"""Worlds for tests that need no HTTP."""

from datetime import datetime, timedelta

from drilltui.sandbox.drills import Drill, DrillFilter
from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.groups import Group, GroupFilter
from drilltui.sandbox.networks import Vpc
from drilltui.sandbox.scenario_file import load_scenario
from drilltui.sandbox.world import DrillRequest, World
from tests.sandbox.cloud import START

_SMOOTH = load_scenario("smooth")


def smooth_world(seed: int = 7) -> World:
    return open_world(_SMOOTH, START, seed)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


class Site:
    """A world and its main project."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or smooth_world()
        self.project = self.world.account.projects[0].id

    def group(self, name: str) -> Group:
        groups = self.world.groups(self.project, GroupFilter(), START)
        return next(group for group in groups if group.name == name)

    def vpc(self, name: str) -> Vpc:
        vpcs = self.world.networks.vpcs(self.project, START)
        return next(vpc for vpc in vpcs if vpc.name == name)

    def create(
        self, group: str, now: datetime, name: str = "drill-1", vpc: str | None = None
    ) -> Drill:
        """Create a drill and return its record, which is there at once."""
        wanted = DrillRequest(self.group(group).id, name, self.vpc(vpc).id if vpc else None)
        job = self.world.create_drill(self.project, wanted, now)
        drills = self.drills(now)
        return next(drill for drill in drills if drill.creation.id == job.id)

    def drills(self, now: datetime) -> list[Drill]:
        return self.world.drills.drills(self.project, DrillFilter(), now)

    def drill(self, drill_id: str, now: datetime) -> Drill:
        return self.world.drills.drill(self.project, drill_id, now)
