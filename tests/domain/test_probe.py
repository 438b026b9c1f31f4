from __future__ import annotations

import pytest

from drilltui.domain.probe import RDP, SSH, NotPlanned, PlannedProbe, Probe, plan, probes_for
from drilltui.domain.server import Address, Server

SERVER = Server("server-1", "pay-app-01", "ACTIVE", (Address("10.20.0.10"),))
WEB = Probe("web", ("curl", "-fsS", "http://{address}/{name}", "{server_id}", '{"a": 1}'))


def planned(probe: Probe, server: Server = SERVER) -> PlannedProbe:
    found = plan(probe, server)
    assert isinstance(found, PlannedProbe)
    return found


def test_a_command_is_filled_in_word_by_word() -> None:
    found = planned(WEB)
    assert found.command == (
        "curl",
        "-fsS",
        "http://10.20.0.10/pay-app-01",
        "server-1",
        '{"a": 1}',
    )
    assert found.shown == """curl -fsS http://10.20.0.10/pay-app-01 server-1 '{"a": 1}'"""
    assert found.how == f"command {found.shown}"


def test_a_port_is_told_with_its_address() -> None:
    found = planned(SSH)
    assert (found.command, found.port, found.seconds) == ((), 22, 10.0)
    assert found.shown == "TCP connection to 10.20.0.10:22"
    assert found.how == "tcp 10.20.0.10:22"


def test_an_elastic_address_goes_first_and_is_told() -> None:
    both = (Address("10.20.0.10"), Address("80.1.2.3", "floating"))
    server = Server("server-1", "pay-app-01", "ACTIVE", both)
    assert (planned(SSH, server).address, planned(SSH, server).elastic) == ("80.1.2.3", True)
    assert not planned(SSH).elastic


def test_the_sixth_version_stands_in_brackets() -> None:
    server = Server("server-1", "a", "ACTIVE", (Address("2001:db8::1"),))
    assert planned(SSH, server).how == "tcp [2001:db8::1]:22"


@pytest.mark.parametrize("name", ["-oProxyCommand=sh", "a b", "", "a\nb", "$(x)", "演练", "../x"])
def test_a_name_that_could_be_more_than_a_name_is_not_filled_in(name: str) -> None:
    server = Server("server-1", name, "ACTIVE", (Address("10.20.0.10"),))
    assert isinstance(plan(WEB, server), NotPlanned)
    assert isinstance(plan(SSH, server), PlannedProbe)  # it needs no name


@pytest.mark.parametrize("ip", ["", "-h", "10.20.0.10 -x", "fe80::1%-x", "0.0.0.0", "evil.example"])
def test_only_an_address_is_an_address(ip: str) -> None:
    server = Server("server-1", "pay-app-01", "ACTIVE", (Address(ip),))
    assert plan(SSH, server) == NotPlanned("pay-app-01 has no address yet")
    assert planned(Probe("local", ("true", "{name}")), server).command == ("true", "pay-app-01")


def test_what_answers_a_login_is_asked_last() -> None:
    assert probes_for(SERVER, [WEB]) == (WEB, SSH)
    assert probes_for(Server("s", system="Windows"), []) == (RDP,)
