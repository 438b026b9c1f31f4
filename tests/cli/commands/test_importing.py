"""`drilltui import`: shown without values, taken on a yes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.ports import Vault
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.wiring import live
from tests.cli.conftest import Typist
from tests.cli.live_world import ENVIRONMENT, KEPT, SK, LiveWorld
from tests.cli.running import one_sentence, run


@dataclass(frozen=True)
class Found:
    source: Origin
    profile: Profile
    keepsake: Keepsake
    remarks: Sequence[str] = ()


@dataclass
class Elsewhere:
    """What other tools have, and what was taken of it."""

    candidates: list[Found] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)

    def found(self) -> Sequence[Found]:
        return self.candidates

    async def take(self, candidate: live.Candidate, name: str, vault: Vault) -> None:
        await vault.write(name, candidate.keepsake)
        self.taken.append((name, vault.name))


SDK = Found(
    Origin(OriginKind.FILE, "/home/op/.huaweicloud/credentials"),
    Profile("sdk", "eu-de", project_id="0" * 32),
    KEPT,
)
CLOUDS = Found(
    Origin(OriginKind.FILE, "clouds.yaml"),
    Profile("otc", auth=AuthMethod.PASSWORD, user="op\x1b[2J", domain="OTC-1"),
    Keepsake(password=Secret(SK)),
    ("verify: false is left out.",),
)
VARIABLES = Found(ENVIRONMENT, Profile("prod", "eu-de"), KEPT)


@pytest.fixture
def elsewhere(world: LiveWorld, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    elsewhere = Elsewhere([SDK, CLOUDS, VARIABLES])
    monkeypatch.setattr(live, "open_importing", lambda settings: elsewhere)
    return elsewhere


def test_where_nobody_can_be_asked_it_lists_and_takes_nothing(
    world: LiveWorld, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import") == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "1. sdk, from file /home/op/.huaweicloud/credentials",
        f"   region eu-de  project {'0' * 32}  secrets access key, secret key",
        "2. otc, from file clouds.yaml",
        "   region (not said)  user op?[2J  account OTC-1  secrets password",
        "   verify: false is left out.",
        "3. prod, from environment HUAWEICLOUD_SDK_AK",
        "   region eu-de  secrets access key, secret key",
    ]
    assert err == ("Nothing was taken: standard input is no terminal to ask on. Add --yes.\n")
    assert elsewhere.taken == []
    assert world.settings == [], "no keyring is looked at for a list"


def test_json_lists_and_only_lists(
    world: LiveWorld, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "--json", "--yes") == 0
    out, err = capsys.readouterr()
    assert (err, out.isascii(), SK in out) == ("", True, False)
    assert [json.loads(line) for line in out.splitlines()][1] == {
        "schema": 1,
        "source": "file clouds.yaml",
        "name": "otc",
        "region": "",
        "auth": "password",
        "project_id": "",
        "user": "op\x1b[2J",
        "domain": "OTC-1",
        "secrets": ["password"],
        "remarks": ["verify: false is left out."],
    }
    assert elsewhere.taken == []


def test_each_is_taken_on_a_yes_and_a_profile_that_is_there_stays(
    world: LiveWorld, elsewhere: Elsewhere, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = ["n", "y"]
    assert run("import") == 0
    assert elsewhere.taken == [("otc", "Secret Service")]
    assert typist.asked[0].startswith("Take sdk from file /home/op/.huaweicloud/credentials into")
    out = capsys.readouterr().out
    assert "Taken: otc, kept in the Secret Service." in out
    assert "Left out: there is a profile prod already (environment HUAWEICLOUD_SDK_AK)." in out
    assert SK not in out


def test_yes_takes_all_that_are_new(world: LiveWorld, elsewhere: Elsewhere) -> None:
    assert run("import", "--yes") == 0
    assert [name for name, _ in elsewhere.taken] == ["sdk", "otc"]
    assert set(world.keyring.entries) == {"sdk", "otc"}


def test_without_a_keyring_nothing_is_moved(
    world: LiveWorld, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    world.keyring.lasting = False
    assert run("import", "--yes") == 5
    assert "There is no keyring here to move secrets to." in capsys.readouterr().err
    assert elsewhere.taken == []


def test_nothing_found_is_a_sentence(
    elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.candidates = []
    assert run("import") == 0
    assert capsys.readouterr().out == "Nothing was found that could be imported.\n"
    assert run("import", "--json") == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_read_is_one_sentence(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from drilltui.domain.errors import ConfigError

    def refused(settings: object) -> Elsewhere:
        raise ConfigError("clouds.yaml, line 3: this is no YAML.")

    monkeypatch.setattr(live, "open_importing", refused)
    assert run("import") == 2
    assert one_sentence(capsys) == "clouds.yaml, line 3: this is no YAML."
