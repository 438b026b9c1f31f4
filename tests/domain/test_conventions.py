"""One row for each variable of each convention; a variable without a row fails."""

from __future__ import annotations

import pytest

from drilltui.domain.conventions import read_environment
from drilltui.domain.credential import Keepsake
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import SERVICES
from drilltui.domain.rules import rules
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from tests.docs import README, secret_sources

PROJECT = "0123456789abcdef0123456789abcdef"
OTC = "https://iam.eu-de.otc.t-systems.com"
BOOK = rules("conventions")

VALUES = {  # variable: what is set, the profile's key, what it says
    "HUAWEICLOUD_SDK_PROJECT_ID": (PROJECT, "project_id", PROJECT),
    "HUAWEICLOUD_SDK_IAM_ENDPOINT": (OTC, "endpoints.iam", OTC),
    "HW_REGION_NAME": ("cn-north-4", "region", "cn-north-4"),
    "HW_CLOUD": ("myhuaweicloud.eu", "cloud", "myhuaweicloud.eu"),
    "HW_AUTH_URL": (f"{OTC}:443/v3", "endpoints.iam", f"{OTC}:443"),
    "HW_PROJECT_ID": (PROJECT, "project_id", PROJECT),
    "HW_USER_NAME": ("operator", "user", "operator"),
    "HW_USER_ID": (PROJECT, "user_id", PROJECT),
    "HW_DOMAIN_NAME": ("account", "domain", "account"),
    "OS_REGION_NAME": ("eu-de", "region", "eu-de"),
    "OS_AUTH_URL": (f"{OTC}/v3", "endpoints.iam", OTC),
    "OS_PROJECT_ID": (PROJECT, "project_id", PROJECT),
    "OS_TENANT_ID": (PROJECT, "project_id", PROJECT),
    "OS_USERNAME": ("operator", "user", "operator"),
    "OS_USER_ID": (PROJECT, "user_id", PROJECT),
    "OS_USER_DOMAIN_NAME": ("OTC0001", "domain", "OTC0001"),
    "OS_DOMAIN_NAME": ("OTC0001", "domain", "OTC0001"),
    "OS_PROJECT_DOMAIN_NAME": ("OTC0001", "domain", "OTC0001"),
    "OS_CACERT": ("/etc/ssl/company.pem", "ca_file", "/etc/ssl/company.pem"),
}
SECRETS = {  # variable: its part, and with what it is whole
    "HUAWEICLOUD_SDK_AK": ("ak", {"HUAWEICLOUD_SDK_SK": "s"}),
    "HUAWEICLOUD_SDK_SK": ("sk", {"HUAWEICLOUD_SDK_AK": "a"}),
    "HUAWEICLOUD_SDK_SECURITY_TOKEN": (
        "security_token",
        {"HUAWEICLOUD_SDK_AK": "a", "HUAWEICLOUD_SDK_SK": "s"},
    ),
    "HW_ACCESS_KEY": ("ak", {"HW_SECRET_KEY": "s"}),
    "HW_SECRET_KEY": ("sk", {"HW_ACCESS_KEY": "a"}),
    "HW_SECURITY_TOKEN": ("security_token", {"HW_ACCESS_KEY": "a", "HW_SECRET_KEY": "s"}),
    "HW_USER_PASSWORD": ("password", {}),
    "OS_ACCESS_KEY": ("ak", {"OS_SECRET_KEY": "s"}),
    "OS_SECRET_KEY": ("sk", {"OS_ACCESS_KEY": "a"}),
    "OS_SECURITY_TOKEN": ("security_token", {"OS_ACCESS_KEY": "a", "OS_SECRET_KEY": "s"}),
    "OS_PASSWORD": ("password", {}),
}
UNUSED = {  # variable: a variable that makes it needless to say so
    "HUAWEICLOUD_SDK_DOMAIN_ID": "HUAWEICLOUD_SDK_PROJECT_ID",
    "HW_AUTH_TOKEN": "",
    "OS_AUTH_TOKEN": "",
    "HW_DOMAIN_ID": "HW_DOMAIN_NAME",
    "OS_USER_DOMAIN_ID": "OS_USER_DOMAIN_NAME",
    "OS_DOMAIN_ID": "OS_USER_DOMAIN_NAME",
    "HW_PROJECT_NAME": "HW_PROJECT_ID",
    "OS_PROJECT_NAME": "OS_PROJECT_ID",
    "OS_TENANT_NAME": "OS_TENANT_ID",
    "HUAWEICLOUD_SDK_REGIONS_FILE": "",
    "HUAWEICLOUD_SDK_IDP_ID": "",
    "HW_ASSUME_ROLE_AGENCY_NAME": "",
    "OS_AGENCY_NAME": "",
}
REFUSED = {"HW_INSECURE", "OS_INSECURE"}


def variables(table: str) -> set[str]:
    return {name for one in BOOK["convention"] for names in one[table].values() for name in names}


def test_every_variable_has_its_row() -> None:
    assert variables("values") == set(VALUES)
    assert variables("secrets") == set(SECRETS)
    assert set(BOOK["unused"]) == set(UNUSED)
    assert set(BOOK["refused"]) == REFUSED


@pytest.mark.parametrize("variable", VALUES)
def test_a_variable_says_a_value_and_is_its_origin(variable: str) -> None:
    text, key, value = VALUES[variable]
    (statement,) = [
        one for one in read_environment({variable: f" {text} "}).statements if one.values
    ]
    said = statement.values[key]

    assert (said.value, said.origin) == (value, Origin(OriginKind.ENVIRONMENT, variable))


@pytest.mark.parametrize("variable", SECRETS)
def test_a_variable_brings_a_part_of_a_credential(variable: str) -> None:
    part, others = SECRETS[variable]
    surroundings = read_environment({variable: "value", **others})
    (given,) = surroundings.given()

    value = getattr(given.keepsake, part)
    assert (value if isinstance(value, str) else value.reveal()) == "value"
    assert given.origin.kind is OriginKind.ENVIRONMENT
    assert given.origin.name in {variable, *others}
    assert surroundings.findings == ()


@pytest.mark.parametrize("variable", [one for one, (_, others) in SECRETS.items() if others])
def test_a_part_without_the_others_is_not_used_and_said_so(variable: str) -> None:
    surroundings = read_environment({variable: "value-of-it"})

    assert surroundings.given() == ()
    (finding,) = surroundings.findings
    assert (finding.subject, finding.verdict) == (variable, Verdict.WARN)
    assert f"{variable} is set without " in finding.seen
    assert "value-of-it" not in repr(finding)
    assert finding.remedy


@pytest.mark.parametrize(("variable", "instead"), UNUSED.items())
def test_a_variable_that_is_known_and_not_used_is_told_of(variable: str, instead: str) -> None:
    (finding,) = read_environment({variable: "value-of-it"}).findings

    assert finding.seen.startswith(f"{variable} is not used: ")
    assert "value-of-it" not in repr(finding)
    if instead:
        assert read_environment({variable: "x", instead: VALUES[instead][0]}).findings == ()


@pytest.mark.parametrize("variable", sorted(REFUSED))
def test_certificates_are_checked_whatever_is_asked(variable: str) -> None:
    for yes in ("1", "true", "TRUE", "yes"):
        (finding,) = read_environment({variable: yes}).findings
        assert finding.seen == f"{variable} is not obeyed: certificates are always checked"
        assert "ca_file" in finding.remedy
    for no in ("", "0", "false", "False", "no"):
        assert read_environment({variable: no}).findings == ()


@pytest.mark.parametrize("variable", [one for one in VALUES if "USER" not in one])
def test_a_value_that_cannot_be_is_left_out_and_told_of(variable: str) -> None:
    surroundings = read_environment({variable: "no \x1b such"})

    assert all(not one.values for one in surroundings.statements)
    (finding,) = surroundings.findings
    assert finding.subject == variable
    assert "\x1b" not in repr(finding)


@pytest.mark.parametrize("variable", [one for one in SECRETS if "PASSWORD" not in one])
def test_a_key_with_a_stray_character_is_not_used_and_not_shown(variable: str) -> None:
    surroundings = read_environment({**SECRETS[variable][1], variable: "secret\nvalue"})

    assert surroundings.given() == ()
    assert [one.subject for one in surroundings.findings] == [variable]
    assert "secret\nvalue" not in repr(surroundings.findings)
    assert "character 7" in surroundings.findings[0].seen


def test_conventions_come_in_their_order_and_are_never_mixed() -> None:
    environ = {
        "HUAWEICLOUD_SDK_AK": "a1",
        "HW_ACCESS_KEY": "a2",
        "HW_SECRET_KEY": "s2",
        "HW_USER_PASSWORD": "p2",
        "OS_SECRET_KEY": "s3",
        "OS_ACCESS_KEY": "a3",
        "OS_PASSWORD": "p3",
        "OS_USERNAME": "u3",
    }
    surroundings = read_environment(environ)

    assert [one.origin.name for one in surroundings.given()] == [
        "HW_SECRET_KEY",
        "HW_USER_PASSWORD",
        "OS_SECRET_KEY",
        "OS_PASSWORD",
    ]
    assert surroundings.given()[0].keepsake == Keepsake("a2", Secret("s2"))
    assert [one.user for one in surroundings.given()] == ["", "", "", "u3"]
    assert [one.subject for one in surroundings.findings] == ["HUAWEICLOUD_SDK_AK"]


def test_object_storage_keys_are_left_alone() -> None:
    environ = {"S3_ACCESS_KEY_ID": "a", "S3_SECRET_ACCESS_KEY": "s"}

    assert read_environment(environ).given() == ()
    assert read_environment(environ).findings == ()


@pytest.mark.parametrize("service", SERVICES)
def test_an_address_for_one_service_in_one_region(service: str) -> None:
    name = f"HUAWEICLOUD_SDK_REGION_{service.upper()}_EU_DE"
    surroundings = read_environment({name: "https://a.example/v1, https://b.example"})

    said = surroundings.about("eu-de")[f"endpoints.{service}"]
    assert (said.value, said.variable) == ("https://a.example", name)
    assert surroundings.about("eu-nl") == {}
    assert [one.subject for one in read_environment({name: "http://far.example"}).findings] == [
        name
    ]


def test_what_came_by_descriptor_goes_first_and_takes_its_key_from_the_environment() -> None:
    environ = {"HW_ACCESS_KEY": "a2", "OS_ACCESS_KEY": "a3", "OS_SECRET_KEY": "s3"}
    surroundings = read_environment(environ)

    bare, other = surroundings.given(Keepsake(sk=Secret("s0"), password=Secret("s0")))
    assert bare.keepsake == Keepsake("a2", Secret("s0"), None, Secret("s0"))
    assert bare.origin.kind is OriginKind.DESCRIPTOR
    assert other.keepsake.ak == "a3"
    assert surroundings.given(Keepsake("a0", Secret("s0")))[0].keepsake.ak == "a0"


def test_the_order_that_the_readme_tells_is_that_of_the_data() -> None:
    first, *conventions, keyring, asked = secret_sources(README.read_text("utf-8"))

    assert "--secret-fd" in first
    assert len(conventions) == len(BOOK["convention"])
    for sentence, one in zip(conventions, BOOK["convention"], strict=True):
        names = [name for names in one["secrets"].values() for name in names]
        assert [sentence.index(f"`{name}`") for name in names] == sorted(
            sentence.index(f"`{name}`") for name in names
        )
        assert sentence.count("`") == 2 * len(names)
    assert "keyring" in keyring
    assert "asked" in asked
