from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import ConfigError, UsageError, VaultError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Configuration, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.services.importing import Importing, free_name

KEY = Keepsake("EXAMPLEACCESSKEY0001", Secret("secret-value"))
FILE = Origin(OriginKind.FILE, "/home/u/.huaweicloud/credentials")
CANDIDATE = Candidate(FILE, Profile("huaweicloud", region="eu-de"), KEY)
OLD = Keepsake(password=Secret("old"))


class Drawer:
    """A vault in which a test can break each step."""

    name = "drawer"
    lasting = True
    keeps_for: timedelta | None = None

    def __init__(self, **kept: Keepsake) -> None:
        self.kept = kept
        self.spoil: Callable[[Keepsake], Keepsake] = lambda one: one
        self.takes = True

    async def read(self, profile: str) -> Keepsake | None:
        return self.kept.get(profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        if not self.takes:
            raise VaultError("The drawer is stuck.")
        self.kept[profile] = self.spoil(keepsake)

    async def forget(self, profile: str) -> bool:
        return self.kept.pop(profile, None) is not None

    async def time_left(self, profile: str) -> timedelta | None:
        return None


class Paper:
    """A configuration file in memory."""

    path = "/c/config.toml"

    def __init__(self, *names: str) -> None:
        self.profiles = {name: Profile(name) for name in names}
        self.default = ""
        self.full = False

    def load(self) -> Configuration:
        return Configuration({name: ResolvedProfile(one) for name, one in self.profiles.items()})

    def save(self, profile: Profile, *, default: bool) -> None:
        if self.full:
            raise ConfigError("The disk is full.")
        self.profiles[profile.name] = profile
        self.default = profile.name if default else self.default

    def remove(self, name: str) -> bool:
        return self.profiles.pop(name, None) is not None


def importing(paper: Paper, *candidates: Candidate) -> Importing:
    return Importing(lambda: candidates, paper)


async def test_what_is_taken_is_kept_and_written_and_the_rest_is_said() -> None:
    drawer, paper = Drawer(), Paper()

    told = await importing(paper).take(CANDIDATE, "prod", drawer, default=True)

    assert drawer.kept == {"prod": KEY}
    assert paper.profiles == {"prod": Profile("prod", region="eu-de")}
    assert paper.default == "prod"
    assert told == (
        "/home/u/.huaweicloud/credentials still holds the secret in clear, for the tools that read"
        " it: take it out there when none needs it any more.",
    )


async def test_a_variable_is_still_set() -> None:
    variable = replace(CANDIDATE, source=Origin(OriginKind.ENVIRONMENT, "HW_SECRET_KEY"))

    (told,) = await importing(Paper()).take(variable, "prod", Drawer())
    assert told.startswith("HW_SECRET_KEY is still set, and goes before the keyring")


async def test_only_what_the_method_needs_is_kept() -> None:
    both = replace(CANDIDATE, keepsake=replace(KEY, password=Secret("hunter2")))
    drawer = Drawer()

    await importing(Paper()).take(both, "prod", drawer)
    assert drawer.kept == {"prod": KEY}


LOGIN = replace(
    CANDIDATE,
    profile=Profile("otc", region="eu-de", auth=AuthMethod.PASSWORD, user="u"),
    keepsake=Keepsake(password=Secret("hunter2")),
)


@pytest.mark.parametrize(
    ("candidate", "name", "why"),
    [
        (CANDIDATE, "a b", "cannot name a profile"),
        (CANDIDATE, "", "cannot name a profile"),
        (CANDIDATE, "there", "There is a profile there already"),
        (replace(CANDIDATE, profile=Profile("p")), "prod", "lacks its region"),
        (replace(CANDIDATE, keepsake=Keepsake()), "prod", "the access key and the secret key is"),
        (replace(CANDIDATE, keepsake=Keepsake("AK")), "prod", "the secret key is missing"),
        (LOGIN, "prod", "the account is missing"),
    ],
)
async def test_what_makes_no_profile_is_not_taken(
    candidate: Candidate, name: str, why: str
) -> None:
    drawer, paper = Drawer(), Paper("there")

    with pytest.raises(UsageError, match=why) as caught:
        await importing(paper).take(candidate, name, drawer)
    assert (drawer.kept, set(paper.profiles)) == ({}, {"there"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("before", [None, OLD])
async def test_what_comes_back_changed_is_not_imported(before: Keepsake | None) -> None:
    drawer, paper = Drawer(**({"prod": before} if before else {})), Paper()
    spoilt = iter([Keepsake("EXAMPLEACCESSKEY0001", Secret("cut"))])
    drawer.spoil = lambda one: next(spoilt, one)

    with pytest.raises(VaultError, match="did not give back what it was given"):
        await importing(paper).take(CANDIDATE, "prod", drawer)
    assert drawer.kept == ({"prod": before} if before else {})
    assert paper.profiles == {}


@pytest.mark.parametrize("before", [None, OLD])
async def test_a_file_that_cannot_be_written_leaves_no_secret_behind(
    before: Keepsake | None,
) -> None:
    drawer, paper = Drawer(**({"prod": before} if before else {})), Paper()
    paper.full = True

    with pytest.raises(ConfigError, match="The disk is full"):
        await importing(paper).take(CANDIDATE, "prod", drawer)
    assert drawer.kept == ({"prod": before} if before else {})


async def test_a_vault_that_does_not_take_it_ends_it() -> None:
    drawer, paper = Drawer(prod=OLD), Paper()
    drawer.takes = False

    with pytest.raises(VaultError, match="The drawer is stuck"):
        await importing(paper).take(CANDIDATE, "prod", drawer)
    assert (drawer.kept, paper.profiles) == ({"prod": OLD}, {})


def test_each_is_found_under_a_name_that_is_free() -> None:
    variable = replace(CANDIDATE, source=Origin(OriginKind.ENVIRONMENT, "HW_SECRET_KEY"))
    empty = replace(CANDIDATE, keepsake=Keepsake())
    odd = replace(CANDIDATE, profile=Profile("my cloud/ü", region="eu-de"))

    found = importing(Paper("huaweicloud"), variable, empty, CANDIDATE, odd, odd).found()
    assert [one.profile.name for one in found] == [
        "eu-de",
        "huaweicloud",
        "huaweicloud-2",
        "my-cloud",
        "my-cloud-2",
    ]


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("", (), "imported"),
        ("???", (), "imported"),
        ("x" * 40, (), "x" * 32),
        ("x" * 40, ("x" * 32,), "x" * 30 + "-2"),
        ("a", ("a", "a-2"), "a-3"),
    ],
)
def test_a_free_name_fits(wanted: str, taken: tuple[str, ...], name: str) -> None:
    assert free_name(wanted, taken) == name
