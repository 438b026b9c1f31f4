"""From a scenario to what the account has at the services next to SDRS."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from drilltui.sandbox.enterprise_projects import (
    DEFAULT_NAME,
    DEFAULT_PROJECT,
    EnterpriseProject,
)
from drilltui.sandbox.firewalls import Firewall, FirewallRule
from drilltui.sandbox.holdings import Holdings
from drilltui.sandbox.identifiers import Identifiers, identifiers_for
from drilltui.sandbox.key_pairs import KeyPair
from drilltui.sandbox.neighbour_tables import AclTable, KeyPairTable, PublicIpTable
from drilltui.sandbox.neighbours import Neighbours
from drilltui.sandbox.networks import Network
from drilltui.sandbox.public_ips import PublicIp
from drilltui.sandbox.scenario import Scenario
from drilltui.sandbox.security_groups import DEFAULT_GROUP, SecurityGroup
from drilltui.sandbox.servers import Server
from drilltui.sandbox.volumes import Disk, Snapshot

#: How the public key of an Ed25519 pair begins (RFC 8709): the name of the kind, and a length.
_KEY_HEAD: Final = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"


class NeighbourMaker:
    """Makes what ``scenario`` tells; ``projects`` has the IDs of its projects by their names.

    All of it is there from ``created`` on.
    """

    def __init__(
        self, scenario: Scenario, projects: Mapping[str, str], created: datetime, seed: int
    ) -> None:
        self._scenario = scenario
        self._projects = projects
        self._created = created
        self._seed = seed
        #: The IDs of the enterprise projects by their names, ``""`` for the default one.
        self.enterprise_projects = {"": DEFAULT_PROJECT, DEFAULT_NAME: DEFAULT_PROJECT} | {
            one.name: self._ids("enterprise project", one.name).uuid()
            for one in scenario.enterprise_projects
        }

    def neighbours(
        self, networks: Mapping[tuple[str, str], Network], holdings: Holdings
    ) -> Neighbours:
        """The account's neighbours, over ``networks`` found by project and VPC name."""
        told = self._scenario
        return Neighbours(
            offered=told.neighbours,
            limits=told.quotas,
            enterprise_projects=self._all_enterprise_projects(),
            key_pairs=tuple(self._key_pair(one) for one in told.key_pairs),
            security_groups=self._all_security_groups(),
            firewalls=tuple(self._firewall(one, networks) for one in told.acls),
            public_ips=tuple(self._public_ip(one, holdings) for one in told.public_ips),
        )

    def loose(self) -> tuple[list[Disk], list[Snapshot]]:
        """The disks that no server has, and their snapshots."""
        disks, snapshots = [], []
        for table in self._scenario.volumes:
            project_id = self._projects[table.project]
            ids = self._ids("volume", table.project, table.name)
            disk = Disk(
                id=ids.uuid(),
                project_id=project_id,
                name=table.name,
                size=table.size,
                type=table.type,
                zone=self._scenario.account.zones[1],
                created=self._created,
            )
            disks.append(disk)
            snapshots += [
                Snapshot(ids.uuid(), project_id, name, disk.id, disk.size, self._created)
                for name in table.snapshots
            ]
        return disks, snapshots

    def _all_enterprise_projects(self) -> tuple[EnterpriseProject, ...]:
        if not self._scenario.neighbours.enterprise_projects:
            return ()
        default = EnterpriseProject(DEFAULT_PROJECT, DEFAULT_NAME, "", True, self._created)
        own = (
            EnterpriseProject(
                self.enterprise_projects[one.name],
                one.name,
                one.description,
                one.enabled,
                self._created,
            )
            for one in self._scenario.enterprise_projects
        )
        return (default, *own)

    def _all_security_groups(self) -> tuple[SecurityGroup, ...]:
        defaults = (
            SecurityGroup(
                self._ids("security group", name, DEFAULT_GROUP).uuid(), project_id, DEFAULT_GROUP
            )
            for name, project_id in self._projects.items()
        )
        own = (
            SecurityGroup(
                self._ids("security group", one.project, one.name).uuid(),
                self._projects[one.project],
                one.name,
                one.description,
                self.enterprise_projects[one.enterprise_project],
            )
            for one in self._scenario.security_groups
        )
        return (*defaults, *own)

    def _key_pair(self, table: KeyPairTable) -> KeyPair:
        ids = self._ids("key pair", table.project, table.name)
        bits = _KEY_HEAD + bytes.fromhex(ids.hex32() + ids.hex32())
        key = f"ssh-ed25519 {base64.b64encode(bits).decode()} Generated-by-Sandbox"
        return KeyPair(self._projects[table.project], table.name, key)

    def _firewall(self, table: AclTable, networks: Mapping[tuple[str, str], Network]) -> Firewall:
        ids = self._ids("acl", table.project, table.name)
        return Firewall(
            id=ids.uuid(),
            project_id=self._projects[table.project],
            name=table.name,
            description=table.description,
            enabled=table.enabled,
            subnet_ids=tuple(
                made.id
                for vpc in self._scenario.vpcs
                if vpc.project == table.project
                for subnet, made in zip(
                    vpc.subnets, networks[vpc.project, vpc.name].subnets, strict=True
                )
                if (subnet.acl or vpc.acl) == table.name
            ),
            rules=tuple(
                FirewallRule(
                    ids.uuid(),
                    rule.direction,
                    rule.action,
                    rule.protocol,
                    rule.source,
                    rule.destination,
                    rule.ports,
                )
                for rule in table.rules
            ),
            created=self._created,
        )

    def _public_ip(self, table: PublicIpTable, holdings: Holdings) -> PublicIp:
        project_id = self._projects[table.project]
        unbound = PublicIp(
            id=self._ids("public ip", table.project, table.address).uuid(),
            project_id=project_id,
            address=table.address,
            bandwidth=table.bandwidth or f"bandwidth-{table.address}",
            created=self._created,
            enterprise_project=self.enterprise_projects[table.enterprise_project],
        )
        if not table.instance:
            return unbound
        server = _in_production(holdings, project_id, table.instance)
        card = server.nics[0]
        return replace(
            unbound, server_id=server.id, port_id=card.port_id, private_address=card.address
        )

    def _ids(self, *labels: str) -> Identifiers:
        return identifiers_for(self._seed, *labels)


def _in_production(holdings: Holdings, project_id: str, name: str) -> Server:
    """The server in production of the instance ``name``, which the scenario's rules ask for."""
    return next(
        server
        for holding in holdings.of_project(project_id)
        for instance in holding.contents.instances
        if instance.name == name
        for server in holding.contents.servers
        if server.id == instance.production_server
    )
