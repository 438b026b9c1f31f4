"""Elastic IPs.

Source: EIP API reference v1, "Querying EIPs".
"""

from dataclasses import dataclass
from datetime import datetime

from drilltui.sandbox.enterprise_projects import DEFAULT_PROJECT


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
