from __future__ import annotations

import tomllib

import pytest

from drilltui.domain.errors import ConfigError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Configuration
from drilltui.store.config_keys import configuration_of

EXAMPLE = """
default_profile = "prod"
[profiles.prod]
region = "eu-de"
cloud = "otc.t-systems.com"        # optional: found by the region
auth = "aksk"                      # "aksk" | "password"
project_id = "0123456789abcdef0123456789abcdef"   # optional: found from the region
user = "drill-operator"            # for password
domain = "OTC0000"
readonly = false
rto_minutes = 30                   # optional target
[profiles.prod.endpoints]          # optional; http only for loopback
sdrs = "https://sdrs.eu-de.otc.t-systems.com/v1"
"""


def read(text: str) -> Configuration:
    return configuration_of(tomllib.loads(text), "/c/config.toml")


@pytest.mark.parametrize(("text", "hours"), [("", None), ("kernel_keyring_hours = 72", 72)])
def test_the_kernels_time_may_be_said(text: str, hours: int | None) -> None:
    assert read(text).kernel_keyring_hours == hours


def test_the_example_says_what_it_looks_like() -> None:
    found = read(EXAMPLE)
    prod = found.profiles["prod"]

    assert found.default_profile == "prod"
    assert (prod.profile.name, prod.profile.region) == ("prod", "eu-de")
    assert (prod.profile.auth, prod.profile.rto_minutes) == (AuthMethod.AKSK, 30)
    assert prod.profile.endpoints == {"sdrs": "https://sdrs.eu-de.otc.t-systems.com"}
    assert set(prod.origins.values()) == {Origin(OriginKind.FILE, "/c/config.toml")}
    assert {"region", "readonly", "endpoints.sdrs"} < set(prod.origins)


def test_what_is_not_said_has_no_origin() -> None:
    found = read('[profiles.a]\nregion = "eu-de"\nproject_id = ""\n').profiles["a"]

    assert set(found.origins) == {"region"}
    assert read("") == Configuration()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "defualt_profile = 'a'",
            "defualt_profile: is an unknown key (did you mean default_profil",
        ),
        ("[profile.a]", "profile: is an unknown key (did you mean profiles?)"),
        (
            "zzz = 1",
            "zzz: is an unknown key (known: "
            "lang, default_profile, kernel_keyring_hours, profiles, checklist, probes, evidence)",
        ),
        (
            "[profiles.a]\nregoin = 'x'",
            "profiles.a.regoin: is an unknown key (did you mean region?",
        ),
        (
            "[profiles.a.endpoints]\nsdr = 'x'",
            "profiles.a.endpoints.sdr: is an unknown key (did you mean sdrs?)",
        ),
        ("[profiles.a]\nregion = 3", "profiles.a.region: must be text in quotes"),
        ("[profiles.a]\nregion = 'EU'", "profiles.a.region: only lower-case letters, digits and -"),
        ("[profiles.a]\nauth = 'sso'", 'profiles.a.auth: must be "aksk" or "password"'),
        ("[profiles.a]\nreadonly = 'yes'", "profiles.a.readonly: must be true or false"),
        ("[profiles.a]\nrto_minutes = 1.5", "profiles.a.rto_minutes: must be a whole number"),
        ("[profiles.a]\nuser = 'a\u200bb'", "profiles.a.user: character 2 cannot be seen"),
        (
            "[profiles.a.endpoints]\nsdrs = 'http://sdrs.eu-de.example'",
            "profiles.a.endpoints.sdrs: http:// is for loopback addresses only",
        ),
        (
            "[profiles.a.endpoints]\nsdrs = 'ftp://a'",
            "profiles.a.endpoints.sdrs: an endpoint begins",
        ),
        ("[profiles.a]\nendpoints = 'x'", "profiles.a.endpoints: must be a table"),
        ("profiles = 3", "profiles: must be a table"),
        ("[profiles]\na = 3", "profiles.a: must be a table"),
        ("[[profiles.a]]", "profiles.a: must be a table"),
        ("[profiles.'a b']", "profiles.a b: the name: only letters, digits"),
        ("[profiles.'']", 'profiles."": the name: a name for this profile is needed'),
        (f"[profiles.{'x' * 60}]", "the name: 60 characters, at most 32"),
        (
            "kernel_keyring_hours = 0",
            "kernel_keyring_hours: must be a whole number of hours from 1",
        ),
        ("kernel_keyring_hours = 73", "kernel_keyring_hours: must be a whole number of hours from"),
        ("kernel_keyring_hours = true", "kernel_keyring_hours: must be a whole number of hours"),
        ("kernel_keyring_hours = '8'", "kernel_keyring_hours: must be a whole number of hours"),
        ("lang = 'fr'", "lang: must be one of en, zh"),
        ("lang = 1", "lang: must be one of en, zh"),
        ("default_profile = 3", "default_profile: must be text in quotes"),
        (
            "default_profile = 'prdo'\n[profiles.prod]",
            "default_profile: there is no profile prdo (did you mean prod?)",
        ),
        ("default_profile = 'a'", "default_profile: there is no profile a."),
        ('"\\u001b[2J" = 1', "?[2J: is an unknown key"),
    ],
)
def test_a_fault_names_file_and_place_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)

    assert caught.value.what.startswith("/c/config.toml: ")
    assert sentence in caught.value.what
    assert caught.value.what.endswith(".")
    assert "\n" not in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize("place", ["", "[profiles.a]\n", "[profiles.a.endpoints]\n"])
@pytest.mark.parametrize(
    "key",
    [
        "password",
        "sk",
        "ak",
        "secret_key",
        "access_key",
        "access-key",
        "token",
        "security_token",
        "Secret",
        "api_key",
        "HW_ACCESS_KEY",
        "client_secret",
        "passwd",
        "pass",
        "totp",
    ],
)
def test_a_secret_is_sent_to_the_keyring_and_not_shown(place: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(f"{place}{key} = 'hunter2-value'")

    assert f"{key}: looks like a secret" in caught.value.what
    assert "drilltui credentials set" in caught.value.remedy
    assert "hunter2" not in str(caught.value)


def test_no_value_is_shown_whatever_is_wrong_with_it() -> None:
    for key in ("region", "cloud", "project_id", "auth", "note"):
        with pytest.raises(ConfigError) as caught:
            read(f"[profiles.a]\n{key} = 'Hunter2'")
        assert "unter2" not in str(caught.value)
