"""Quotas: how much of everything a project has, and how much it may have."""

from dataclasses import asdict
from datetime import datetime

from drilltui.sandbox.neighbour_tables import QuotasTable
from drilltui.sandbox.networks import Networks
from drilltui.sandbox.ports import all_ports
from drilltui.sandbox.public_ips import PublicIps
from drilltui.sandbox.security_groups import SecurityGroups
from drilltui.sandbox.server_register import Servers
from drilltui.sandbox.servers import Server, ServerFilter
from drilltui.sandbox.volumes import Volumes


class Quotas:
    """The quotas of every project, by the keys of ``QuotasTable``."""

    def __init__(
        self,
        limits: QuotasTable,
        networks: Networks,
        servers: Servers,
        volumes: Volumes,
        public_ips: PublicIps,
        security_groups: SecurityGroups,
    ) -> None:
        self._networks = networks
        self._servers = servers
        self._volumes = volumes
        self._public_ips = public_ips
        self._security_groups = security_groups
        self._limits: dict[str, int] = asdict(limits)

    def limit(self, kind: str) -> int:
        """How much of a kind a project may have, -1 for any number."""
        return self._limits[kind]

    def room(self, project_id: str, now: datetime) -> dict[str, int]:
        """How many more of each kind that has a limit the project may have; less than 0 is over."""
        limited = ((kind, limit) for kind, limit in self._limits.items() if limit >= 0)
        return {kind: limit - self.used(kind, project_id, now) for kind, limit in limited}

    def used(self, kind: str, project_id: str, now: datetime) -> int:
        """How much of a kind the project has."""
        match kind:
            case "vpc":
                return len(self._networks.vpcs(project_id, now))
            case "subnet":
                return len(self._networks.subnets(project_id, "", now))
            case "port":
                subnets = self._networks.subnets(project_id, "", now)
                return len(all_ports(self._servers.with_ports(project_id, now), subnets, now))
            case "public_ip":
                return len(self._public_ips.public_ips(project_id, now))
            case "security_group":
                return len(self._security_groups.groups(project_id, now))
            case "instances":
                return len(self._all_servers(project_id, now))
            case "cores":
                return sum(one.flavor.cores for one in self._all_servers(project_id, now))
            case "ram_mb":
                return sum(one.flavor.memory for one in self._all_servers(project_id, now))
            case "volumes":
                return len(self._volumes.disks(project_id, now))
            case "snapshots":
                return len(self._volumes.snapshots(project_id, now))
            case "gigabytes":
                disks = sum(disk.size for disk in self._volumes.disks(project_id, now))
                return disks + sum(one.size for one in self._volumes.snapshots(project_id, now))
        raise KeyError(kind)

    def _all_servers(self, project_id: str, now: datetime) -> list[Server]:
        return list(self._servers.servers(project_id, ServerFilter(), now))
