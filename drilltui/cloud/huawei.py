"""The whole cloud as drills need it: `domain.ports.Cloud`, out of SDRS and its neighbours."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random
from ssl import SSLContext

from drilltui.cloud.caller import Caller
from drilltui.cloud.courier import Courier
from drilltui.cloud.endpoints import Endpoints
from drilltui.cloud.gate import Gate
from drilltui.cloud.http import AsyncBaseTransport, AsyncClient, open_client
from drilltui.cloud.iam import OF_ACCOUNT, REACHABLE
from drilltui.cloud.identity import Identity, KeyIdentity
from drilltui.cloud.key_lock import KeyLocks
from drilltui.cloud.login_identity import LoginIdentity
from drilltui.cloud.neighbours import Neighbours
from drilltui.cloud.proxies import proxy_for
from drilltui.cloud.read_only import ReadsOnly
from drilltui.cloud.sdrs import SdrsApi
from drilltui.cloud.signing import AkSkAuth
from drilltui.cloud.token_request import Scope
from drilltui.cloud.token_store import TokenStore
from drilltui.domain.credential import AccessKey, Credential
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.errors import UsageError
from drilltui.domain.exchange import PlannedRequest, Receipt
from drilltui.domain.group import ProtectedInstance, ProtectionGroup, ReplicationPair
from drilltui.domain.job import FailedTask, Job
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock, Person, RequestLog


class HuaweiCloud(Neighbours):
    """Hands each call to the service that has it. It owns `client` and closes it.

    `unbound` is who asks for projects before there is one, at `projects_path`.
    """

    def __init__(
        self,
        client: AsyncClient,
        caller: Caller,
        places: Endpoints,
        project_id: str,
        unbound: Identity,
        projects_path: str,
    ) -> None:
        self._client = client
        self._caller = caller
        self._more = (places, project_id, unbound, projects_path)
        super().__init__(caller, places, project_id, unbound, projects_path)
        self._sdrs = SdrsApi(caller, places.sdrs, project_id)

    def once(self) -> HuaweiCloud:
        """The same cloud, each of whose reads is a single attempt; see `domain.ports.Cloud`."""
        return HuaweiCloud(self._client, self._caller.once(), *self._more)

    async def groups(self) -> tuple[ProtectionGroup, ...]:
        """All protection groups of the project."""
        return await self._sdrs.groups()

    async def groups_without_drill(self) -> frozenset[str]:
        """Ids of the groups that had no drill in the service's own period of 3 months."""
        return await self._sdrs.groups_without_drill()

    def group_pages(self) -> AsyncIterator[tuple[ProtectionGroup, ...]]:
        """The same, a page at a time, the first one small."""
        return self._sdrs.group_pages()

    async def group(self, group_id: str) -> ProtectionGroup:
        """One group; Refused SDRS.1013 when there is none."""
        return await self._sdrs.group(group_id)

    async def instances(self, group_id: str) -> tuple[ProtectedInstance, ...]:
        """The group's protected instances."""
        return await self._sdrs.instances(group_id)

    async def pairs(self, group_id: str) -> tuple[ReplicationPair, ...]:
        """The group's replication pairs."""
        return await self._sdrs.pairs(group_id)

    async def drills(self, group_id: str | None = None) -> tuple[Drill, ...]:
        """The group's drills, or all of the project."""
        return await self._sdrs.drills(group_id)

    async def drill(self, drill_id: str) -> Drill:
        """One drill; Refused SDRS.1902 when there is none."""
        return await self._sdrs.drill(drill_id)

    def create_request(self, draft: DrillDraft) -> PlannedRequest:
        """The request that `create_drill` would send, byte for byte; sends nothing."""
        return self._sdrs.create_request(draft)

    async def create_drill(self, draft: DrillDraft) -> Receipt:
        """Start a drill; returns its job."""
        return await self._sdrs.create_drill(draft)

    def rename_request(self, drill_id: str, name: str) -> PlannedRequest:
        """The request that `rename_drill` would send. UsageError for an id that can be none."""
        return self._sdrs.rename_request(drill_id, name)

    async def rename_drill(self, drill_id: str, name: str) -> Drill:
        """Rename a drill; returns it as it is then."""
        return await self._sdrs.rename_drill(drill_id, name)

    def delete_request(self, drill_id: str) -> PlannedRequest:
        """The request that `delete_drill` would send. UsageError for an id that can be none."""
        return self._sdrs.delete_request(drill_id)

    async def delete_drill(self, drill_id: str) -> Receipt:
        """Delete a drill and its servers; returns the job."""
        return await self._sdrs.delete_drill(drill_id)

    async def job(self, job_id: str) -> Job:
        """One job with its sub-jobs; Refused when there is none."""
        return await self._sdrs.job(job_id)

    async def failed_tasks(self, group_id: str | None = None) -> tuple[FailedTask, ...]:
        """Failed tasks of the group; without one, those of group level only."""
        return await self._sdrs.failed_tasks(group_id)

    async def look(self) -> None:
        """Read as little as proves that this credential may list protection groups: one of them."""
        await self._sdrs.look()

    @property
    def skew(self) -> timedelta | None:
        """How far the cloud's clock was ahead of ours in its newest answer; None before one."""
        return self._caller.skew

    def try_again(self) -> None:
        """Let a person have another try after a refused sign-in, which until then stands.

        A key that is locked stays so until its five minutes are over.
        """
        self._caller.try_again()

    async def close(self) -> None:
        """Give connections back."""
        await self._client.aclose()


def open_cloud(
    *,
    endpoint: str | Endpoints,
    credential: Credential,
    project_id: str,
    clock: Clock,
    log: RequestLog,
    chance: Random,
    region: str = "",
    person: Person | None = None,
    tokens: TokenStore | None = None,
    locks: KeyLocks | None = None,
    readonly: bool = False,
    trust: SSLContext | None = None,
    transport: AsyncBaseTransport | None = None,
) -> HuaweiCloud:
    """Return the cloud behind `endpoint` for the bearer of `credential`; sends nothing yet.

    One URL means that all services are there. Without a `transport` the network is used, with
    what `trust` trusts (see `cloud.trust`). An empty `project_id` serves to ask for `projects`, and
    nothing else: every other call raises UsageError.

    A login asks for its token by project, so it takes `project_id` or `region`; `person` is asked
    for passcodes. Clouds with the same `tokens` share them, and with the same `locks` what they
    know of locked keys. With `readonly` whatever may change something raises ReadOnly unsent.

    Raises UsageError for an endpoint, a key or proxy settings that can be none.
    """
    places = Endpoints.single(endpoint) if isinstance(endpoint, str) else endpoint
    client = open_client(transport, trust=trust, guard=ReadsOnly(places.iam) if readonly else None)
    courier = Courier(
        client,
        clock=clock,
        log=log,
        chance=chance,
        service_of=places.service_of,
        proxy_of=(lambda url: None) if transport else (lambda url: proxy_for(url, os.environ)),
    )
    if isinstance(credential, AccessKey):
        gate = Gate(clock, (locks or KeyLocks()).of(credential.ak))
        usual, unbound = _key(credential, project_id, clock), _key(credential, "", clock)
        projects_path = OF_ACCOUNT
    else:
        gate = Gate(clock)
        usual = unbound = LoginIdentity(
            courier,
            credential,
            endpoint=places.iam,
            scope=_scope(project_id, region),
            store=tokens or TokenStore(),
            clock=clock,
            person=person,
        )
        projects_path = REACHABLE
    caller = Caller(courier, usual, gate, clock=clock, chance=chance)
    return HuaweiCloud(client, caller, places, project_id, unbound, projects_path)


def _key(credential: AccessKey, project_id: str, clock: Clock) -> Identity:
    return KeyIdentity(
        AkSkAuth(
            credential.ak,
            credential.sk,
            now=clock.now,
            project_id=project_id,
            security_token=credential.security_token,
        )
    )


def _scope(project_id: str, region: str) -> Scope:
    if not (project_id or region):
        raise UsageError(
            tr("A login needs a region or a project id."), tr("Add one to the profile.")
        )
    return Scope(project_id) if project_id else Scope(name=region)
