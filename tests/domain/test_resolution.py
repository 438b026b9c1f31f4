"""Each pair of sources that may say the same value, and who wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from drilltui.domain.errors import UsageError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Configuration, Profile, ResolvedProfile
from drilltui.domain.profile_key import values_of, with_values
from drilltui.domain.resolution import BY_REGION, Options, completed, resolve
from tests.domain.test_profile_key import FULL, ID

FILE = Origin(OriginKind.FILE, "/c/config.toml")
OTHER = ID[::-1]
HW = {
    "HW_REGION_NAME": "eu-de",
    "HW_CLOUD": "cloud.example",
    "HW_AUTH_URL": "https://iam.hw.example/v3",
    "HW_PROJECT_ID": OTHER,
    "HW_USER_NAME": "hw-user",
    "HW_USER_ID": OTHER,
    "HW_DOMAIN_NAME": "hw-account",
}
OS = {
    "OS_REGION_NAME": "eu-de",
    "OS_AUTH_URL": "https://iam.eu-de.os.example/v3",
    "OS_PROJECT_ID": ID,
    "OS_USERNAME": "os-user",
    "OS_USER_ID": ID,
    "OS_USER_DOMAIN_NAME": "os-account",
    "OS_CACERT": "/os.pem",
}
SDK = {
    "HUAWEICLOUD_SDK_PROJECT_ID": ID,
    "HUAWEICLOUD_SDK_IAM_ENDPOINT": "https://iam.sdk.example",
    "HUAWEICLOUD_SDK_REGION_SDRS_EU_DE": "https://sdrs.sdk.example",
    "HUAWEICLOUD_SDK_REGION_VPC_EU_DE": "https://vpc.sdk.example",
    "HUAWEICLOUD_SDK_REGION_ECS_EU_DE": "https://ecs.sdk.example",
}
NO_OPTIONS = Options()
KEY = {"HW_ACCESS_KEY": "a", "HW_SECRET_KEY": "s"}


def in_file(**values: str | bool | int) -> ResolvedProfile:
    flat = {key.replace("__", "."): value for key, value in values.items()}
    return ResolvedProfile(with_values(Profile("prod"), flat), dict.fromkeys(flat, FILE))


def resolved(
    said: ResolvedProfile, environ: Mapping[str, str], options: Options = NO_OPTIONS
) -> ResolvedProfile:
    found = resolve(Configuration({"prod": said}), environ, options)
    return found.profiles["prod"]


def value(found: ResolvedProfile, key: str) -> object:
    if key.startswith("endpoints."):
        return found.profile.endpoints.get(key.partition(".")[2], "")
    return getattr(found.profile, key)


@pytest.mark.parametrize(
    ("key", "variable", "says"),
    [
        ("cloud", "HW_CLOUD", "cloud.example"),
        ("project_id", "HUAWEICLOUD_SDK_PROJECT_ID", ID),
        ("user", "HW_USER_NAME", "hw-user"),
        ("user_id", "HW_USER_ID", OTHER),
        ("domain", "HW_DOMAIN_NAME", "hw-account"),
        ("ca_file", "OS_CACERT", "/os.pem"),
        ("endpoints.sdrs", "HUAWEICLOUD_SDK_REGION_SDRS_EU_DE", "https://sdrs.sdk.example"),
        ("endpoints.vpc", "HUAWEICLOUD_SDK_REGION_VPC_EU_DE", "https://vpc.sdk.example"),
        ("endpoints.ecs", "HUAWEICLOUD_SDK_REGION_ECS_EU_DE", "https://ecs.sdk.example"),
        ("endpoints.iam", "HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.sdk.example"),
    ],
)
def test_the_environment_fills_what_the_file_leaves_out(key: str, variable: str, says: str) -> None:
    found = resolved(in_file(region="eu-de"), {**SDK, **HW, **OS})

    assert value(found, key) == says
    assert found.origins[key] == Origin(OriginKind.ENVIRONMENT, variable)
    assert found.origins["region"] == FILE


def test_the_file_goes_before_the_environment_for_every_key() -> None:
    full = replace(FULL, region="eu-de")
    said = ResolvedProfile(full, dict.fromkeys(values_of(full), FILE))

    found = resolved(said, {**SDK, **HW, **OS, **KEY})
    assert found.profile == full
    assert set(found.origins.values()) == {FILE}


@pytest.mark.parametrize(
    ("stronger", "weaker", "key", "variable"),
    [
        (SDK, HW, "project_id", "HUAWEICLOUD_SDK_PROJECT_ID"),
        (SDK, HW, "endpoints.iam", "HUAWEICLOUD_SDK_IAM_ENDPOINT"),
        (SDK, OS, "project_id", "HUAWEICLOUD_SDK_PROJECT_ID"),
        (SDK, OS, "endpoints.iam", "HUAWEICLOUD_SDK_IAM_ENDPOINT"),
        (HW, OS, "project_id", "HW_PROJECT_ID"),
        (HW, OS, "endpoints.iam", "HW_AUTH_URL"),
        (HW, OS, "user", "HW_USER_NAME"),
        (HW, OS, "user_id", "HW_USER_ID"),
        (HW, OS, "domain", "HW_DOMAIN_NAME"),
        (HW, OS, "region", "HW_REGION_NAME"),
        (HW, OS, "cloud", "HW_CLOUD"),
    ],
)
def test_conventions_in_their_order(
    stronger: Mapping[str, str], weaker: Mapping[str, str], key: str, variable: str
) -> None:
    found = resolved(in_file(), {**weaker, **stronger})

    assert found.origins[key] == Origin(OriginKind.ENVIRONMENT, variable)


def test_what_nobody_says_follows_from_the_region_and_is_not_written_down() -> None:
    found = resolved(in_file(region="eu-de"), {})

    keys = ("cloud", "endpoints.sdrs", "endpoints.vpc", "endpoints.ecs", "endpoints.iam")
    assert {found.origins[key] for key in keys} == {BY_REGION}
    assert (found.profile.cloud, found.profile.endpoints) == ("", {})
    assert resolved(in_file(), {}).origins == {"auth": Origin(OriginKind.RULE, "usual method")}


def test_a_region_that_an_address_tells_is_taken_when_nothing_else_names_one() -> None:
    told = {"OS_AUTH_URL": "https://iam.eu-nl.otc.t-systems.com/v3"}
    found = resolved(in_file(), told)

    assert (found.profile.region, found.profile.cloud) == ("eu-nl", "otc.t-systems.com")
    assert found.origins["region"] == Origin(OriginKind.ENVIRONMENT, "OS_AUTH_URL")
    assert resolved(in_file(), {**told, "OS_REGION_NAME": "eu-de"}).profile.region == "eu-de"
    # A variable of a later convention goes before an address of an earlier one.
    mixed = {"HW_AUTH_URL": told["OS_AUTH_URL"], "OS_REGION_NAME": "eu-de"}
    assert resolved(in_file(), mixed).profile.region == "eu-de"
    assert resolved(in_file(), mixed).profile.endpoints == {}
    # So does a cloud that is named.
    named = resolved(in_file(), {**told, "HW_CLOUD": "cloud.example"})
    assert named.profile.cloud == "cloud.example"


@pytest.mark.parametrize(
    "left_over",
    [
        {**HW, "HW_REGION_NAME": "eu-nl"},
        {**OS, "OS_REGION_NAME": "eu-nl"},
        {"OS_AUTH_URL": "https://iam.eu-nl.other.example/v3", "OS_PROJECT_ID": OTHER},
        {"OS_AUTH_URL": "https://keystone.other.example/v3"},
        {"HW_CLOUD": "other.example"},
        {"HUAWEICLOUD_SDK_IAM_ENDPOINT": "https://iam.other.example"},
        {"HUAWEICLOUD_SDK_REGION_SDRS_EU_NL": "https://sdrs.other.example"},
        {"HUAWEICLOUD_SDK_PROJECT_ID": OTHER, "HW_REGION_NAME": "eu-nl"},
    ],
)
def test_variables_of_another_place_do_not_move_a_profile(left_over: Mapping[str, str]) -> None:
    found = resolved(in_file(region="eu-de"), left_over).profile

    assert found.region == "eu-de"
    assert (found.cloud, found.project_id, found.endpoints) == ("", "", {})


def test_a_project_goes_with_a_region_that_only_the_file_names() -> None:
    found = resolved(in_file(region="eu-de"), {"HUAWEICLOUD_SDK_PROJECT_ID": ID})

    assert found.profile.project_id == ID


@pytest.mark.parametrize(
    ("said", "environ", "method", "origin"),
    [
        ({}, {}, AuthMethod.AKSK, Origin(OriginKind.RULE, "usual method")),
        ({}, KEY, AuthMethod.AKSK, Origin(OriginKind.RULE, "usual method")),
        (
            {},
            {"OS_PASSWORD": "p"},
            AuthMethod.PASSWORD,
            Origin(OriginKind.ENVIRONMENT, "OS_PASSWORD"),
        ),
        ({}, {**KEY, "OS_PASSWORD": "p"}, AuthMethod.AKSK, Origin(OriginKind.RULE, "usual method")),
        ({"user": "u"}, KEY, AuthMethod.PASSWORD, Origin(OriginKind.RULE, "user")),
        ({"auth": "aksk"}, {"OS_PASSWORD": "p"}, AuthMethod.AKSK, FILE),
        ({"auth": "password"}, KEY, AuthMethod.PASSWORD, FILE),
    ],
)
def test_how_to_sign_in(
    said: dict[str, str], environ: dict[str, str], method: AuthMethod, origin: Origin
) -> None:
    found = resolved(in_file(**said), environ)

    assert (found.profile.auth, found.origins["auth"]) == (method, origin)


@pytest.mark.parametrize("said", [True, False])
def test_reading_only_can_be_asked_for_and_not_taken_back(said: bool) -> None:
    profile = in_file(readonly=said)
    variable = {"DRILLTUI_READONLY": "1"}

    found = resolved(profile, variable, Options(readonly=True))
    assert found.profile.readonly
    assert found.origins["readonly"] == Origin(OriginKind.OPTION, "--readonly")
    found = resolved(profile, variable)
    assert found.profile.readonly
    assert found.origins["readonly"] == Origin(OriginKind.ENVIRONMENT, "DRILLTUI_READONLY")
    for no in ("0", "no", "false", ""):
        found = resolved(profile, {"DRILLTUI_READONLY": no})
        assert (found.profile.readonly, found.origins["readonly"]) == (said, FILE)


def test_a_switch_that_is_neither_yes_nor_no_ends_it() -> None:
    with pytest.raises(UsageError, match="DRILLTUI_READONLY is neither yes nor no"):
        resolve(Configuration(), {"DRILLTUI_READONLY": "maybe"}, Options())


CURRENT = [  # option, variable, default, how many profiles: the current one and who chose it
    ("o", "v", "d", 2, "o", Origin(OriginKind.OPTION, "--profile")),
    ("", "v", "d", 2, "v", Origin(OriginKind.ENVIRONMENT, "DRILLTUI_PROFILE")),
    ("", "", "d", 2, "d", Origin(OriginKind.FILE, "default_profile")),
    ("", "", "", 1, "p0", Origin(OriginKind.RULE, "the only profile")),
    ("", "", "", 2, "", None),
    ("", "", "", 0, "", None),
]


@pytest.mark.parametrize(("option", "variable", "default", "count", "current", "origin"), CURRENT)
def test_the_current_profile(
    option: str, variable: str, default: str, count: int, current: str, origin: Origin | None
) -> None:
    profiles = {f"p{n}": ResolvedProfile(Profile(f"p{n}")) for n in range(count)}
    said = Configuration(profiles, default)

    found = resolve(said, {"DRILLTUI_PROFILE": variable}, Options(profile=option))
    assert (found.current, found.current_origin) == (current, origin)
    assert found.default_profile == default


@pytest.mark.parametrize(
    ("environ", "auth"),
    [
        ({**HW, **KEY}, AuthMethod.AKSK),
        ({**HW, **KEY, "HW_USER_PASSWORD": "p"}, AuthMethod.AKSK),
        ({**OS, "OS_PASSWORD": "p"}, AuthMethod.PASSWORD),
        ({"HW_REGION_NAME": "eu-de", "HW_ACCESS_KEY": "a"}, None),
        ({"OS_REGION_NAME": "eu-de", "OS_PASSWORD": "p"}, None),
        (KEY, None),
        ({}, None),
    ],
)
def test_a_region_and_a_whole_credential_make_a_profile(
    environ: Mapping[str, str], auth: AuthMethod | None
) -> None:
    found = resolve(Configuration(), environ, Options())

    if auth is None:
        assert (found.profiles, found.current) == ({}, "")
        return
    assert found.current == "environment"
    assert found.profiles["environment"].profile.auth is auth
    assert found.profiles["environment"].profile.region == "eu-de"
    assert found.profiles["environment"].origins["region"].kind is OriginKind.ENVIRONMENT


def test_a_profile_in_the_file_keeps_the_environment_from_making_one() -> None:
    found = resolve(Configuration({"prod": in_file()}), {**HW, **KEY}, Options())

    assert set(found.profiles) == {"prod"}


def test_who_signs_in_is_said_where_the_secret_is() -> None:
    environ = {**HW, **OS, "OS_PASSWORD": "p"}
    found = resolve(Configuration(), environ, Options()).profiles["environment"]

    assert (found.profile.user, found.profile.domain) == ("os-user", "os-account")
    assert found.profile.user_id == ID
    assert found.origins["user"] == Origin(OriginKind.ENVIRONMENT, "OS_USERNAME")


def test_a_profile_that_is_not_written_yet_is_completed_as_if_it_were() -> None:
    environ = {"OS_CACERT": "/os.pem", "OS_REGION_NAME": "eu-de", "OS_PROJECT_ID": ID}
    typed = Profile("new", "eu-de", user="ada", auth=AuthMethod.PASSWORD)

    whole = completed(typed, environ, Options(readonly=True))

    assert whole == replace(typed, ca_file="/os.pem", project_id=ID, readonly=True)
    filed = in_file(region="eu-de", user="ada", auth="password")
    assert replace(resolved(filed, environ, Options(readonly=True)).profile, name="new") == whole
    assert completed(whole, environ, Options()) == whole
