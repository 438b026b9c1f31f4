"""`drilltui credentials`: kept after a check, shown by their place, forgotten on a yes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drilltui.domain.credential import Given, Keepsake
from drilltui.domain.errors import SignInFault, SignInRefused, VaultError
from drilltui.domain.finding import Finding
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.project import Project
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from tests.cli.conftest import Typist
from tests.cli.live_world import ENVIRONMENT, KEPT, KEY, PROFILE, SK, LiveWorld
from tests.cli.running import descriptor_with, one_sentence, run
from tests.services.stub_vault import StubVault

DESCRIPTOR = Origin(OriginKind.DESCRIPTOR, "7")
LOGIN = Profile("login", "eu-de", auth=AuthMethod.PASSWORD, user="operator", domain="OTC-1")


def test_status_says_where_and_how_long_and_no_value(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = StubVault("kernel keyring", keeps_for=timedelta(hours=8))
    kernel.entries, kernel.left = {"prod": KEPT}, timedelta(hours=7, minutes=59, seconds=30)
    world.keyring.entries = {"prod": KEPT}
    world.vaults = [world.keyring, kernel]
    world.profiles.append(LOGIN)
    world.given = [Given(KEPT, ENVIRONMENT)]
    assert run("credentials", "status") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert [" ".join(line.split()) for line in out.splitlines()] == [
        "Secrets are kept in the Secret Service.",
        "PROFILE KEPT IN STAYS",
        "prod environment HUAWEICLOUD_SDK_AK this run",
        "prod Secret Service until forgotten",
        "prod kernel keyring 7 h 59 min",
        "login nowhere -",
    ]
    assert SK not in out


def test_status_of_one_profile(world: LiveWorld, capsys: pytest.CaptureFixture[str]) -> None:
    world.profiles.append(LOGIN)
    assert run("credentials", "status", "--profile", "login") == 0
    out = capsys.readouterr().out
    assert "login" in out
    assert "prod" not in out


def test_status_without_any_profile_says_where_they_would_be_kept(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.profiles = []
    assert run("credentials", "status") == 0
    assert capsys.readouterr().out == "Secrets are kept in the Secret Service.\n"


def test_set_asks_checks_says_what_was_proved_and_keeps(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = [KEY.ak, SK, ""]
    assert run("credentials", "set") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "ok    signature                accepted" in out
    assert "ok    permission               may list protection groups" in out
    assert out.endswith("Kept for prod in the Secret Service.\n")
    assert SK not in out
    assert world.keyring.entries == {"prod": KEPT}
    assert world.cloud.calls("look") == [""]


def test_what_is_typed_with_a_blank_is_asked_for_again_without_showing_it(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = [KEY.ak, f"{SK} {SK}", SK, ""]
    assert run("credentials", "set") == 0
    err = capsys.readouterr().err
    assert err == f"Not this: character {len(SK) + 1} is in no key: copy it again.\n"
    assert world.keyring.entries == {"prod": KEPT}


def test_a_security_token_is_kept_with_its_key(world: LiveWorld, typist: Typist) -> None:
    typist.answers = [KEY.ak, SK, "token"]
    assert run("credentials", "set") == 0
    assert world.keyring.entries == {"prod": Keepsake(KEY.ak, KEY.sk, Secret("token"))}


def test_a_password_is_kept_as_it_was_typed(world: LiveWorld, typist: Typist) -> None:
    world.profiles.append(LOGIN)
    world.cloud.script("projects", (Project("p" * 32, "eu-de"),))
    typist.answers = [" pass word "]
    assert run("credentials", "set", "--profile", "login") == 0
    assert typist.asked == ["Password of operator (account OTC-1): "]
    assert world.keyring.entries == {"login": Keepsake(password=Secret(" pass word "))}


def test_what_is_refused_is_not_kept(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    typist.answers = [KEY.ak, SK, ""]
    wrong = SignInRefused(SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="no")
    world.cloud.script("look", wrong)
    assert run("credentials", "set") == 4
    out, err = capsys.readouterr()
    assert "stop  signature" in out
    assert err == "drilltui: Nothing was kept.\n"
    assert world.keyring.entries == {}
    assert world.cloud.asked == [("look", "")]


def test_without_a_check_nothing_is_sent(world: LiveWorld, typist: Typist) -> None:
    typist.answers = [KEY.ak, SK, ""]
    assert run("credentials", "set", "--no-check") == 0
    assert world.keyring.entries == {"prod": KEPT}
    assert world.cloud.asked == []


def test_a_descriptor_serves_where_nobody_can_be_asked(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = [Given(KEPT, DESCRIPTOR)]
    descriptor = descriptor_with(f"ak={KEPT.ak}\nsk={SK}\n")
    assert run("credentials", "set", "--secret-fd", str(descriptor)) == 0
    assert world.keyring.entries == {"prod": KEPT}
    assert world.settings[0].secrets == KEPT


def test_a_descriptor_that_does_not_fit_is_not_made_up_for_by_the_environment(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = [Given(Keepsake(password=Secret("x")), DESCRIPTOR), Given(KEPT, ENVIRONMENT)]
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x"))) == 2
    assert "is not all" in one_sentence(capsys)
    assert world.keyring.entries == {}


def test_where_nobody_can_be_asked_it_says_what_helps(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("credentials", "set") == 4
    assert "--secret-fd" in one_sentence(capsys)


@pytest.mark.parametrize(
    ("where", "place"),
    [((), "Secret Service"), (("--keep", "keyring"), "Secret Service"),
     (("--keep", "kernel"), "kernel keyring")],
)  # fmt: skip
def test_where_to_keep_can_be_said(
    where: tuple[str, ...], place: str, world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = StubVault("kernel keyring", keeps_for=timedelta(hours=8))
    kernel.left = timedelta(hours=8)
    world.vaults = [world.keyring, kernel]
    world.given = [Given(KEPT, DESCRIPTOR)]
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x")), *where) == 0
    stays = " for 8 h 0 min" if place == "kernel keyring" else ""
    assert capsys.readouterr().out.endswith(f"Kept for prod in the {place}{stays}.\n")
    kept = {vault.name for vault in world.vaults if vault.entries}
    assert kept == {place}


@pytest.mark.parametrize("where", [(), ("--keep", "keyring"), ("--keep", "kernel")])
def test_where_nothing_lasts_nothing_is_asked_or_sent(
    where: tuple[str, ...],
    world: LiveWorld,
    typist: Typist,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world.keyring.lasting = False
    world.sentence = "There is no keyring; 'drilltui keyring run' opens one."
    assert run("credentials", "set", *where) == 5
    assert "'drilltui keyring run' opens one." in one_sentence(capsys)
    assert (typist.asked, world.cloud.asked) == ([], [])


def test_a_variable_that_goes_before_what_was_kept_is_told(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = [Given(KEPT, DESCRIPTOR), Given(KEPT, ENVIRONMENT)]
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x"))) == 0
    assert capsys.readouterr().out.endswith(
        "Kept for prod in the Secret Service.\n"
        "HUAWEICLOUD_SDK_AK is still set, and goes before the keyring: take it out of where it is"
        " set.\n"
    )


def test_a_vault_that_does_not_take_it_is_status_5(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = [Given(KEPT, DESCRIPTOR)]
    world.keyring.trouble = VaultError("The Secret Service is locked.", "Unlock it.")
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x"))) == 5
    assert "The Secret Service is locked. Unlock it." in capsys.readouterr().err


def test_forget_asks_and_a_yes_forgets_everywhere(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = StubVault("kernel keyring", keeps_for=timedelta(hours=8))
    kernel.entries = {"prod": KEPT}
    world.keyring.entries = {"prod": KEPT, "login": KEPT}
    world.vaults = [world.keyring, kernel]
    typist.answers = ["n"]
    assert run("credentials", "forget") == 0
    assert kernel.entries == {"prod": KEPT}
    typist.answers = ["yes"]
    assert run("credentials", "forget") == 0
    assert capsys.readouterr().out == (
        "Forgotten: prod in the Secret Service, the kernel keyring.\n"
    )
    assert (world.keyring.entries, kernel.entries) == ({"login": KEPT}, {})


def test_forget_needs_a_yes_where_nobody_can_be_asked(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.keyring.entries = {"old": KEPT}
    assert run("credentials", "forget", "--profile", "old") == 2
    assert "Add --yes." in one_sentence(capsys)
    assert run("credentials", "forget", "--profile", "old", "--yes") == 0
    assert world.keyring.entries == {}
    assert run("credentials", "forget", "--yes") == 0
    assert capsys.readouterr().out.endswith("Nothing was found that is kept for prod.\n")
    assert run("credentials", "forget", "--profile", "nosuch", "--yes") == 2
    assert "There is no profile nosuch" in one_sentence(capsys)


def test_a_keyring_that_is_not_open_may_still_hold_what_is_to_be_forgotten(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = Finding("Secret Service", Verdict.WARN, "No D-Bus session is open here.")
    world.unseen = (closed,)
    assert run("credentials", "forget", "--yes") == 5
    assert capsys.readouterr().out == (
        "Not looked at, and so not known: Secret Service. No D-Bus session is open here.\n"
        "Nothing was found that is kept for prod.\n"
    )
    world.keyring.entries = {"prod": KEPT}
    assert run("credentials", "forget", "--yes") == 5, "the older one may be in the other"
    assert "Forgotten: prod" in capsys.readouterr().out
    assert run("credentials", "status") == 0
    shown = capsys.readouterr().out
    assert "not found" in shown
    assert "Not looked at, and so not known: Secret Service." in shown


def test_what_the_kernel_keeps_for_a_while_must_be_asked_for(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = StubVault("kernel keyring", keeps_for=timedelta(hours=8))
    world.vaults = [kernel]
    world.given = [Given(KEPT, DESCRIPTOR)]
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x"))) == 5
    assert "--keep kernel" in one_sentence(capsys)
    assert kernel.entries == {}
    kept = ("--keep", "kernel")
    assert run("credentials", "set", "--secret-fd", str(descriptor_with("x")), *kept) == 0
    assert kernel.entries == {"prod": KEPT}


def test_a_deed_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("credentials") == 2
    assert "status|set|forget" in one_sentence(capsys)
    assert PROFILE.name == "prod"
