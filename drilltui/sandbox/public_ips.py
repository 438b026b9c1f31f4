"""Elastic IPs.

Source: EIP API reference v1, "Querying EIPs".
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.server_register import Servers


@dataclass(frozen=True, slots=True)
class PublicIp:
    """An elastic IP, bound to a port of ``server_id`` that has ``private_address``, or to none."""

    id: str
    project_id: str
    address: str
    bandwidth: str
    created: datetime
    enterprise_project: str = DEFAULT_PROJECT
    server_id: str = ""
    port_id: str = ""
    private_address: str = ""


class PublicIps:
    """Every elastic IP. One is bound for as long as its server is there, and stays without it.

    One may be put down before it is there.
    """

    def __init__(self, servers: Servers, public_ips: Iterable[PublicIp]) -> None:
        self._servers = servers
        self._public_ips: list[PublicIp] = []
        self._by_port: dict[str, PublicIp] = {}
        self.add(public_ips)

    def add(self, public_ips: Iterable[PublicIp]) -> None:
        """Take in elastic IPs."""
        for one in public_ips:
            self._public_ips.append(one)
            self._by_port[one.port_id] = one

    def public_ips(self, project_id: str, now: datetime) -> list[PublicIp]:
        """Those of the project, bound or not."""
        return [
            self._as_it_is(one, now)
            for one in self._public_ips
            if one.project_id == project_id and one.created <= now
        ]

    def bound_to(self, port_id: str, now: datetime) -> PublicIp | None:
        """The elastic IP of a port of a server that is there, if it has one."""
        one = self._by_port.get(port_id)
        return one if one is not None and one.created <= now else None

    def _as_it_is(self, one: PublicIp, now: datetime) -> PublicIp:
        if not one.server_id or self._servers.find(one.project_id, one.server_id, now):
            return one
        return replace(one, server_id="", port_id="", private_address="")
