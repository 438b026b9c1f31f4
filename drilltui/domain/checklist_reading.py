"""Which items of the checklist the cloud itself shows as done. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from drilltui.domain.checklist_conditions import CONDITIONS, UNSEEN
from drilltui.domain.cloud_id import folded, same_id
from drilltui.domain.drill import Drill, DrillDraft
from drilltui.domain.language import tr
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.server import Server

Servers: TypeAlias = Mapping[str, Server]


def lacking(key: str, facts: Facts, drill: Drill, servers: Servers) -> bool | None:
    """Return whether the item `key` is still to be done for `drill`; None where no read tells.

    `facts` are those of now, with the drill's VPC for the chosen one; `servers` are the drill's
    servers by id, as far as they are there.
    """
    reading = _READINGS.get(key)
    return reading(facts, drill, servers) if reading else None


def _of_network(key: str) -> Callable[[Facts, Drill, Servers], bool | None]:
    def reading(facts: Facts, drill: Drill, _servers: Servers) -> bool | None:
        if not drill.vpc_id:
            return None  # it is being made
        about = CONDITIONS[key](facts, DrillDraft(drill.group_id, drill.name, drill.vpc_id))
        return None if about and about.startswith(tr(UNSEEN)) else about is not None

    return reading


def _enterprise_project(facts: Facts, drill: Drill, servers: Servers) -> bool | None:
    """Each drill server has to be in the project of the server it is made from."""
    if isinstance(facts.standby, Unseen) or isinstance(facts.instances, Unseen):
        return None
    standby = {folded(one.id): one for one in facts.standby.values()}
    for made in drill.servers:
        instance = next((one for one in facts.instances if same_id(one.id, made.instance_id)), None)
        server = servers.get(made.server_id)
        if instance is None or server is None or server.gone:
            return None
        ids = (instance.source_server_id, instance.target_server_id)
        origin = next((standby[folded(one)] for one in ids if folded(one) in standby), None)
        if origin is None:
            return None
        if (server.enterprise_project_id or "0") != (origin.enterprise_project_id or "0"):
            return True
    return False if drill.servers else None


_READINGS: Final[Mapping[str, Callable[[Facts, Drill, Servers], bool | None]]] = {
    "acl": _of_network("acl"),
    "routes": _of_network("routes"),
    "enterprise-project": _enterprise_project,
}
