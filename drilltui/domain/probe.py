"""Probes of drill servers: what would be run, word by word, and what came of it. Pure.

A command is a list of words and no shell reads it. What the cloud tells goes into it only where it
can be nothing but an address or a name: never an option, never a second word.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drilltui.domain.language import marked, tr
from drilltui.domain.server import Server

USUAL_SECONDS: Final = 10.0
MOST_SECONDS: Final = 300.0
"""A probe is time-boxed; longer than this is no probe."""

PLACEHOLDERS: Final = ("address", "name", "server_id")
"""What a command may have filled in: ``{address}``, ``{name}``, ``{server_id}``."""

_PLACE = re.compile(r"\{([a-z_]+)\}")
_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Probe:
    """What a person lets look at a server: a `command`, or a `tcp` port that has to answer."""

    title: str
    command: tuple[str, ...] = ()
    tcp: int | None = None
    seconds: float = USUAL_SECONDS


SSH: Final = Probe(marked("ssh answers"), tcp=22)
RDP: Final = Probe(marked("remote desktop answers"), tcp=3389)


@dataclass(frozen=True, slots=True)
class PlannedProbe:
    """A probe of one server, exactly as it would be run: nothing is filled in later.

    `command` is empty for a TCP probe of `address`, `port`. `elastic` says whether `address` is an
    elastic IP; a fixed one may be that of the production server as well, whose VPC has the same
    range.
    """

    title: str
    server_id: str
    server_name: str
    address: str
    elastic: bool
    seconds: float
    command: tuple[str, ...] = ()
    port: int | None = None

    @property
    def shown(self) -> str:
        """The exact command line, or what is connected to."""
        if self.command:
            return shlex.join(self.command)
        return tr("TCP connection to {peer}", peer=self._peer)

    @property
    def how(self) -> str:
        """How a record names it."""
        return f"command {self.shown}" if self.command else f"tcp {self._peer}"

    @property
    def _peer(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """Why a probe cannot be run on a server: one sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came of a probe. `passed` None: it could not be run, which says nothing of the server.

    `said` is what it printed or met, shortened and plain.
    """

    passed: bool | None
    said: str = ""


def unknown_place(word: str) -> str:
    """Return the first placeholder in `word` that there is none of, or ""."""
    return next((name for name in _PLACE.findall(word) if name not in PLACEHOLDERS), "")


def probes_for(server: Server, own: Sequence[Probe]) -> tuple[Probe, ...]:
    """Return the probes of a server: own ones first, then whether its usual login answers."""
    usual = RDP if server.system.lower() == "windows" else SSH
    return (*own, usual)


def plan(probe: Probe, server: Server) -> PlannedProbe | NotPlanned:
    """Return the probe with all filled in, or why it cannot be run."""
    found = [one for one in server.addresses if _is_address(one.ip)]
    found.sort(key=lambda one: not one.elastic)
    needs = probe.tcp is not None or any("{address}" in word for word in probe.command)
    if needs and not found:
        return NotPlanned(tr("{name} has no address yet", name=server.name or server.id))
    address = found[0] if found else None
    ip = address.ip if address else ""
    values = {"address": ip, "name": server.name, "server_id": server.id}
    for used in _used(probe.command):
        if used != "address" and not _HARMLESS.fullmatch(values[used]):
            return NotPlanned(tr("the {used} of this server cannot stand in a command", used=used))
    return PlannedProbe(
        probe.title,
        server.id,
        server.name,
        ip,
        bool(address and address.elastic),
        probe.seconds,
        tuple(_filled(word, values) for word in probe.command),
        probe.tcp,
    )


def _used(command: Iterable[str]) -> list[str]:
    return [name for word in command for name in _PLACE.findall(word) if name in PLACEHOLDERS]


def _filled(word: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), word)


def _is_address(text: str) -> bool:
    import ipaddress  # only who plans a probe needs it

    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return False
    # Behind a % an address may say anything.
    return not found.is_unspecified and "%" not in text
