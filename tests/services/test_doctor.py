"""The doctor looks at everything, one thing after the other, and nothing keeps it from the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from drilltui.domain.credential import AccessKey, Given
from drilltui.domain.errors import (
    ConfigError,
    DrilltuiError,
    JournalError,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
    VaultError,
)  # fmt: skip
from drilltui.domain.finding import Finding
from drilltui.domain.ports import Person
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.secret import Secret
from drilltui.domain.verdict import Verdict
from drilltui.services.doctor import CLOUD, CONFIGURATION, HOST, Doctor, Examined, Step
from drilltui.settings import LiveSettings
from tests.cli.live_world import ENVIRONMENT, KEPT, SK, LiveWorld


class Nobody:
    async def passcode(self, user: str, why: str) -> Secret | None:
        return None


class Slow:
    """A person who takes their time."""

    async def passcode(self, user: str, why: str) -> Secret | None:
        await asyncio.sleep(0.3)
        return Secret("123456")


@pytest.fixture
def world() -> LiveWorld:
    return LiveWorld(given=[Given(KEPT, ENVIRONMENT)])


async def examined(
    world: LiveWorld,
    *first: Step,
    named: str = "",
    person: Person | None = None,
    limit: float = 10.0,
    sign_in_limit: float = 10.0,
) -> list[Examined]:
    doctor = Doctor(
        first,
        lambda: world.open_entrance(LiveSettings()),
        world,
        person or Nobody(),
        limit=limit,
        sign_in_limit=sign_in_limit,
    )
    return [one async for one in doctor.examine(named)]


def verdicts(found: Sequence[Examined]) -> dict[str, str]:
    return {one.finding.subject: one.finding.verdict.value for one in found}


def of(subject: str, found: Sequence[Examined]) -> Examined:
    return next(one for one in found if one.finding.subject == subject)


async def test_all_is_well_from_the_configuration_to_the_permission(world: LiveWorld) -> None:
    found = await examined(world)
    assert ", ".join(verdicts(found)) == (
        "configuration, secrets, profile, profile region, profile project_id, profile auth, "
        "certificates, sdrs TLS, vpc TLS, ecs TLS, iam TLS, credential, clock, signature, "
        "permission"
    )
    assert set(verdicts(found).values()) == {"ok"}
    assert {one.status for one in found} == {0}
    assert of("credential", found).finding.seen == "from environment HUAWEICLOUD_SDK_AK"
    region = of("profile region", found).finding.seen
    assert region == "eu-demo-1 (file /etc/drilltui/config.toml)"
    assert world.reached[0] == "https://sdrs.eu-demo-1.otc.t-systems.com"
    assert SK not in repr(found)
    assert world.cloud.calls("look") == [""]
    assert world.cloud.closed


async def test_one_endpoint_for_all_services_is_looked_at_once(world: LiveWorld) -> None:
    here = "http://127.0.0.1:8080"
    endpoints = dict.fromkeys(("sdrs", "vpc", "ecs", "iam"), here)
    world.profiles = [Profile("prod", "eu-de", endpoints=endpoints)]
    found = await examined(world)
    assert world.reached == [here]
    assert verdicts(found)["sdrs/vpc/ecs/iam TLS"] == "ok"


async def test_services_that_a_cloud_may_lack_are_not_looked_for(world: LiveWorld) -> None:
    await examined(world)
    assert [url.removeprefix("https://").partition(".")[0] for url in world.reached] == [
        "sdrs",
        "vpc",
        "ecs",
        "iam",
    ]


async def test_without_a_profile_it_says_so_and_looks_at_this_host_only(world: LiveWorld) -> None:
    world.profiles, world.default = [], ""

    async def fine() -> Sequence[Finding]:
        return [Finding("size", Verdict.OK, "80 columns")]

    found = await examined(world, Step("terminal", HOST, fine))
    assert verdicts(found) == {
        "size": "ok",
        "configuration": "ok",
        "secrets": "ok",
        "profile": "warn",
    }
    assert {one.status for one in found} == {0}
    assert "drilltui import" in of("profile", found).finding.remedy
    assert (world.reached, world.cloud.asked) == ([], [])


async def test_a_look_that_fails_or_hangs_is_a_finding_and_the_next_one_is_taken(
    world: LiveWorld,
) -> None:
    async def broken() -> Sequence[Finding]:
        raise ZeroDivisionError(f"with {SK} in the message")

    async def hanging() -> Sequence[Finding]:
        await asyncio.Event().wait()
        return []

    async def refused() -> Sequence[Finding]:
        raise JournalError("The journal is full.", "Make room.")

    found = await examined(
        world,
        Step("one", CLOUD, broken),
        Step("two", CONFIGURATION, hanging),
        Step("three", CONFIGURATION, refused),
        limit=0.05,
    )
    one, two, three = found[:3]
    assert one == Examined(
        Finding(
            "one",
            Verdict.UNKNOWN,
            "the look itself failed: ZeroDivisionError",
            "This is a fault of drilltui; please report it.",
        ),
        HOST,
    )
    assert (two.finding.verdict, two.finding.seen) == (Verdict.UNKNOWN, "no answer in time")
    assert two.status == CONFIGURATION
    stopped = Finding("three", Verdict.STOP, "The journal is full.", "Make room.")
    assert three == Examined(stopped, HOST)
    assert verdicts(found)["permission"] == "ok"


@pytest.mark.parametrize(
    ("error", "subject", "status"),
    [
        (
            SignInRefused(SignInFault.SIGNATURE, status=401, code="APIGW.0301", message="no"),
            "signature",
            CLOUD,
        ),
        (Refused(status=403, code="SDRS.0004", message="not allowed"), "permission", CLOUD),
        (Unreachable("No way there.", sent=False), "network", CLOUD),
    ],
)
async def test_what_stops_the_sign_in_is_status_4_and_nothing_more_is_sent(
    error: DrilltuiError, subject: str, status: int, world: LiveWorld
) -> None:
    world.cloud.script("look", error)
    found = await examined(world)
    last = found[-1]
    assert (last.finding.subject, last.finding.verdict) == (subject, Verdict.STOP)
    assert last.status == status
    assert world.cloud.asked == [("look", "")]


async def test_several_projects_are_no_stop(world: LiveWorld) -> None:
    world.profiles = [Profile("prod", "eu-de")]
    both = (Project("a", "eu-de"), Project("b", "eu-de_two"))
    world.cloud.script("projects", both, both)
    found = await examined(world)
    assert verdicts(found)["project"] == "warn"
    assert of("project", found).finding.remedy == "Without project_id it is the main one, a."
    assert verdicts(found)["permission"] == "ok"
    subjects = [one.finding.subject for one in found]
    assert len(subjects) == len(set(subjects))
    assert {one.status for one in found} == {0}


async def test_a_clock_that_is_off_is_found_though_the_sign_in_is_refused(
    world: LiveWorld,
) -> None:
    world.cloud.skew = timedelta(minutes=17)
    world.cloud.script(
        "look", SignInRefused(SignInFault.CLOCK, status=401, code="APIGW.0301", message="date")
    )
    found = await examined(world)
    clock = of("clock", found)
    assert clock.status == CLOUD
    assert "17 min behind" in clock.finding.seen


async def test_a_configuration_that_cannot_be_used_is_status_2(world: LiveWorld) -> None:
    world.trouble = ConfigError("config.toml, line 3: no key regoin.", "Did you mean region?")
    found = await examined(world)
    assert [(one.finding.subject, one.status) for one in found] == [("configuration", 2)]


@pytest.mark.parametrize(
    ("named", "region", "status"), [("gone", "eu-de", CONFIGURATION), ("", "", CONFIGURATION)]
)
async def test_a_profile_that_is_not_one_is_status_2(
    named: str, region: str, status: int, world: LiveWorld
) -> None:
    world.profiles = [Profile("prod", region)]
    last = (await examined(world, named=named))[-1]
    assert (last.finding.subject, last.status) == ("profile", status)


async def test_a_keyring_that_stops_is_status_5_and_one_that_does_not_last_a_warning(
    world: LiveWorld,
) -> None:
    world.findings = (Finding("Secret Service", Verdict.STOP, "locked", "Unlock it."),)
    world.keyring.lasting = False
    found = await examined(world)
    assert of("Secret Service", found).status == HOST
    assert (verdicts(found)["secrets"], of("secrets", found).status) == ("warn", 0)


async def test_no_secret_is_status_4_and_a_keyring_that_fails_status_5(world: LiveWorld) -> None:
    world.given = []
    assert (await examined(world))[-1].status == CLOUD
    world.keyring.trouble = VaultError("It is locked.")
    assert (await examined(world))[-1].status == HOST
    assert world.cloud.asked == []


async def test_a_secret_from_the_keyring_is_named_by_its_place(world: LiveWorld) -> None:
    world.given, world.keyring.entries = [], {"prod": KEPT}
    found = await examined(world)
    assert of("credential", found).finding.seen == "from keyring Secret Service"


async def test_what_a_person_takes_for_a_passcode_is_not_counted(
    world: LiveWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance = world.open_entrance(LiveSettings())
    monkeypatch.setattr(world, "open_entrance", lambda settings: entrance)
    check = entrance.sign_in.check

    async def asking(profile: Profile, credential: AccessKey, person: Person) -> object:
        assert await person.passcode("operator", "") == Secret("123456")
        return await check(profile, credential, person)

    monkeypatch.setattr(entrance.sign_in, "check", asking)
    found = await examined(world, person=Slow(), sign_in_limit=0.1)
    assert verdicts(found)["permission"] == "ok"


async def test_a_refusal_in_the_main_of_several_projects_is_not_lost(world: LiveWorld) -> None:
    world.profiles = [Profile("prod", "eu-de")]
    both = (Project("a", "eu-de"), Project("b", "eu-de_two"))
    world.cloud.script("projects", both, both)
    world.cloud.script("look", Refused(status=403, code="SDRS.0004", message="not allowed"))
    last = (await examined(world))[-1]
    assert (last.finding.verdict, last.status) == (Verdict.STOP, CLOUD)
    assert "SDRS.0004" in last.finding.seen


async def test_where_no_service_can_be_reached_no_sign_in_is_tried(world: LiveWorld) -> None:
    world.way = Finding("connection", Verdict.STOP, "refused")
    last = (await examined(world))[-1]
    assert (last.finding.subject, last.finding.verdict) == ("sign-in", Verdict.UNKNOWN)
    assert world.cloud.asked == []


async def test_a_cloud_that_does_not_answer_ends_the_examination(world: LiveWorld) -> None:
    async def hanging() -> None:
        await asyncio.Event().wait()

    world.cloud.during("look", hanging)
    last = (await examined(world, sign_in_limit=0.05))[-1]
    assert (last.finding.subject, last.finding.seen) == ("sign-in", "no answer in time")
    assert last.status == CLOUD
    assert world.cloud.closed
