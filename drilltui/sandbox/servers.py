"""Servers (ECS): those in production, those that stand by, and those of a drill.

Source: API reference, neighbour services, ECS.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT
from drilltui.sandbox.security_groups import DEFAULT_GROUP


@dataclass(frozen=True, slots=True)
class Nic:
    """A network card and the address it holds in its subnet."""

    subnet_id: str
    address: str
    mac: str
    port_id: str


@dataclass(frozen=True, slots=True)
class Volume:
    """A disk of ``size`` GB, attached as ``device``."""

    id: str
    device: str
    size: int = 40
    type: str = "SAS"


@dataclass(frozen=True, slots=True)
class Flavor:
    """A specification: cores and memory in MB."""

    name: str
    cores: int
    memory: int


#: The specifications the sandbox knows, by name.
FLAVORS: Final = {
    flavor.name: flavor
    for flavor in (
        Flavor("s6.medium.2", 1, 2048),
        Flavor("s6.large.2", 2, 4096),
        Flavor("c6.xlarge.4", 4, 16384),
        Flavor("m6.2xlarge.8", 8, 65536),
    )
}


#: The image of a server that its scenario says nothing of, by its operating system.
USUAL_IMAGES: Final = {
    "Linux": "EulerOS 2.9 64bit",
    "Windows": "Windows Server 2019 Standard 64bit English",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A server, there from ``created`` until ``gone`` (None: it stays).

    It is ``BUILD`` and has no addresses until ``built``, and is in ``settled`` from then on.
    ``image`` names what it was made from, ``key`` its key pair, if it has one, and ``groups`` its
    security groups. ``leaves`` is what does not go with it: ``"disk"``, ``"port"``.
    """

    id: str
    project_id: str
    name: str
    settled: str
    flavor: Flavor
    system: str
    zone: str
    vpc_id: str
    nics: tuple[Nic, ...]
    volumes: tuple[Volume, ...]
    created: datetime
    built: datetime
    gone: datetime | None = None
    image: str = ""
    key: str = ""
    enterprise_project: str = DEFAULT_PROJECT
    groups: tuple[str, ...] = (DEFAULT_GROUP,)
    leaves: frozenset[str] = frozenset()

    def is_there(self, now: datetime) -> bool:
        """Whether ECS knows the server at ``now``."""
        return self.created <= now and (self.gone is None or now < self.gone)

    def holds(self, kind: str, now: datetime) -> bool:
        """Whether its ports or disks are there, or about to be, with it or left behind."""
        return self.gone is None or now < self.gone or kind in self.leaves

    def status(self, now: datetime) -> str:
        """The server's status in the words of ECS."""
        return self.settled if now >= self.built else "BUILD"

    def addresses(self, now: datetime) -> tuple[Nic, ...]:
        """The cards that hold an address at ``now``."""
        return self.nics if now >= self.built else ()


@dataclass(frozen=True, slots=True)
class ServerFilter:
    """What a list of servers is narrowed by; a field that is empty narrows nothing.

    ``name`` is found anywhere in a name, and its dots stand for any character.
    """

    name: str = ""
    status: str = ""
    address_part: str = ""
    address: str = ""
    flavor: str = ""
    enterprise_project: str = ""

    def select(self, servers: Iterable[Server], now: datetime) -> list[Server]:
        """The servers that are there at ``now`` and pass."""
        pattern = re.compile(".".join(re.escape(part) for part in self.name.split(".")), re.DOTALL)
        return [
            server
            for server in servers
            if server.is_there(now)
            and pattern.search(server.name)
            and (not self.status or server.status(now) == self.status)
            and (not self.flavor or server.flavor.name == self.flavor)
            and self.enterprise_project in ("", server.enterprise_project)
            and self._has_address(server, now)
        ]

    def _has_address(self, server: Server, now: datetime) -> bool:
        if not (self.address or self.address_part):
            return True
        return any(
            self.address_part in nic.address and self.address in ("", nic.address)
            for nic in server.addresses(now)
        )
