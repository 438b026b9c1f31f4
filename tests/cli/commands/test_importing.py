"""`drilltui import`: shown without values, taken on a yes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from drilltui.domain.candidate import Candidate
from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import ConfigError
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Configuration, Profile, ResolvedProfile
from drilltui.domain.secret import Secret
from drilltui.services.importing import Importing
from drilltui.wiring import live
from tests.cli.conftest import Typist
from tests.cli.live_world import ENVIRONMENT, KEPT, SK, LiveWorld
from tests.cli.running import one_sentence, run
from tests.services.stub_vault import StubVault

SDK = Candidate(
    Origin(OriginKind.FILE, "/home/op/.huaweicloud/credentials"),
    Profile("sdk", "eu-de", project_id="0" * 32),
    KEPT,
)
CLOUDS = Candidate(
    Origin(OriginKind.FILE, "clouds.yaml"),
    Profile("otc", "eu-nl", auth=AuthMethod.PASSWORD, user="op\x1b[2J", domain="OTC-1"),
    Keepsake(password=Secret(SK)),
    ("verify: false is left out",),
)
UNREADABLE = Candidate(
    Origin(OriginKind.FILE, "/etc/openstack/clouds.yaml"),
    Profile(""),
    Keepsake(),
    ("it cannot be read",),
)


@dataclass
class Elsewhere:
    """What other tools have, and the profiles that were written."""

    candidates: list[Candidate]
    saved: dict[str, Profile] = field(default_factory=dict)
    path: str = "config.toml"

    @property
    def written(self) -> list[str]:
        return list(self.saved)

    def load(self) -> Configuration:
        return Configuration({"prod": ResolvedProfile(Profile("prod"))})

    def save(self, profile: Profile, *, default: bool) -> None:
        self.saved[profile.name] = profile

    def remove(self, name: str) -> bool:
        return False

    def open(self, settings: object) -> Importing:
        return Importing(lambda: tuple(self.candidates), self)


@pytest.fixture
def elsewhere(world: LiveWorld, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    elsewhere = Elsewhere([SDK, CLOUDS, UNREADABLE])
    monkeypatch.setattr(live, "open_importing", elsewhere.open)
    return elsewhere


def test_where_nobody_can_be_asked_it_lists_and_takes_nothing(
    world: LiveWorld, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import") == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "sdk: file /home/op/.huaweicloud/credentials",
        f"  region eu-de  project {'0' * 32}  secrets access key …, secret key",
        "otc: file clouds.yaml",
        "  region eu-nl  user op?[2J  account OTC-1  secrets password",
        "  verify: false is left out",
        "file /etc/openstack/clouds.yaml",
        "  it cannot be read",
    ]
    assert SK not in out
    assert err == "Nothing was taken: standard input is no terminal to ask on. Add --yes.\n"
    assert elsewhere.written == []
    assert world.settings == [], "no keyring is looked at for a list"


def test_json_lists_and_only_lists(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "--json", "--yes") == 0
    out, err = capsys.readouterr()
    assert (err, out.isascii(), SK in out) == ("", True, False)
    found = [json.loads(line) for line in out.splitlines()]
    assert found[1] == {
        "schema": 1,
        "type": "candidate",
        "source": "file clouds.yaml",
        "name": "otc",
        "region": "eu-nl",
        "auth": "password",
        "project_id": "",
        "user": "op\x1b[2J",
        "domain": "OTC-1",
        "secrets": ["password"],
        "whole": True,
        "remarks": ["verify: false is left out"],
    }
    assert [one["whole"] for one in found] == [True, True, False]
    assert elsewhere.written == []


def test_each_is_taken_on_a_yes(
    world: LiveWorld, elsewhere: Elsewhere, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = ["n", "y"]
    assert run("import") == 0
    assert elsewhere.written == ["otc"]
    assert world.keyring.entries == {"otc": CLOUDS.keepsake}
    assert typist.asked == [
        "Move it from file /home/op/.huaweicloud/credentials into the Secret Service, "
        "as profile sdk? [y/N] ",
        "Move it from file clouds.yaml into the Secret Service, as profile otc? [y/N] ",
    ]
    out = capsys.readouterr().out
    assert "Taken: otc, kept in the Secret Service.\nclouds.yaml still holds the secret" in out
    assert SK not in out


def test_yes_takes_all_under_names_that_are_free(world: LiveWorld, elsewhere: Elsewhere) -> None:
    elsewhere.candidates.append(replace(SDK, profile=replace(SDK.profile, name="prod")))
    assert run("import", "--yes") == 0
    assert elsewhere.written == ["sdk", "otc", "prod-2"]
    assert set(world.keyring.entries) == {"sdk", "otc", "prod-2"}


def test_one_that_lacks_something_keeps_nobody_from_the_next(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = Candidate(ENVIRONMENT, Profile("environment"), KEPT, ("it names no region",))
    elsewhere.candidates.insert(0, nowhere)
    assert run("import", "--yes") == 2
    assert elsewhere.written == ["sdk", "otc"]
    assert "lacks its region" in capsys.readouterr().err


def test_a_region_that_is_not_named_is_asked_for_or_said(
    elsewhere: Elsewhere, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = replace(SDK, profile=Profile("sdk-file"))
    elsewhere.candidates = [nowhere]
    typist.answers = ["y", "eu-nl"]
    assert run("import") == 0
    assert elsewhere.written == ["sdk-file"]
    assert elsewhere.saved["sdk-file"].region == "eu-nl"

    elsewhere.candidates = [replace(nowhere, profile=Profile("another"))]
    assert run("import", "--yes", "--region", "eu-de") == 0
    assert elsewhere.saved["another"].region == "eu-de"
    assert run("import", "--yes", "--region", "EU DE") == 2
    assert "lacks its region" in capsys.readouterr().err


def test_without_a_keyring_nothing_is_moved(
    world: LiveWorld, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    world.keyring.lasting = False
    assert run("import", "--yes") == 5
    assert "There is no keyring here to move secrets to." in capsys.readouterr().err
    assert elsewhere.written == []


def test_what_keeps_for_a_while_only_is_taken_on_a_yes_with_its_time(
    world: LiveWorld, elsewhere: Elsewhere, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = StubVault("kernel keyring", keeps_for=timedelta(hours=8))
    world.vaults = [kernel]
    assert run("import", "--yes") == 5
    assert (elsewhere.written, kernel.entries) == ([], {})
    typist.answers = ["y", "n"]
    assert run("import") == 0
    assert "the kernel keyring (for 8 h)" in typist.asked[0]
    assert elsewhere.written == ["sdk"]


def test_nothing_found_is_a_sentence(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.candidates = []
    assert run("import") == 0
    assert capsys.readouterr().out == "Nothing was found that could be imported.\n"
    assert run("import", "--json") == 0
    assert capsys.readouterr() == ("", "")


def test_a_configuration_that_cannot_be_used_is_one_sentence(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unusable() -> Configuration:
        raise ConfigError("config.toml, line 3: this is no TOML.")

    monkeypatch.setattr(elsewhere, "load", unusable)
    assert run("import") == 2
    assert one_sentence(capsys) == "config.toml, line 3: this is no TOML."
