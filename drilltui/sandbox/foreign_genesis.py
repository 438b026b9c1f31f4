"""From a scenario to servers that no protection group knows."""

from collections.abc import Container
from datetime import timedelta
from typing import Final

from drilltui.sandbox.identifiers import Identifiers
from drilltui.sandbox.neighbour_tables import ForeignServerTable
from drilltui.sandbox.network_genesis import Addresses
from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.servers import FLAVORS, USUAL_IMAGES, Nic, Server, Volume

#: It came this long after its subnet.
_LATER: Final = timedelta(minutes=5)


_SYSTEM: Final = "Linux"


def foreign_server(
    table: ForeignServerTable,
    subnet: Subnet,
    addresses: Addresses,
    taken: Container[str],
    ids: Identifiers,
) -> Server:
    """The running server that ``table`` tells, in ``subnet``.

    Raises ``ScenarioError`` when its address is among the ``taken`` ones, or none is left.
    """
    address = table.address or _next_free(subnet, addresses, taken)
    if address in taken:
        raise ScenarioError(
            f"Server {table.name!r} cannot have the address {address} in subnet "
            f"{subnet.name!r}: another server has it."
        )
    created = subnet.created + _LATER
    return Server(
        id=ids.uuid(),
        project_id=subnet.project_id,
        name=table.name,
        settled="ACTIVE",
        flavor=FLAVORS[table.flavor],
        system=_SYSTEM,
        zone=subnet.zone,
        vpc_id=subnet.vpc_id,
        nics=(Nic(subnet.id, address, ids.mac(), ids.uuid()),),
        volumes=(Volume(ids.uuid(), "/dev/vda"),),
        created=created,
        built=created,
        image=USUAL_IMAGES[_SYSTEM],
        key=table.key,
    )


def _next_free(subnet: Subnet, addresses: Addresses, taken: Container[str]) -> str:
    address = addresses.next_in(subnet)
    while address in taken:
        address = addresses.next_in(subnet)
    return address
