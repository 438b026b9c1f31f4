"""The services around SDRS, as drills need them: VPC, ECS, EVS, EPS and IAM."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cloud.acls import AclApi
from drilltui.cloud.caller import Caller
from drilltui.cloud.ecs import EcsApi
from drilltui.cloud.endpoints import Endpoints
from drilltui.cloud.eps import EpsApi
from drilltui.cloud.evs import EvsApi
from drilltui.cloud.iam import OF_ACCOUNT, IamApi
from drilltui.cloud.identity import Identity
from drilltui.cloud.vpc import VpcApi
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.network import (
    NetworkAcl,
    Port,
    PublicIp,
    RouteTable,
    SecurityGroup,
    Subnet,
    Vpc,
)
from drilltui.domain.project import EnterpriseProject, Project
from drilltui.domain.quota import Quota
from drilltui.domain.server import Server
from drilltui.domain.storage import Snapshot, Volume


class Neighbours:
    """The part of `domain.ports.Cloud` that is not SDRS: each call goes to whose it is.

    `unbound` is who asks for projects before there is one, at `projects_path`.
    """

    def __init__(
        self,
        caller: Caller,
        places: Endpoints,
        project_id: str,
        unbound: Identity,
        projects_path: str,
    ) -> None:
        self._vpc = VpcApi(caller, places.vpc, project_id)
        self._acls = AclApi(caller, places.vpc, project_id)
        self._ecs = EcsApi(caller, places.ecs, project_id)
        self._evs = EvsApi(caller, places.evs, project_id)
        of_account = unbound if projects_path == OF_ACCOUNT else None
        self._eps = EpsApi(caller, places.eps, of_account)
        self._iam = IamApi(caller, places.iam, unbound, projects_path)

    async def vpcs(self) -> tuple[Vpc, ...]:
        """All VPCs of the project."""
        return await self._vpc.vpcs()

    async def vpc(self, vpc_id: str) -> Vpc:
        """One VPC; Refused with status 404 when there is none."""
        return await self._vpc.vpc(vpc_id)

    async def subnets(self, vpc_id: str = "") -> tuple[Subnet, ...]:
        """The subnets of a VPC, or of all VPCs of the project."""
        return await self._vpc.subnets(vpc_id)

    async def subnet(self, subnet_id: str) -> Subnet:
        """One subnet; Refused with status 404 when there is none."""
        return await self._vpc.subnet(subnet_id)

    async def route_tables(self, vpc_id: str) -> tuple[RouteTable, ...]:
        """The route tables of a VPC with their routes; Refused where the region has none."""
        return await self._vpc.route_tables(vpc_id)

    async def acls(self) -> tuple[NetworkAcl, ...]:
        """All network ACLs of the project; Refused where the region has none."""
        return await self._acls.acls()

    async def network_ports(self, subnet_id: str) -> tuple[Port, ...]:
        """The ports in a subnet: every address that is in use there, and by what."""
        return await self._vpc.ports(subnet_id)

    async def public_ips(self) -> tuple[PublicIp, ...]:
        """All elastic IPs of the project."""
        return await self._vpc.public_ips()

    async def security_groups(self) -> tuple[SecurityGroup, ...]:
        """All security groups of the project."""
        return await self._vpc.security_groups()

    async def network_quotas(self) -> tuple[Quota, ...]:
        """What the VPC service counts: VPCs, subnets, ports."""
        return await self._vpc.quotas()

    async def server_quotas(self) -> tuple[Quota, ...]:
        """What ECS counts: servers, cores, memory."""
        return await self._ecs.quotas()

    async def disk_quotas(self) -> tuple[Quota, ...]:
        """What EVS counts: disks, gigabytes, snapshots."""
        return await self._evs.quotas()

    async def key_pairs(self) -> frozenset[str]:
        """The names of the key pairs that this user has."""
        return await self._ecs.key_pairs()

    async def volumes(self, volume_ids: Sequence[str]) -> tuple[Volume, ...]:
        """The disks with these ids that are there."""
        return await self._evs.volumes(volume_ids)

    async def snapshots(self, volume_id: str) -> tuple[Snapshot, ...]:
        """The snapshots of a disk."""
        return await self._evs.snapshots(volume_id)

    async def enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        """The enterprise projects of the account; Refused or Unreachable where it has none."""
        return await self._eps.enterprise_projects()

    def delete_subnet_request(self, vpc_id: str, subnet_id: str) -> PlannedRequest:
        """The request that `delete_subnet` would send. UsageError for an id that can be none."""
        return self._vpc.delete_subnet_request(vpc_id, subnet_id)

    async def delete_subnet(self, vpc_id: str, subnet_id: str) -> None:
        """Delete a subnet; Refused VPC.0208 (with 500) while something is in it."""
        await self._vpc.delete_subnet(vpc_id, subnet_id)

    def delete_vpc_request(self, vpc_id: str) -> PlannedRequest:
        """The request that `delete_vpc` would send. UsageError for an id that can be none."""
        return self._vpc.delete_vpc_request(vpc_id)

    async def delete_vpc(self, vpc_id: str) -> None:
        """Delete a VPC; Refused VPC.0104 (with 409) while it has subnets."""
        await self._vpc.delete_vpc(vpc_id)

    async def servers(self, server_ids: Sequence[str]) -> tuple[Server, ...]:
        """The servers with these ids, in this order; `gone` ones included."""
        return await self._ecs.servers(server_ids)

    async def server(self, server_id: str) -> Server:
        """One server; Refused with status 404 when there is none."""
        return await self._ecs.server(server_id)

    async def projects(self, name: str | None = None) -> tuple[Project, ...]:
        """The projects this credential reaches, by exact name if given."""
        return await self._iam.projects(name)
