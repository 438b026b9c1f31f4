"""Elastic cloud servers, as far as a drill needs them (ECS API v1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from drilltui.domain.json_value import JsonObject


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a server; `kind` is ``fixed`` or ``floating`` (an elastic IP)."""

    ip: str
    kind: str = "fixed"
    port_id: str = ""

    @property
    def elastic(self) -> bool:
        """True for an elastic IP: a delete of the server unbinds it and leaves it to be paid."""
        return self.kind == "floating"


@dataclass(frozen=True, slots=True)
class Server:
    """A server. `status` is the service's word (``BUILD``, ``ACTIVE`` ...), empty when it is gone.

    A list answers an unknown id with an item of only `id` and `fault`: then `gone` is true.
    """

    id: str
    name: str = ""
    status: str = ""
    addresses: tuple[Address, ...] = ()
    zone: str = ""
    flavor: str = ""
    vpc_id: str = ""
    fault: str = ""
    system: str = ""
    """``Linux`` or ``Windows``, as the image says (``metadata.os_type``); empty: not told."""
    image: str = ""
    key_name: str = ""
    enterprise_project_id: str = ""
    security_group_ids: tuple[str, ...] = ()
    volume_ids: tuple[str, ...] = ()
    created_at: datetime | None = None
    cores: int | None = None
    memory_mb: int | None = None
    raw: JsonObject = field(default_factory=dict, compare=False, repr=False)

    @property
    def fixed_addresses(self) -> tuple[Address, ...]:
        """Its addresses in VPCs."""
        return tuple(one for one in self.addresses if not one.elastic)

    @property
    def gone(self) -> bool:
        """True when the service does not have this server (any more)."""
        return not self.status
