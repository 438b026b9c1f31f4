"""Who is in a subnet, with which addresses."""

import pytest

from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.refusals import Refusal
from tests.sandbox.cloud import START
from tests.sandbox.worlds import Site, after


def subnet(site: Site, vpc: str, name: str) -> Subnet:
    subnets = site.world.networks.subnets(site.project, site.vpc(vpc).id, START)
    return next(one for one in subnets if one.name == name)


def test_a_foreign_server_is_in_its_subnet_and_keeps_it_from_being_deleted() -> None:
    site = Site()
    lab = subnet(site, "vpc-lab", "subnet-lab")
    (server,) = site.world.servers.in_subnet(lab, START)
    assert server.name == "lab-jumphost"
    assert site.world.servers.addresses_in(lab, START) == {"172.31.0.10"}
    assert site.world.servers.free_in(lab, START) == 250
    with pytest.raises(Refusal, match=r"VPC\.0208"):
        site.world.delete_subnet(site.project, lab.vpc_id, lab.id, START)


def test_a_pair_of_servers_holds_one_address() -> None:
    site = Site()
    office = subnet(site, "vpc-office", "subnet-office")
    servers = site.world.servers.in_subnet(office, START)
    addresses = site.world.servers.addresses_in(office, START)
    assert "10.60.0.200" in addresses
    pairs = sum(
        len(site.world.protection.instances_of(site.group(name)))
        for name in ("pg-intranet", "pg-mailrelay", "pg-old-erp", "pg-kiosk")
    )
    assert len(addresses) == pairs + 1
    assert len(servers) == 2 * pairs  # one of a pair is lost, and one server is of nobody's


def test_a_server_that_a_job_will_build_has_its_place_from_the_start() -> None:
    site = Site()
    target = subnet(site, "vpc-drill-a", "subnet-db")
    drill = site.create("pg-payments", START, vpc="vpc-drill-a")
    assert len(site.world.servers.addresses_in(target, START)) == 2
    site.world.delete_drill(site.project, drill.id, after(200))
    assert site.world.servers.addresses_in(target, after(400)) == frozenset()
