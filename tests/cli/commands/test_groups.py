"""`drilltui groups`: one object a line, a table that fits, and no surprise from the cloud."""

from __future__ import annotations

import asyncio
import gc
import json
import re
from datetime import timedelta
from random import Random

import pytest

from drilltui.cli.commands.groups import as_table
from drilltui.domain.credential import Given
from drilltui.domain.errors import (
    CloudError,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    VaultError,
)
from drilltui.domain.exchange import Exchange, PlannedRequest
from drilltui.domain.ports import Person
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.services.requests import Requests
from drilltui.services.session import Session, open_session
from drilltui.store.memory_journal import MemoryJournal
from tests.cli.conftest import Typist
from tests.cli.live_world import (
    ENVIRONMENT,
    KEPT,
    KEY,
    PROFILE,
    SK,
    CheckedCloud,
    LiveWorld,
    OpenSession,
)
from tests.cli.running import one_sentence, run
from tests.clock import FakeClock
from tests.services.stage import PLACE
from tests.services.stub_cloud import missing
from tests.ui.present.things import NOW, drill, overview

FIELDS = (
    "schema type id name state from to instances pairs sync drills last_drill_at ready reason "
    "remedy code profile region project_id"
)
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(autouse=True)
def _key(world: LiveWorld) -> None:
    world.given = [Given(KEPT, ENVIRONMENT)]


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def test_json_is_one_object_for_each_group_on_a_line(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("groups", "--json") == 0

    found = objects(capsys)
    assert len(found) > 5
    assert all(" ".join(group) == FIELDS for group in found)
    assert [str(group["name"]).casefold() for group in found] == sorted(
        str(group["name"]).casefold() for group in found
    )
    payments = next(group for group in found if group["name"] == "pg-payments")
    assert payments["schema"] == 1
    assert payments["state"] == "protected"
    assert (payments["ready"], payments["reason"]) == (True, "ready")
    assert (payments["profile"], payments["region"]) == ("prod", "eu-demo-1")
    assert any(group["ready"] is False and group["remedy"] and group["code"] for group in found)
    assert [credential for _, credential in world.entered] == [KEY]


def test_names_from_the_cloud_are_whole_in_json_and_harmless_in_a_table(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.scenario = "hostile"

    assert run("groups", "--json") == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert not CONTROLS.search(out)
    names = [json.loads(line)["name"] for line in out.splitlines()]
    assert any(CONTROLS.search(name) for name in names), "the hostile scenario has become tame"

    assert run("groups") == 0
    out = capsys.readouterr().out
    assert not CONTROLS.search(out)
    assert len(out.splitlines()) == len(names) + 1


def test_without_a_terminal_the_table_has_every_column_and_whole_ids(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("groups") == 0

    head, *rows = capsys.readouterr().out.splitlines()
    assert " ".join(head.split()) == (
        "NAME STATE FROM TO SYNC INSTANCES PAIRS DRILLS LAST DRILL ID DRILL NOW"
    )
    ids = [re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", row) for row in rows]
    assert rows
    assert all(ids)
    assert len({found.start() for found in ids if found}) == 1, "the ids do not stand in a column"


@pytest.mark.parametrize("width", [72, 80, 100, 132, 200])
def test_the_table_fits_the_terminal(width: int) -> None:
    groups = [
        overview(name="pg-with-a-name-of-sixty-four-characters-as-long-as-a-name-may-be"),
        overview(drill(), name="数据库保护组", status="failed-over", progress=None),
        overview(name="x", status="starting"),
    ]
    lines = as_table(groups, width)
    assert all(len(line) <= width for line in lines)
    assert all(groups[0].group.id in line for line in lines[1:])
    assert as_table(groups, None)[1].startswith(groups[0].group.name)
    judged = lines[3].split("  ")[-1].removesuffix("..")
    assert judged
    assert "no: protection is being enabled".startswith(judged)


def test_when_a_drill_was_made_is_told_in_utc() -> None:
    made = overview(drill(created_at=NOW - timedelta(hours=1)))
    assert "2026-11-23T08:14:00Z" in as_table([made], None)[1]


def test_no_group_is_a_sentence_and_no_failure(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.open_session = session_over(CheckedCloud())
    assert run("groups") == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "There is no protection group in eu-demo-1.\n")
    assert run("groups", "--json") == 0
    assert capsys.readouterr() == ("", "")


def session_over(
    cloud: CheckedCloud, asks: str = "", requests: Requests | None = None
) -> OpenSession:
    async def opened(profile: Profile, person: Person) -> Session:
        if asks and await person.passcode("operator", asks) is None:
            raise NotSignedIn("Nobody gave the passcode.")
        journal, clock = MemoryJournal(), FakeClock()
        return open_session(PLACE, cloud, journal, clock, requests or Requests(), Random(1))

    return opened


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (missing("SDRS.1013", "group"), 1),
        (NotSignedIn("Not signed in."), 4),
        (VaultError("It is locked."), 5),
    ],
)
def test_what_goes_wrong_is_one_sentence_with_its_status(
    error: CloudError, status: int, world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = CheckedCloud()
    cloud.pages = [()]
    cloud.script("group_pages", error)
    world.open_session = session_over(cloud)
    assert run("groups", "--json") == status
    assert one_sentence(capsys).startswith(error.what)
    assert cloud.closed


def test_a_refused_secret_is_told_with_where_it_came_from(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = CheckedCloud()
    cloud.pages = [()]
    wrong = SignInRefused(
        SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="wrong", remedy="Check it."
    )
    cloud.script("group_pages", wrong)
    world.open_session = session_over(cloud)
    assert run("groups") == 4
    assert f"Check it. The secret came from the {ENVIRONMENT}." in one_sentence(capsys)


def test_a_refused_secret_that_was_typed_is_told_as_that(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = CheckedCloud()
    cloud.pages = [()]
    wrong = SignInRefused(SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="wrong")
    cloud.script("group_pages", wrong)
    world.open_session = session_over(cloud)
    world.given = []
    typist.answers = [KEY.ak, SK, ""]
    assert run("groups") == 4
    assert "The secret was typed in." in one_sentence(capsys)


@pytest.mark.parametrize("watched", [True, False])
def test_a_person_who_waits_is_told_why_and_a_program_is_not(
    watched: bool,
    world: LiveWorld,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cloud = CheckedCloud()
    cloud.pages = [()]
    requests = Requests()

    async def fail_once() -> None:
        request = PlannedRequest("GET", "https://sdrs.example.com")
        requests.note(Exchange(1, NOW, request, {}, 0.1, failure="It refused.", attempt=2))
        await asyncio.sleep(0)

    cloud.during("group_pages", fail_once)
    world.open_session = session_over(cloud, requests=requests)
    monkeypatch.setattr("sys.stderr.isatty", lambda: watched)
    assert run("groups", "--json") == 0
    assert capsys.readouterr().err == ("Try 2: It refused.\n" if watched else "")


def test_two_calls_that_fail_at_once_are_one_sentence(
    world: LiveWorld, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    cloud = CheckedCloud()
    cloud.pages = [()]
    both = Refused(status=403, code="SDRS.0001", message="not allowed")
    cloud.script("group_pages", both)
    cloud.script("drills", both)
    cloud.during("group_pages", lambda: asyncio.sleep(0))
    world.open_session = session_over(cloud)
    assert run("groups") == 1
    gc.collect()
    assert one_sentence(capsys) == "SDRS.0001: not allowed"
    assert caplog.messages == [], "without a screen this would be a traceback on the terminal"


def test_without_secrets_and_a_terminal_it_says_what_helps(
    world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = []
    assert run("groups") == 4
    sentence = one_sentence(capsys)
    assert "prod needs an access key, and standard input is no terminal to ask on." in sentence
    assert "--secret-fd" in sentence
    assert world.entered == []


def test_on_a_terminal_missing_secrets_are_asked_for_and_kept_for_this_run_only(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = []
    typist.answers = [KEY.ak, f" {SK} ", ""]
    assert run("groups", "--json") == 0
    assert [question.partition(" (")[0] for question in typist.asked] == [
        "Access key",
        "Secret key",
        "Security token",
    ]
    assert world.entered == [(PROFILE, KEY)]
    assert (world.keyring.entries, world.memory.entries) == ({}, {"prod": KEPT})
    assert SK not in "".join(capsys.readouterr())


def test_an_empty_answer_is_no_secret(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given, typist.answers = [], [KEY.ak, ""]
    assert run("groups") == 4
    assert "needs an access key, and none was given" in one_sentence(capsys)


@pytest.mark.parametrize("when", ["opening", "reading"])
def test_a_passcode_that_nobody_can_be_asked_for_ends_it(
    when: str, world: LiveWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = CheckedCloud()
    if when == "opening":
        world.open_session = session_over(cloud, asks="Signing in.")
    else:
        cloud.pages = [()]

        async def opened(profile: Profile, person: Person) -> Session:
            session = await session_over(cloud)(profile, person)

            async def inside() -> None:
                assert await person.passcode("operator", "") is None
                raise NotSignedIn("Nobody gave the passcode.")

            cloud.during("group_pages", inside)
            return session

        world.open_session = opened
    assert run("groups") == 4
    assert "A passcode is needed, and standard input is no terminal" in one_sentence(capsys)


def test_a_passcode_is_asked_on_the_terminal(world: LiveWorld, typist: Typist) -> None:
    world.open_session = session_over(CheckedCloud(), asks="Signing in.")
    typist.answers = ["12345", "123 456"]
    assert run("groups") == 0
    assert typist.asked == ["Signing in. Passcode of operator: "] * 2


@pytest.mark.parametrize(
    ("profiles", "default", "arguments", "status", "words"),
    [
        ([], "", (), 4, "There is no profile yet."),
        ([PROFILE, Profile("dev", "eu-de")], "", (), 2, "There are 2 profiles, and none is"),
        ([PROFILE], "prod", ("--profile", "dev"), 2, "There is no profile 'dev'. Known: prod."),
        ([PROFILE], "gone", (), 2, "There is no profile 'gone'."),
    ],
)
def test_which_profile_must_be_clear(
    profiles: list[Profile], default: str, arguments: tuple[str, ...], status: int, words: str,
    world: LiveWorld, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    world.profiles, world.default = profiles, default
    assert run("groups", *arguments) == status
    assert words in one_sentence(capsys)


def test_the_only_profile_needs_no_word(world: LiveWorld) -> None:
    world.default = ""
    assert run("groups") == 0


def test_a_password_without_a_user_is_a_fault_of_the_profile(
    world: LiveWorld, typist: Typist, capsys: pytest.CaptureFixture[str]
) -> None:
    world.given = []
    world.profiles = [Profile("prod", "eu-de", auth=AuthMethod.PASSWORD)]
    assert run("groups") == 2
    assert "does not say whose password" in one_sentence(capsys)
    assert typist.asked == []
