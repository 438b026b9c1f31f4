"""Where a profile's services are, and what was said of it."""

from __future__ import annotations

import pytest

from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Profile, ResolvedProfile

RULE = Origin(OriginKind.RULE, "region")
FILE = Origin(OriginKind.FILE, "config.toml")


@pytest.mark.parametrize(
    ("profile", "url"),
    [
        (Profile("x", "eu-de"), "https://vpc.eu-de.otc.t-systems.com"),
        (Profile("x", "eu-de", cloud="example.com"), "https://vpc.eu-de.example.com"),
        (Profile("x", "eu-de", endpoints={"vpc": "http://[::1]:8"}), "http://[::1]:8"),
        (Profile("x", endpoints={"vpc": "https://own"}), "https://own"),
        (Profile("x", endpoints={"ecs": "https://own"}), ""),
        (Profile("x"), ""),
    ],
)
def test_a_service_is_where_the_profile_says_or_its_region(profile: Profile, url: str) -> None:
    assert profile.url("vpc") == url


def test_each_value_is_text_by_its_key_those_by_a_rule_too() -> None:
    profile = Profile(
        "x",
        "eu-de",
        auth=AuthMethod.PASSWORD,
        readonly=True,
        rto_minutes=30,
        endpoints={"sdrs": "https://own"},
    )
    keys = ("region", "auth", "readonly", "passcode", "rto_minutes", "endpoints.sdrs")
    assert ResolvedProfile(profile, dict.fromkeys(keys, FILE)).values() == {
        "region": "eu-de",
        "auth": "password",
        "readonly": "true",
        "passcode": "false",
        "rto_minutes": "30",
        "endpoints.sdrs": "https://own",
    }
    by_rule = ResolvedProfile(profile, dict.fromkeys(("cloud", "endpoints.vpc"), RULE))
    assert by_rule.values() == {
        "cloud": "otc.t-systems.com",
        "endpoints.vpc": "https://vpc.eu-de.otc.t-systems.com",
    }
    assert ResolvedProfile(profile).values() == {}
