from __future__ import annotations

from datetime import timedelta

import pytest

from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Profile, ResolvedProfile
from drilltui.services.credentials import KeptEntry
from drilltui.ui.present import profiles as present


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (None, "Read-only: profile prod says so in config.toml."),
        (Origin(OriginKind.FILE, "x"), "Read-only: profile prod says so in config.toml."),
        (Origin(OriginKind.OPTION), "Read-only: --readonly of this start says so."),
        (Origin(OriginKind.ENVIRONMENT, "X"), "Read-only: X in the environment says so."),
    ],
)
def test_who_forbids_changes_is_said(origin: Origin | None, said: str) -> None:
    origins = {"readonly": origin} if origin else {}
    assert present.why_read_only(ResolvedProfile(Profile("prod", readonly=True), origins)) == said
    assert present.why_read_only(ResolvedProfile(Profile("prod"), origins)) == ""


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Origin(OriginKind.ENVIRONMENT, "HW_SECRET_KEY"), "from the environment: HW_SECRET_KEY"),
        (Origin(OriginKind.VAULT, "Secret Service"), "kept in Secret Service"),
        (Origin(OriginKind.ASKED, "this run's memory"), "typed in, kept for this run"),
        (Origin(OriginKind.DESCRIPTOR, "3"), "from file descriptor 3"),
    ],
)
def test_a_source_is_said_in_the_place_of_a_secret(origin: Origin, said: str) -> None:
    assert present.source_words(origin) == said


def test_where_a_secret_is_kept_and_how_long_yet() -> None:
    memory = KeptEntry("this run's memory", lasting=False, time_left=None)
    kernel = KeptEntry("kernel keyring", lasting=True, time_left=timedelta(hours=7, minutes=59))
    assert present.kept_words(None) == "looking ..."
    assert present.kept_words(()) == "not found"
    assert present.kept_words((memory,)) == "this run's memory"
    assert present.kept_words((kernel, memory)) == "kernel keyring, 7 h left"


def test_the_summary_says_everything_of_a_profile() -> None:
    profile = Profile(
        "prod",
        "eu-de",
        auth=AuthMethod.PASSWORD,
        user="ada",
        domain="northwind",
        passcode=True,
        readonly=True,
    )
    told = [line.plain for line in present.summary(profile, ())]
    assert told == [
        "prod  Open Telekom Cloud, eu-de  READ-ONLY",
        "Signs in  with password and passcode  ada of northwind",
        "Project   found from the region",
        "Secret    not found",
    ]
