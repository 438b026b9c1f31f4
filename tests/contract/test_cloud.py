"""What a `domain.ports.Cloud` does, asked of the client with the embedded cloud at the far end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from drilltui.cloud.http import asgi_transport
from drilltui.cloud.huawei import open_cloud
from drilltui.cloud.key_lock import KeyLocks
from drilltui.cloud.token_store import TokenStore
from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.drill import AVAILABLE, Drill, DrillDraft
from drilltui.domain.errors import (
    CloudError,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    UsageError,
)
from drilltui.domain.exchange import Exchange
from drilltui.domain.group import ProtectionGroup
from drilltui.domain.job import SUCCESS, Job
from drilltui.domain.ports import Cloud
from drilltui.domain.readiness import readiness
from drilltui.domain.secret import Secret
from drilltui.sandbox.embedded import Access, open_sandbox
from tests.cloud.skipping_clock import SkippingClock

NOBODY = "00000000-0000-4000-8000-000000000000"


@dataclass
class Stage:
    """An embedded cloud and what it takes to open clients for it."""

    scenario: str
    groups: int = 0

    def __post_init__(self) -> None:
        self.clock = SkippingClock()
        self.skew = timedelta()
        self.log: list[Exchange] = []
        self.tokens, self.locks = TokenStore(), KeyLocks()
        self.sandbox = open_sandbox(
            self.scenario,
            clock=self.clock.now,
            gateway_clock=lambda: self.clock.now() + self.skew,
            groups=self.groups,
        )

    @property
    def access(self) -> Access:
        return self.sandbox.access

    def note(self, exchange: Exchange) -> None:
        self.log.append(exchange)

    def login(self) -> Login:
        access = self.access
        return Login(access.user, access.domain, Secret(access.password))

    def cloud(self, credential: Credential | None = None, **other: str) -> Cloud:
        access = self.access
        return open_cloud(
            endpoint=access.endpoint,
            region=access.region,
            tokens=self.tokens,
            locks=self.locks,
            project_id=other.get("project_id", access.project_id),
            credential=credential or AccessKey(access.ak, Secret(other.get("sk", access.sk))),
            clock=self.clock,
            log=self,
            chance=Random(7),
            transport=asgi_transport(self.sandbox.app),
        )

    async def ended(self, cloud: Cloud, job_id: str) -> Job:
        """Look at the job every five seconds until it has ended."""
        for _ in range(200):
            job = await cloud.job(job_id)
            if job.ended:
                return job
            self.clock.passed += 5
        raise AssertionError(f"{job_id} did not end")


@pytest.fixture
def stage() -> Stage:
    return Stage("smooth")


@pytest.fixture
async def cloud(stage: Stage) -> AsyncIterator[Cloud]:
    opened = stage.cloud()
    yield opened
    await opened.close()


async def ready_group(cloud: Cloud) -> ProtectionGroup:
    drilled = {drill.group_id for drill in await cloud.drills()}
    return next(
        group
        for group in await cloud.groups()
        if readiness(group).ready and group.id not in drilled
    )


async def made_drill(stage: Stage, cloud: Cloud, name: str = "drill-1") -> Drill:
    group = await ready_group(cloud)
    receipt = await cloud.create_drill(DrillDraft(group.id, name))
    job = await stage.ended(cloud, receipt.job_id)
    assert job.status == SUCCESS
    return await cloud.drill(job.drill_id)


async def refused(stage: Stage, call: object) -> Refused:
    with pytest.raises(Refused) as caught:
        await call  # type: ignore[misc]
    assert caught.value.request_id == stage.log[-1].request_id != ""
    return caught.value


async def test_groups_and_each_by_its_id(cloud: Cloud) -> None:
    groups = await cloud.groups()
    assert groups
    assert len({group.id for group in groups}) == len(groups)
    for group in groups:
        assert group.name
        assert group.status
        assert group.production_zone != group.recovery_zone
        assert group.created_at is not None
        assert await cloud.group(group.id) == group


async def test_groups_page_by_page_are_the_same(cloud: Cloud) -> None:
    assert [group async for page in cloud.group_pages() for group in page] == list(
        await cloud.groups()
    )


async def test_many_groups_are_all_there() -> None:
    stage = Stage("smooth", groups=2500)
    groups = await stage.cloud().groups()
    assert len({group.id for group in groups}) == len(groups) >= 2500
    pages = [len(page) async for page in stage.cloud().group_pages()]
    assert pages[0] == 100
    assert sum(pages) == len(groups)


async def test_what_a_group_protects(cloud: Cloud) -> None:
    for group in await cloud.groups():
        instances = await cloud.instances(group.id)
        pairs = await cloud.pairs(group.id)
        assert (len(instances), len(pairs)) == (group.instance_count, group.pair_count)
        assert {instance.group_id for instance in instances} <= {group.id}
        assert {pair.group_id for pair in pairs} <= {group.id}
        known = {pair.id for pair in pairs}
        assert all(set(instance.pair_ids) <= known for instance in instances)
        assert all(len(pair.volume_ids) == 2 for pair in pairs)


async def test_the_networks_of_a_group(cloud: Cloud) -> None:
    group = await ready_group(cloud)
    vpcs = await cloud.vpcs()
    for vpc_id in group.vpc_ids:
        vpc = await cloud.vpc(vpc_id)
        assert vpc in vpcs
        subnets = await cloud.subnets(vpc_id)
        assert subnets
        assert {subnet.vpc_id for subnet in subnets} == {vpc_id}


async def test_the_servers_of_a_group_in_the_order_asked_for(cloud: Cloud) -> None:
    instances = await cloud.instances((await ready_group(cloud)).id)
    wanted = [instance.source_server_id for instance in instances][::-1]
    found = await cloud.servers([*wanted, NOBODY])
    assert [server.id for server in found] == [*wanted, NOBODY]
    assert [server.gone for server in found] == [False] * len(wanted) + [True]
    assert await cloud.server(wanted[0]) == found[0]


async def test_the_projects_of_the_credential(stage: Stage) -> None:
    cloud = stage.cloud(project_id="")
    (project,) = await cloud.projects(stage.access.region)
    assert (project.id, project.name) == (stage.access.project_id, stage.access.region)
    assert project in await cloud.projects()
    assert await cloud.projects("nowhere") == ()


async def test_a_drill_from_its_first_request_to_its_end(stage: Stage, cloud: Cloud) -> None:
    group = await ready_group(cloud)
    draft = DrillDraft(group.id, "drill-2025-09")

    receipt = await cloud.create_drill(draft)
    assert receipt.request_id == stage.log[-1].request_id != ""
    assert stage.log[-1].request == cloud.create_request(draft)
    first = await cloud.job(receipt.job_id)
    assert (first.id, first.ended) == (receipt.job_id, False)
    job = await stage.ended(cloud, receipt.job_id)
    assert (job.status, job.error_code) == (SUCCESS, "")
    assert job.begin is not None
    assert job.end is not None
    assert job.begin < job.end
    assert job.finished_sub_jobs == len(job.sub_jobs) >= group.instance_count

    drill = await cloud.drill(job.drill_id)
    assert (drill.name, drill.group_id, drill.status) == (draft.name, group.id, AVAILABLE)
    assert drill in await cloud.drills(group.id)
    instances = {instance.id for instance in await cloud.instances(group.id)}
    assert {server.instance_id for server in drill.servers} == instances
    servers = await cloud.servers([server.server_id for server in drill.servers])
    assert all(server.addresses and server.vpc_id == drill.vpc_id for server in servers)

    renamed = await cloud.rename_drill(drill.id, "drill-renamed")
    assert stage.log[-1].request == cloud.rename_request(drill.id, "drill-renamed")
    assert renamed.name == "drill-renamed"
    assert await cloud.drill(drill.id) == renamed

    receipt = await cloud.delete_drill(drill.id)
    assert stage.log[-1].request == cloud.delete_request(drill.id)
    assert (await stage.ended(cloud, receipt.job_id)).status == SUCCESS
    assert (await refused(stage, cloud.drill(drill.id))).code == "SDRS.1902"
    assert drill.id not in {each.id for each in await cloud.drills()}
    assert all(server.gone for server in await cloud.servers([s.id for s in servers]))
    assert (await cloud.vpc(drill.vpc_id)).id == drill.vpc_id  # a VPC outlives its drill


async def test_what_is_not_there_is_refused_with_its_code(stage: Stage, cloud: Cloud) -> None:
    assert (await refused(stage, cloud.group(NOBODY))).code == "SDRS.1013"
    assert (await refused(stage, cloud.drill(NOBODY))).code == "SDRS.1902"
    assert (await refused(stage, cloud.vpc(NOBODY))).status == 404
    assert (await refused(stage, cloud.server(NOBODY))).status == 404
    assert (await refused(stage, cloud.job("ff80808200000000000000000000ffff"))).code


async def test_changes_that_cannot_be_are_refused_with_their_code(
    stage: Stage, cloud: Cloud
) -> None:
    group = await ready_group(cloud)
    (own_vpc, *_) = group.vpc_ids
    for draft, code in (
        (DrillDraft(group.id, "no blank"), "SDRS.0202"),
        (DrillDraft(group.id, "x" * 65), "SDRS.0202"),
        (DrillDraft(group.id, "\ud800"), "SDRS.0202"),
        (DrillDraft(NOBODY, "n"), "SDRS.1013"),
        (DrillDraft(group.id, "n", own_vpc), "SDRS.1907"),
        (DrillDraft(group.id, "n", NOBODY), "SDRS.0204"),
    ):
        before = len(stage.log)
        assert (await refused(stage, cloud.create_drill(draft))).code == code
        assert len(stage.log) == before + 1  # sent once
    await cloud.create_drill(DrillDraft(group.id, "n"))
    drill = next(drill for drill in await cloud.drills(group.id) if drill.name == "n")
    assert (await refused(stage, cloud.delete_drill(drill.id))).code == "SDRS.1913"


async def test_an_id_that_can_be_none_never_leaves(stage: Stage, cloud: Cloud) -> None:
    with pytest.raises(UsageError):
        await cloud.drill("../server-groups")
    assert stage.log == []


async def test_a_wrong_key_is_refused_once(stage: Stage) -> None:
    error = await refused(stage, stage.cloud(sk="wrong").groups())
    assert (error.status, error.code) == (401, "APIGW.0301")
    assert "access key" in error.remedy
    assert len(stage.log) == 1


async def test_after_that_nothing_is_sent_until_a_person_tries_again(stage: Stage) -> None:
    cloud = stage.cloud(sk="wrong")
    for _ in range(6):
        error = await refused(stage, cloud.look())
        assert isinstance(error, SignInRefused)
        assert error.fault is SignInFault.SIGNATURE
        before = len(stage.log)
        with pytest.raises(NotSignedIn):
            await cloud.groups()
        assert len(stage.log) == before
        cloud.try_again()
    with pytest.raises(NotSignedIn, match="locked for five minutes"):
        await stage.cloud().look()  # the right secret, of the same key
    stage.clock.passed += 301
    await stage.cloud().look()


async def test_a_locked_key_is_told(stage: Stage) -> None:
    for _ in range(6):
        await refused(stage, stage.cloud(sk="wrong").look())
        stage.locks = KeyLocks()  # as if another program had done it
    error = await refused(stage, stage.cloud().look())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.KEY_LOCKED
    assert "locked for five minutes" in error.remedy


async def test_the_least_that_proves_the_permission(stage: Stage, cloud: Cloud) -> None:
    await cloud.look()
    assert "limit=1&offset=0" in stage.log[-1].request.url
    assert cloud.skew == timedelta()
    stage.skew = timedelta(minutes=-10)
    await cloud.look()
    assert cloud.skew == timedelta(minutes=-10)


async def test_a_password_does_all_that_a_key_does(stage: Stage) -> None:
    finding = stage.cloud(stage.login(), project_id="")
    projects = {project.name: project.id for project in await finding.projects()}
    assert projects[stage.access.region] == stage.access.project_id
    await finding.close()
    cloud = stage.cloud(stage.login())
    drill = await made_drill(stage, cloud)
    await cloud.delete_drill(drill.id)
    asked = [one.request.url for one in stage.log if "/v3/auth/tokens" in one.request.url]
    assert len(asked) == 1


async def test_a_password_lasts_beyond_the_end_of_a_token(stage: Stage) -> None:
    cloud = stage.cloud(stage.login())
    drill = await made_drill(stage, cloud)
    for hours in (23.6, 25):
        stage.clock.passed += hours * 3600
        assert await cloud.drill(drill.id) == drill
    stage.skew = timedelta(hours=25)  # the gateway thinks that it has ended: a 401
    await cloud.rename_drill(drill.id, "drill-2")
    assert [one.status for one in stage.log[-3:]] == [401, 201, 200]


async def test_a_wrong_password_is_refused_once(stage: Stage) -> None:
    right = stage.login()
    cloud = stage.cloud(Login(right.user, right.domain, Secret("wrong")))
    error = await refused(stage, cloud.look())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.PASSWORD
    with pytest.raises(NotSignedIn):
        await cloud.groups()
    assert len(stage.log) == 1


async def test_a_project_that_the_user_does_not_have(stage: Stage) -> None:
    with pytest.raises(CloudError, match="this user does not reach"):
        await stage.cloud(stage.login(), project_id="f" * 32).look()


async def test_a_wrong_clock_is_refused(stage: Stage) -> None:
    stage.skew = timedelta(minutes=16)
    error = await refused(stage, stage.cloud().groups())
    assert (error.status, error.code) == (401, "APIGW.0301")
    assert "This host is 16 min behind" in error.remedy


async def test_failed_tasks(cloud: Cloud) -> None:
    assert isinstance(await cloud.failed_tasks(), tuple)
    for group in await cloud.groups():
        for task in await cloud.failed_tasks(group.id):
            assert task.resource_id
            assert task.begin is not None


async def test_hostile_texts_are_read_as_they_are() -> None:
    stage = Stage("hostile")
    cloud = stage.cloud()
    groups = await cloud.groups()
    assert any("\x1b" in group.name for group in groups)
    for group in groups:
        assert await cloud.group(group.id) == group
        assert len(await cloud.instances(group.id)) == group.instance_count
        assert len(await cloud.pairs(group.id)) == group.pair_count
        await cloud.failed_tasks(group.id)
    assert len({vpc.id for vpc in await cloud.vpcs()}) == len(await cloud.vpcs())
    assert await cloud.projects()
    drill = await made_drill(stage, cloud)
    assert drill.status == AVAILABLE


async def test_groups_without_a_drill_are_some_of_the_groups(cloud: Cloud) -> None:
    names = {group.id: group.name for group in await cloud.groups()}
    found = {names[group_id] for group_id in await cloud.groups_without_drill()}
    assert "pg-payments" in found
    assert not {"pg-ledger", "pg-payroll"} & found
