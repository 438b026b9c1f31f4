import pytest

from drilltui.sandbox.network_genesis import Addresses
from drilltui.sandbox.networks import Subnet
from drilltui.sandbox.scenario import ScenarioError
from tests.sandbox.cloud import START


def subnet(cidr: str, identifier: str = "s") -> Subnet:
    return Subnet(identifier, "p", "v", "subnet-a", cidr, "10.0.0.1", "z", "n", START)


def test_addresses_are_handed_out_in_turn_and_for_each_subnet_by_itself() -> None:
    addresses = Addresses()
    one, other = subnet("10.0.0.0/24", "one"), subnet("10.0.0.0/24", "other")
    assert [addresses.next_in(one) for _ in range(2)] == ["10.0.0.10", "10.0.0.11"]
    assert addresses.next_in(other) == "10.0.0.10"
    assert Addresses(skipped=250).next_in(subnet("10.0.0.0/23")) == "10.0.1.4"


def test_the_last_address_is_for_broadcasts() -> None:
    addresses, small = Addresses(), subnet("10.0.0.0/28")
    assert [addresses.next_in(small) for _ in range(5)][-1] == "10.0.0.14"
    for _ in range(2):
        with pytest.raises(ScenarioError, match=r"'subnet-a' \(10\.0\.0\.0/28\) has no address"):
            addresses.next_in(small)
