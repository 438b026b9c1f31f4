"""What each role is good for, and in which words it is refused."""

from contextlib import suppress

import pytest

from drilltui.sandbox.accounts import User
from drilltui.sandbox.refusals import PolicyRefusal, Refusal
from drilltui.sandbox.rights import ROLES, check_right

SERVICES = ("SDRS", "VPC", "Ecs", "EVS", "EPS")


def user(*roles: str, denied: str = "gateway") -> User:
    return User("u" * 32, "someone", "secret", (), roles=roles, denied=denied)


def rights(*roles: str) -> set[str]:
    """What somebody with these roles may do, written ``SDRS GET``."""
    found = set()
    for service in SERVICES:
        for method in ("GET", "POST", "PUT", "DELETE"):
            with suppress(Refusal):
                check_right(user(*roles), service, method)
                found.add(f"{service} {method}")
    return found


READING = {f"{service} GET" for service in SERVICES}
CHANGES = {f"{service} {method}" for service in SERVICES for method in ("POST", "PUT", "DELETE")}


def of(service: str) -> set[str]:
    return {right for right in READING | CHANGES if right.startswith(f"{service} ")}


def test_what_roles_are_good_for() -> None:
    assert rights() == set()
    assert rights("te_admin") == READING | CHANGES
    assert rights("sdrs_adm", "readonly", "server_adm") == READING | CHANGES - of("EPS")
    assert rights("readonly") == READING
    assert rights("vpc_netadm") == of("VPC")
    assert rights("server_adm") == of("VPC") | of("Ecs") | of("EVS")
    assert rights("sdrs_adm") == {"SDRS GET"}  # the roles it depends on are missing
    assert rights("sdrs_adm", "readonly") == READING
    assert rights(*ROLES) == READING | CHANGES


def test_the_gateway_refuses_all_services_alike() -> None:
    for service in SERVICES:
        with pytest.raises(Refusal) as caught:
            check_right(user(), service, "GET")
        assert (caught.value.code, caught.value.status) == ("APIGW.0302", 403)


@pytest.mark.parametrize(
    ("roles", "service", "method", "code", "status"),
    [
        ((), "SDRS", "GET", "SDRS.0003", 400),
        (("sdrs_adm",), "SDRS", "POST", "SDRS.0004", 400),
        (("readonly",), "SDRS", "POST", "SDRS.0005", 400),
        (("server_adm",), "SDRS", "GET", "SDRS.0005", 400),
        ((), "VPC", "GET", "VPC.0010", 403),
        ((), "Ecs", "GET", "Ecs.0003", 403),
        ((), "EVS", "GET", "EVS.0003", 403),
        (("server_adm",), "EPS", "GET", "EPS.0004", 403),
    ],
)
def test_a_service_refuses_in_its_own_codes(
    roles: tuple[str, ...], service: str, method: str, code: str, status: int
) -> None:
    with pytest.raises(Refusal) as caught:
        check_right(user(*roles, denied="service"), service, method)
    assert (caught.value.code, caught.value.status) == (code, status)


def test_a_policy_refuses_without_a_code() -> None:
    for service in ("SDRS", "Ecs", "EVS", "EPS"):
        with pytest.raises(PolicyRefusal, match=f"Policy doesn't allow {service.lower()}:"):
            check_right(user(denied="policy"), service, "GET")
    with pytest.raises(Refusal, match=r"VPC\.0010"):
        check_right(user(denied="policy"), "VPC", "GET")
