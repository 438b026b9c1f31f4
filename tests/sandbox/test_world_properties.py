"""Whatever is asked of the world, in whatever order, some things hold."""

from collections.abc import Callable
from datetime import timedelta
from typing import ParamSpec, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from drilltui.sandbox.drills import DELETABLE, Drill
from drilltui.sandbox.jobs import Job
from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.world import DrillRequest
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site

GROUPS = ("pg-payments", "pg-ledger", "pg-mailrelay", "pg-crm", "pg-payroll")
VPCS = (None, None, "vpc-drill-a", "vpc-drill-b", "vpc-prod")

#: Which statuses of a drill may be seen after which; "" is a drill that is gone.
NEXT = {
    "creating": {"available", "error", "deleting", "error-deleting", ""},
    "available": {"deleting", "error-deleting", ""},
    "error": {"deleting", "error-deleting", ""},
    "deleting": {"error-deleting", ""},
    "error-deleting": {"deleting", ""},
    "": set(),
}
ORDER = ("INIT", "RUNNING", "SUCCESS", "FAIL")

_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")


def tried(
    command: Callable[_Given, _Result], *args: _Given.args, **kwargs: _Given.kwargs
) -> tuple[_Result | None, str]:
    """What a command returns, and the code of its refusal or ``""``."""
    try:
        return command(*args, **kwargs), ""
    except Refusal as refusal:
        return None, refusal.code


class Requests(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.site = Site()
        self.now = START
        self.seen = {drill.id: drill.status(START) for drill in self.site.drills(START)}
        self.known: dict[str, Drill] = {}
        self.jobs: dict[str, tuple[Job, str]] = {}

    def drills(self) -> list[Drill]:
        return self.site.drills(self.now)

    def watch(self, job: Job) -> None:
        self.jobs[job.id] = (job, job.status(self.now))

    @rule(seconds=st.integers(1, 60))
    def advance(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(group=st.sampled_from(GROUPS), vpc=st.sampled_from(VPCS))
    def create(self, group: str, vpc: str | None) -> None:
        taken = {drill.vpc_id for drill in self.drills()}
        vpc_id = self.site.vpc(vpc).id if vpc else None
        wanted = DrillRequest(self.site.group(group).id, "drill", vpc_id)
        job, code = tried(self.site.world.create_drill, self.site.project, wanted, self.now)
        if vpc is not None and group == "pg-mailrelay":
            assert code == "SDRS.1909"
        elif vpc == "vpc-prod":
            assert code == "SDRS.1907"
        else:
            assert code == ("SDRS.1921" if vpc_id in taken else "")
        if job:
            self.watch(job)

    @rule(place=st.integers(0, 9), name=st.sampled_from(["a", "b", ""]))
    def rename(self, place: int, name: str) -> None:
        drills = self.drills()
        if not drills:
            return
        drill = drills[place % len(drills)]
        renamed, code = tried(
            self.site.world.rename_drill, self.site.project, drill.id, name, self.now
        )
        assert code == ("" if name else "SDRS.0202")
        assert self.site.drill(drill.id, self.now) == (renamed or drill)

    @rule(place=st.integers(0, 9))
    def delete(self, place: int) -> None:
        drills = self.drills()
        if not drills:
            return
        drill = drills[place % len(drills)]
        status = drill.status(self.now)
        job, code = tried(self.site.world.delete_drill, self.site.project, drill.id, self.now)
        assert code == ("" if status in DELETABLE else "SDRS.1913")
        if job:
            assert self.site.drill(drill.id, self.now).status(self.now) == "deleting"
            self.watch(job)

    @invariant()
    def no_two_drills_share_a_vpc(self) -> None:
        vpcs = [drill.vpc_id for drill in self.drills()]
        assert len(set(vpcs)) == len(vpcs)

    @invariant()
    def statuses_follow_the_table(self) -> None:
        present = {drill.id: drill.status(self.now) for drill in self.drills()}
        for drill_id, before in self.seen.items():
            status = present.get(drill_id, "")
            assert status == before or status in NEXT[before]
        self.seen |= present | dict.fromkeys(self.seen.keys() - present.keys(), "")

    @invariant()
    def jobs_only_go_forward_and_end_once(self) -> None:
        for job, before in list(self.jobs.values()):
            status = job.status(self.now)
            assert ORDER.index(status) >= ORDER.index(before)
            assert before not in ("SUCCESS", "FAIL") or status == before
            if status == "SUCCESS":
                assert all(part.status(self.now) == "SUCCESS" for part in job.sub_jobs)
            self.watch(job)

    @invariant()
    def drill_servers_are_there_for_drills_and_for_nothing_else(self) -> None:
        world, present = self.site.world, {drill.id: drill for drill in self.drills()}
        self.known |= present
        for drill in self.known.values():
            there = [
                server
                for server in drill.servers
                if world.servers.find(drill.project_id, server.server_id, self.now)
            ]
            if drill.id not in present:
                assert there == []
            elif drill.status(self.now) == "available":
                assert len(there) == len(drill.servers)
                assert world.drill_servers(drill, self.now) == list(drill.servers)

    @invariant()
    def counters_agree_with_the_lists(self) -> None:
        drills = self.drills()
        for name in GROUPS:
            group_id = self.site.group(name).id
            own = [drill for drill in drills if drill.group_id == group_id]
            assert self.site.world.drills.count_of(group_id, self.now) == len(own)

    @invariant()
    def a_drill_vpc_that_is_told_is_there(self) -> None:
        for drill in self.drills():
            vpc_id = drill.known_vpc(self.now)
            if vpc_id is not None:
                assert self.site.world.networks.find_vpc(drill.project_id, vpc_id, self.now)


TestRequests = Requests.TestCase
TestRequests.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
