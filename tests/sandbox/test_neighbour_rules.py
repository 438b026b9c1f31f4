"""What a scenario may not say of the services next to SDRS."""

from pathlib import Path

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.scenario import ScenarioError
from tests.sandbox.cloud import START
from tests.sandbox.test_scenario_file import SMALL, load

PROJECT = 'project = "r-1"'


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("[quotas]\nvpc = -2", "quotas.vpc must be -1 (unlimited) or more."),
        ("[quotas]\nvcp = 1", "quotas.unknown key 'vcp' (did you mean 'vpc'?)."),
        (
            '[[enterprise_projects]]\nname = "default"',
            "there are two of enterprise project 'default'.",
        ),
        (
            '[neighbours]\nenterprise_projects = false\n[[enterprise_projects]]\nname = "e"',
            "there are enterprise_projects but neighbours.enterprise_projects says no.",
        ),
        ('[[key_pairs]]\nproject = "x"\nname = "k"', "key pair 'k': there is no project 'x'."),
        (
            f'[[key_pairs]]\n{PROJECT}\nname = "k"\n[[key_pairs]]\n{PROJECT}\nname = "k"',
            "there are two of key pair 'k'.",
        ),
        (
            f'[[security_groups]]\n{PROJECT}\nname = "default"',
            "the security group 'default' is always there.",
        ),
        (
            f'[[security_groups]]\n{PROJECT}\nname = "s"\nenterprise_project = "e"',
            "there is no enterprise project 'e'.",
        ),
        (
            f'[[acls]]\n{PROJECT}\nname = "a"\nrules = [{{ direction = "in", action = "deny" }}]',
            "ACL 'a': a rule's direction must be one of 'ingress', 'egress'.",
        ),
        (f'[[public_ips]]\n{PROJECT}\naddress = "1.2.3"', "it is not an IPv4 address."),
        (
            f'[[public_ips]]\n{PROJECT}\naddress = "80.0.0.1"\ninstance = "j"',
            "public IP '80.0.0.1': there is no instance 'j' in project 'r-1'.",
        ),
        (f'[[volumes]]\n{PROJECT}\nname = "d"\nsize = 0', "volume 'd': size must be 1 or more."),
    ],
)
def test_of_projects(tmp_path: Path, table: str, complaint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, f"{SMALL}{table}\n")
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "i"', 'name = "i", key = "k"', "there is no key pair 'k' in project 'r-1'."),
        (
            'name = "i"',
            'name = "i", security_groups = ["s"]',
            "instance 'i': there is no security group 's' in project 'r-1'.",
        ),
        (
            'name = "i"',
            'name = "i", enterprise_project = "e"',
            "instance 'i': there is no enterprise project 'e'.",
        ),
        ('name = "v"', 'name = "v"\nacl = "a"', "VPC 'v': there is no ACL 'a' in project 'r-1'."),
        ('name = "s"', 'name = "s", acl = "a"', "VPC 'v': there is no ACL 'a' in project 'r-1'."),
        ('name = "s"', 'name = "s", route_table = "r"', "there is no route table 'r'."),
        ('name = "s"', 'name = "s", available = -1', "subnet 's': available must be 0 or more."),
        ('name = "s"', 'name = "s", gateway = "10.1.0.1"', "the gateway '10.1.0.1' is not in it."),
        (
            'name = "v"',
            'name = "v"\nroute_tables = [{ name = "rtb-v" }]',
            "there are two of route table 'rtb-v'.",
        ),
        (
            'name = "v"',
            'name = "v"\nservers = [{ name = "f", subnet = "t" }]',
            "server 'f': there is no subnet 't' in VPC 'v'.",
        ),
        (
            'name = "v"',
            'name = "v"\nservers = [{ name = "f", subnet = "s", address = "10.0.1.1" }]',
            "server 'f': the address '10.0.1.1' is not in 10.0.0.0/24.",
        ),
        (
            'name = "v"',
            'name = "v"\nservers = [{ name = "f", subnet = "s", flavor = "x" }]',
            "server 'f': unknown flavor 'x'.",
        ),
    ],
)
def test_of_networks_and_servers(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, SMALL.replace(old, new))
    assert complaint in str(caught.value)


def test_two_servers_cannot_have_one_address(tmp_path: Path) -> None:
    server = 'name = "v"\nservers = [{ name = "f", subnet = "s", address = "10.0.0.10" }]'
    scenario = load(tmp_path, SMALL.replace('name = "v"', server))
    with pytest.raises(ScenarioError, match=r"'f' cannot have the address 10\.0\.0\.10 in subnet"):
        open_world(scenario, START, 1)
