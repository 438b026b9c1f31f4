import pytest

from drilltui.sandbox.refusals import Refusal
from drilltui.sandbox.servers import ServerFilter
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site, after


def test_servers_are_filtered() -> None:
    site = Site()

    def names(**wanted: str) -> list[str]:
        found = site.world.servers.servers(site.project, ServerFilter(**wanted), START)
        return [server.name for server in found]

    assert names(name="pay-app") == ["pay-app-01"] * 2 + ["pay-app-02"] * 2
    assert names(name="pay.app.01") == ["pay-app-01"] * 2
    assert names(name="pay*") == []
    assert names(name="kiosk", status="SHUTOFF") == ["kiosk-01"]
    assert names(flavor="m6.2xlarge.8") == ["pay-db-01"] * 2
    assert set(names(address="10.20.16.10")) == {"pay-db-01"}
    assert names(address="10.20.16.1") == []
    assert "pay-db-01" in names(address_part="20.16.1")


def test_an_invalid_instance_has_lost_its_production_server() -> None:
    site = Site()
    (instance,) = site.world.protection.instances_of(site.group("pg-old-erp"))
    with pytest.raises(Refusal, match=r"Ecs\.0114"):
        site.world.servers.server(site.project, instance.source_server, START)
    standby = site.world.servers.server(site.project, instance.target_server, START)
    assert standby.status(START) == "SHUTOFF"


def test_every_production_address_is_held_by_one_pair_of_servers() -> None:
    site = Site()
    servers = site.world.servers.servers(site.project, ServerFilter(status="ACTIVE"), START)
    drilled = {one.server_id for drill in site.drills(START) for one in drill.servers}
    held = [
        (nic.subnet_id, nic.address)
        for server in servers
        if server.id not in drilled
        for nic in server.nics
    ]
    assert len(set(held)) == len(held)


def test_a_server_is_built_before_it_has_addresses() -> None:
    site = Site()
    drill = site.create("pg-intranet", START)
    part = drill.creation.sub_jobs[1]
    server = site.world.servers.blueprint(drill.servers[0].server_id)
    assert part.begins < server.created < server.built == part.ends
    found = site.world.servers.servers(
        site.project, ServerFilter(address=server.nics[0].address), server.created
    )
    assert server not in found
    assert not server.is_there(after(0))
