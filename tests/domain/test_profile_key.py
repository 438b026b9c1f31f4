from __future__ import annotations

import pytest

from drilltui.domain.field import Problem
from drilltui.domain.profile import SERVICES, AuthMethod, Profile
from drilltui.domain.profile_key import FLAT_KEYS, read_value, values_of, with_values

ID = "0123456789abcdef0123456789abcdef"
FULL = Profile(
    "prod",
    region="eu-de",
    cloud="otc.t-systems.com",
    auth=AuthMethod.PASSWORD,
    project_id=ID,
    user="drill-operator",
    domain="OTC0001",
    user_id=ID,
    passcode=True,
    readonly=True,
    rto_minutes=30,
    ca_file="/etc/ca.pem",
    endpoints={service: f"https://{service}.example" for service in SERVICES},
)


def test_a_profile_is_its_values() -> None:
    assert tuple(values_of(FULL)) == FLAT_KEYS
    assert with_values(Profile("prod"), values_of(FULL)) == FULL
    assert values_of(Profile("new")) == {"auth": "aksk"}


@pytest.mark.parametrize("key", FLAT_KEYS)
def test_each_value_of_a_profile_can_be_read(key: str) -> None:
    assert read_value(key, values_of(FULL)[key]) == values_of(FULL)[key]


@pytest.mark.parametrize("key", FLAT_KEYS)
def test_a_value_of_another_kind_is_a_problem(key: str) -> None:
    wrongs: tuple[object, ...] = ([], {}, 1.5, None, -1)
    for wrong in wrongs:
        assert isinstance(read_value(key, wrong), Problem)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("region", "EU"),
        ("cloud", "otc"),
        ("cloud", "https://otc.t-systems.com"),
        ("auth", ""),
        ("auth", "AKSK"),
        ("project_id", "abc"),
        ("user_id", "abc"),
        ("user", "a\x1b[2Jb"),
        ("domain", "a\u202eb"),
        ("ca_file", "/a\0b"),
        ("ca_file", "company.pem"),
        ("user", "x" * 1025),
        ("readonly", "true"),
        ("rto_minutes", 0),
        ("rto_minutes", True),
        ("rto_minutes", 10**30),
        ("endpoints.sdrs", "http://far.example"),
        ("endpoints.sdrs", "https://user:password@a.example"),
    ],
)
def test_a_value_that_cannot_be_is_a_problem(key: str, wrong: object) -> None:
    assert isinstance(read_value(key, wrong), Problem)


def test_an_empty_text_says_nothing() -> None:
    assert read_value("project_id", "") == ""
    assert read_value("endpoints.iam", "") == ""


def test_an_endpoint_is_kept_in_its_one_form() -> None:
    assert read_value("endpoints.vpc", f"VPC.example/v1/{ID}") == "https://vpc.example"
    assert read_value("endpoints.sdrs", "http://127.0.0.1:8765/") == "http://127.0.0.1:8765"
