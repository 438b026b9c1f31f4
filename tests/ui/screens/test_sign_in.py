from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import CloudError
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.sandbox.passcode import passcode
from tests.drive import Drive, live
from tests.live import KERNEL, MEMORY, SECRET_SERVICE, LiveWorld

TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The virtual MFA device of drill-operator in the scenario smooth."""

GROUPS = "GET /v1/[0-9a-f]{32}/server-groups"


async def open_form(drive: Drive) -> None:
    await drive.move_to("Sign in")
    await drive.press("enter")
    await drive.expect("a new profile")


async def fill_in_key(
    drive: Drive, world: LiveWorld, *, sk: str = "", project: bool = True
) -> None:
    await open_form(drive)
    await fill_fields(drive, world, sk=sk, project=project)


async def fill_fields(
    drive: Drive, world: LiveWorld, *, sk: str = "", project: bool = True
) -> None:
    await drive.fill("region", world.access.region)
    await drive.fill("ak", world.access.ak)
    await drive.fill("sk", sk or world.access.sk)
    if project:
        await drive.fill("project_id", world.access.project_id)


async def fill_in_password(drive: Drive, world: LiveWorld, method: str) -> None:
    await open_form(drive)
    await drive.fill("region", world.access.region)
    await drive.choose_method(method)
    await drive.fill("user", world.access.user)
    await drive.fill("domain", world.access.domain)
    await drive.fill("password", world.access.password)
    await drive.fill("project_id", world.access.project_id)


async def test_from_a_first_start_to_the_groups_with_an_access_key() -> None:
    async with live() as (drive, world):
        await fill_in_key(drive, world, project=False)
        await drive.check()
        shown = await drive.expect("2 projects in eu-demo-1: choose one")
        assert "+ ok   clock" in shown
        assert "+ ok   signature  accepted" in shown
        assert not world.keyring.entries
        await drive.move_to("eu-demo-1_insurance")
        await drive.press("up", "enter")
        shown = await drive.expect("may list protection groups")
        assert drive.cursor_row.startswith(SECRET_SERVICE)
        assert "Secrets are kept in the Secret Service of this desktop." in shown
        assert not world.keyring.entries
        assert not world.profiles.profiles
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert drive.banner.startswith(" LIVE  prod   eu-demo-1   groups")
        assert world.keyring.entries == {"prod": world.key}
        kept = world.profiles.profiles["prod"]
        assert (kept.auth, kept.project_id) == (AuthMethod.AKSK, world.access.project_id)
        assert world.profiles.default == "prod"


async def test_nothing_is_kept_before_it_is_proved() -> None:
    async with live() as (drive, world):
        await fill_in_key(drive, world)
        await drive.press("f6")
        assert "Nothing is kept before it is proved: F5 checks." in drive.key_line
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.fill("name", "other")
        assert "Changed: F5 checks it." in drive.screen_text()
        await drive.press("f6")
        assert "Nothing is kept" in drive.key_line
        assert [*world.keyring.entries, *world.memory.entries, *world.profiles.profiles] == []


async def test_a_wrong_key_is_said_with_one_request_and_never_tried_again_by_itself() -> None:
    async with live() as (drive, world):
        await fill_in_key(drive, world, sk="wrong-secret-key")
        await drive.check()
        shown = await drive.expect("! stop signature")
        assert "APIGW.0301" in shown
        assert len(world.line.sent) == 1
        await drive.let_time_pass(300)
        assert len(world.line.sent) == 1
        await drive.press("f6")
        assert "Nothing is kept" in drive.key_line
        await drive.fill("sk", world.access.sk)
        await drive.check()
        await drive.expect("may list protection groups")


async def test_what_a_check_has_sent_is_in_the_request_log() -> None:
    async with live() as (drive, world):
        await open_form(drive)
        await drive.fill("region", world.access.region)
        await drive.press("tab", "@")
        assert "Nothing was sent yet." in drive.key_line
        await fill_fields(drive, world, sk="wrong-secret-key")
        await drive.check()
        await drive.expect("! stop signature")
        await drive.fill("region", world.access.region)
        await drive.press("tab", "@")
        shown = await drive.expect("requests")
        assert drive.banner.startswith(" drilltui  sign in > requests")
        assert "401" in shown
        await drive.press("enter")
        assert "wrong-secret-key" not in await drive.expect("APIGW.0301")


async def test_what_is_missing_is_said_under_its_field_and_nothing_is_sent() -> None:
    async with live() as (drive, world):
        await open_form(drive)
        await drive.press("f5")
        assert "Not checked. Region: a region is needed" in drive.key_line
        await drive.fill("region", "eu-demo-1")
        await drive.press("f5")
        assert "Not checked. Access key: the access key is needed" in drive.key_line
        shown = drive.screen_text()
        assert "stop  the access key is needed" in shown
        assert "stop  the secret key is needed" in shown
        await drive.paste("AK")
        assert "stop  the access key is needed" not in drive.screen_text()
        await drive.fill("project_id", "xyz")
        await drive.press("f5")
        assert "a project id has 32 characters 0-9 a-f; this has 3" in drive.screen_text()
        assert world.line.sent == []


async def test_a_secret_that_is_typed_into_the_shown_field_is_warned_of_at_once() -> None:
    async with live() as (drive, _world):
        await open_form(drive)
        await drive.fill("ak", "A" * 20)
        assert "as long as a secret key" not in drive.screen_text()
        await drive.fill("ak", "A" * 40)
        assert "as long as a secret key" in drive.screen_text()
        await drive.fill("ak", "A" * 20)
        assert "as long as a secret key" not in drive.screen_text()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("sandbox secret", "character 8 is in no secret key: copy it again"),
        ("sandbox\nsecret", "character 8 is in no secret key: copy it again"),
        ("sandbox-\u200bsecret", "character 9 is in no secret key: copy it again"),
        (" sandbox-secret", "character 1 is in no secret key: copy it again"),
    ],
)
async def test_a_key_that_was_pasted_with_something_else_is_not_tried(
    pasted: str, said: str
) -> None:
    async with live() as (drive, world):
        await fill_in_key(drive, world, sk=pasted)
        await drive.press("f5")
        assert f"stop  {said}" in drive.screen_text()
        assert world.line.sent == []


async def test_a_line_end_around_a_pasted_key_is_no_part_of_it() -> None:
    async with live() as (drive, world):
        await fill_in_key(drive, world, sk=f"{world.access.sk}\r\n")
        await drive.check()
        await drive.expect("may list protection groups")


async def test_the_regions_are_narrowed_while_one_types_and_enter_takes_one() -> None:
    async with live() as (drive, _):
        await open_form(drive)
        await drive.fill("region", "")
        assert "Enter takes af-south-1" in drive.screen_text()
        await drive.paste("germ")
        shown = drive.screen_text()
        assert "> eu-de " in shown
        assert "Open Telekom Cloud" in shown
        await drive.press("end", "ctrl+u")
        await drive.paste("eu")
        assert [row.split()[0] for row in drive.rows() if re.match(r"   eu-| > eu-", row)] == [
            ">",
            "eu-nl",
            "eu-west-101",
        ]
        await drive.press("down")
        assert "Enter takes eu-nl" in drive.screen_text()
        await drive.press("enter")
        shown = drive.screen_text()
        assert "Region      eu-nl" in shown
        assert "warn  Open Telekom Cloud, Netherlands: no SDRS in its catalogue" in shown
        assert "eu-west-101" not in shown, "the list is seen in its field only"


async def test_an_unknown_region_is_allowed_with_a_remark_and_tab_keeps_it() -> None:
    async with live() as (drive, _):
        await open_form(drive)
        await drive.fill("region", "moon-base-9")
        assert "warn  not known; by rule sdrs.moon-base-9.myhuaweicloud.com" in drive.screen_text()
        await drive.fill("region", "eu-west-1")
        assert "Enter takes eu-west-101, Tab keeps this" in drive.screen_text()
        await drive.press("tab")
        assert "Region      eu-west-1\n" in drive.screen_text()
        await drive.fill("region", "Eu-de")
        assert "pick  Enter takes eu-de" in drive.screen_text()
        await drive.press("tab")
        assert "'E' at position 1: only lower-case letters" in drive.screen_text()


async def test_the_region_list_does_not_take_the_fields_below_it() -> None:
    async with live((60, 20)) as (drive, world):
        await fill_in_key(drive, world)
        for field in ("name", "region", "ak", "sk", "security_token", "project_id", "ca_file"):
            await drive.fill(field, "x")
            focused = drive.app.focused
            assert focused is not None
            y = focused.region.y
            label = drive.rows()[y]
            assert label.strip(), f"{field} is not in sight"


async def test_a_secret_of_the_environment_is_named_and_used_without_being_shown() -> None:
    world = LiveWorld()
    world = LiveWorld(given={"HW_SECRET_KEY": world.key})
    async with live(world=world) as (drive, _):
        await open_form(drive)
        shown = await drive.expect("Secret key  from the environment: HW_SECRET_KEY")
        assert "Access key  from the environment: HW_SECRET_KEY" in shown
        assert world.access.ak not in shown
        await drive.fill("region", world.access.region)
        await drive.fill("project_id", world.access.project_id)
        await drive.check()
        await drive.expect("may list protection groups")


async def test_the_secret_of_one_key_is_never_used_for_another() -> None:
    world = LiveWorld()
    world = LiveWorld(given={"HW_SECRET_KEY": world.key})
    async with live(world=world) as (drive, _):
        await open_form(drive)
        await drive.fill("region", world.access.region)
        await drive.fill("ak", "ANOTHERKEY")
        await drive.press("f5")
        assert "the secret key is needed: what is there is of another key" in drive.screen_text()
        assert world.line.sent == []


def of_the_sandbox(world: LiveWorld) -> Profile:
    """A profile of the sandbox's user, who signs in with a password."""
    access = world.access
    return world.profile(auth=AuthMethod.PASSWORD, user=access.user, domain=access.domain)


async def test_a_variable_with_a_password_is_found_when_its_user_was_typed() -> None:
    world = LiveWorld()
    password = Keepsake(password=Secret(world.access.password))
    world = LiveWorld(given={"OS_PASSWORD": password}, user=world.access.user)
    async with live(world=world) as (drive, _):
        await open_form(drive)
        await drive.fill("region", world.access.region)
        await drive.choose_method("password")
        await drive.fill("user", world.access.user)
        await drive.fill("domain", world.access.domain)
        await drive.press("tab")
        await drive.expect("Password    from the environment: OS_PASSWORD")
        await drive.fill("user", "somebody-else")
        await drive.press("f5")
        await drive.expect("stop  the password is needed")
        assert "OS_PASSWORD" not in drive.screen_text()
        assert world.line.sent == []


async def test_a_kept_key_is_not_used_for_a_name_that_was_just_typed() -> None:
    async with live() as (drive, world):
        world.keyring.entries["prod"] = world.key
        world.profiles.save(world.profile(), default=True)
        await open_form(drive)
        await drive.fill("name", "prod")
        await drive.fill("region", world.access.region)
        await drive.expect("kept in")
        await drive.fill("name", "prod2")
        await drive.press("f5")
        assert "Not checked. Access key" in drive.key_line
        assert world.line.sent == []


async def test_a_kept_password_is_not_sent_for_another_user() -> None:
    world = LiveWorld()
    world.profiles.profiles = {"prod": of_the_sandbox(world)}
    world.keyring.entries["prod"] = Keepsake(password=Secret(world.access.password))
    async with live(world=world, profile="prod") as (drive, _):
        await drive.press("p", "e")
        await drive.expect("Password    kept in Secret Service")
        sent = len(world.line.sent)
        await drive.fill("user", "somebody-else")
        await drive.press("tab")
        await drive.settle()
        assert "kept in" not in drive.screen_text()
        await drive.press("f5")
        assert "stop  the password is needed" in drive.screen_text()
        assert len(world.line.sent) == sent


async def test_another_region_or_name_does_not_keep_the_addresses_of_the_profile() -> None:
    world = LiveWorld(kept=["prod"])
    own = {"sdrs": "https://sdrs.example"}
    world.profiles.profiles = {"prod": world.profile(endpoints=own)}
    async with live(world=world, profile="prod") as (drive, _):
        await drive.press("p", "e")
        await drive.expect("SDRS at https://sdrs.example")
        await drive.fill("name", "other")
        await drive.expect_gone("sdrs.example")
        await drive.fill("name", "prod")
        await drive.expect("SDRS at https://sdrs.example")
        await drive.fill("region", "eu-nl")
        await drive.expect_gone("sdrs.example")


async def test_a_descriptor_that_does_not_fit_is_said() -> None:
    world = LiveWorld()
    world = LiveWorld(descriptor=Keepsake(password=Secret("pw")))
    async with live(world=world) as (drive, _):
        await open_form(drive)
        await drive.expect("What came by --secret-fd is not all that the profile prod signs in")


async def test_what_is_kept_for_a_name_is_found_when_the_name_was_typed() -> None:
    world = LiveWorld(kept=["spare"])
    async with live(world=world) as (drive, _):
        await open_form(drive)
        assert "kept in" not in drive.screen_text()
        await drive.fill("name", "spare")
        await drive.press("tab")
        await drive.expect("Secret key  kept in Secret Service")


async def test_a_locked_keyring_is_said_and_does_not_keep_one_from_typing() -> None:
    world = LiveWorld()
    world.keyring.locked = True
    async with live(world=world) as (drive, _):
        await open_form(drive)
        await drive.expect("Secret Service is locked. Unlock it and try again.")
        await drive.fill("region", world.access.region)
        await drive.fill("ak", world.access.ak)
        await drive.fill("sk", world.access.sk)
        await drive.fill("project_id", world.access.project_id)
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.press("enter")
        await drive.expect("Secret Service is locked. Unlock it")
        assert not world.profiles.profiles
        await drive.move_to(KERNEL)
        assert "for 8 h," in drive.cursor_row
        await drive.press("f6")
        await drive.expect("Secret Service may have an older secret for prod")
        assert "Kept: kernel keyring. Enter opens the profile." in drive.key_line
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert set(world.kernel.entries) == {"prod"}
        await drive.press("p")
        await drive.expect("kernel keyring, 7 h left")


async def test_a_password_serves_for_a_token() -> None:
    async with live() as (drive, world):
        await fill_in_password(drive, world, "password")
        assert world.access.password not in drive.screen_text()
        await drive.check()
        shown = await drive.expect("may list protection groups")
        assert "+ ok   password   accepted" in shown
        await drive.move_to(MEMORY)
        assert "this run only" in drive.cursor_row
        await drive.press("enter")
        await drive.expect("pg-archive")
        kept = world.profiles.profiles["prod"]
        assert (kept.auth, kept.user, kept.domain) == (
            AuthMethod.PASSWORD,
            world.access.user,
            world.access.domain,
        )
        assert world.memory.entries["prod"].password == Secret(world.access.password)
        assert not world.keyring.entries


async def test_a_wrong_password_is_sent_once() -> None:
    async with live() as (drive, world):
        await fill_in_password(drive, world, "password")
        await drive.fill("password", "wrong")
        await drive.check()
        await drive.expect("! stop password")
        await drive.let_time_pass(120)
        assert world.line.sent == ["POST /v3/auth/tokens"]


def user_id(world: LiveWorld) -> str:
    from drilltui.sandbox.account_genesis import account_of
    from drilltui.sandbox.scenario_file import load_scenario

    account = account_of(load_scenario("smooth"), world.clock.now(), 7)
    return account.users[0].id


async def fill_in_passcode(drive: Drive, world: LiveWorld) -> None:
    await fill_in_password(drive, world, "password and")
    await drive.press("f5")
    assert "the user id is needed" in drive.screen_text()
    await drive.fill("user_id", user_id(world))
    await drive.press("f5")
    await drive.expect("The passcode of drill-operator")


async def test_a_passcode_is_asked_for_when_it_is_needed() -> None:
    async with live() as (drive, world):
        await fill_in_passcode(drive, world)
        await drive.paste(passcode(TOTP, world.clock.now()))
        await drive.press("enter")
        await drive.expect("may list protection groups")
        assert world.line.sent.count("POST /v3/auth/tokens") == 1
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert world.profiles.profiles["prod"].passcode


async def test_no_passcode_is_no_sign_in_and_nothing_is_sent() -> None:
    async with live() as (drive, world):
        await fill_in_passcode(drive, world)
        await drive.back()
        await drive.expect("! stop")
        assert "sign in" in drive.banner
        assert world.line.sent == []


async def test_escape_leaves_a_check_that_is_under_way_and_keeps_nothing() -> None:
    async with live() as (drive, world):
        released = world.wire.hold(GROUPS)
        await fill_in_key(drive, world)
        await drive.press("f5")
        assert "Checking ..." in drive.screen_text()
        await drive.press("f5")
        assert "The check is under way; Esc leaves it." in drive.key_line
        await drive.back()
        assert drive.banner.endswith("welcome")
        released.set()
        await drive.settle()
        assert drive.banner.endswith("welcome")
        assert not world.keyring.entries


async def test_a_check_of_what_was_typed_before_is_not_kept_as_what_is_typed_now() -> None:
    async with live() as (drive, world):
        released = world.wire.hold(GROUPS)
        await fill_in_key(drive, world)
        await drive.press("f5")
        await drive.fill("name", "later")
        released.set()
        await drive.expect("Changed since: F5 checks again.")
        await drive.press("f6")
        assert "Nothing is kept" in drive.key_line


async def test_what_a_check_could_not_reach_is_said_with_what_helps() -> None:
    async with live() as (drive, world):
        world.wire.cut(GROUPS)
        await fill_in_key(drive, world)
        await drive.press("f5")
        await drive.let_time_pass(120)
        shown = await drive.expect("! stop network")
        assert "Check the network" in shown


async def test_a_user_who_may_not_list_groups_is_told_so() -> None:
    async with live() as (drive, world):
        world.wire.answer(GROUPS, 403, "SDRS.0405", "policy does not allow it [/nope] \x1b[2J")
        await fill_in_key(drive, world)
        await drive.check()
        shown = await drive.expect("! stop ")
        assert "policy does not allow it [/nope] ?[2J" in " ".join(shown.split())


async def test_a_hostile_project_is_only_text() -> None:
    def rename(answer: Any) -> Any:
        for project in answer["projects"]:
            if project["name"] != "eu-demo-1":
                project["name"] = "eu-demo-1_\x1b]52;c;x\x07[@click=app.quit]"
        return answer

    async with live() as (drive, world):
        world.wire.change("GET /v3/projects", rename)
        await fill_in_key(drive, world, project=False)
        await drive.check()
        await drive.expect("eu-demo-1_?]52;c;x?[@click")


async def test_a_profile_is_edited_without_losing_what_cannot_be_typed() -> None:
    world = LiveWorld(kept=["prod"])
    before = world.profile(
        readonly=True, rto_minutes=30, endpoints={"sdrs": "https://sdrs.example"}
    )
    world.profiles.profiles = {"prod": before}
    async with live(world=world, profile="prod") as (drive, _):
        await drive.press("p", "e")
        shown = await drive.expect("this profile is changed")
        assert "Secret key  kept in Secret Service" in await drive.expect("kept in")
        assert world.access.project_id in shown
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert world.profiles.profiles["prod"] == before


async def test_an_option_of_this_start_is_not_written_into_the_profile() -> None:
    world = LiveWorld(kept=["prod"])
    world.profiles.profiles = {"prod": world.profile()}
    world.readonly_option = True
    async with live(world=world, profile="prod") as (drive, _):
        await drive.press("p", "e")
        await drive.expect("kept in")
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.press("enter")
        await drive.expect("pg-archive")
        assert not world.profiles.profiles["prod"].readonly


async def test_a_first_name_is_suggested_that_is_free() -> None:
    world = LiveWorld()
    world.profiles.profiles = {name: world.profile(name) for name in ("prod", "prod-2")}
    async with live(world=world) as (drive, _):
        await open_form(drive)
        assert "Profile     prod-3" in drive.screen_text()
        await drive.fill("name", "prod")
        assert "warn  there is a profile of this name" in drive.screen_text()


async def test_a_profile_without_its_secret_leads_to_the_form_and_escape_to_the_reason() -> None:
    world = LiveWorld([Profile("prod", region="eu-demo-1")])
    async with live(world=world, profile="prod", ready=False) as (drive, _):
        shown = await drive.expect("No access key was found for the profile prod.")
        assert "this profile is changed" in shown
        await drive.back()
        await drive.expect("Could not read the protection groups.")
        assert "No access key was found" in drive.screen_text()
        world.keyring.entries["prod"] = world.key
        await drive.press("r")
        await drive.expect("pg-archive")


@pytest.mark.parametrize("method", ["key", "password"])
async def test_no_screen_and_no_picture_ever_holds_a_secret(method: str) -> None:
    async with live() as (drive, world):
        secrets = (world.access.sk, world.access.password)

        def look() -> None:
            seen = drive.screen_text() + drive.picture()
            assert not [secret for secret in secrets if secret in seen]

        if method == "key":
            await fill_in_key(drive, world)
        else:
            await fill_in_password(drive, world, "password")
        look()
        await drive.resize(120, 40)
        look()
        await drive.check()
        await drive.expect("may list protection groups")
        look()
        await drive.press("enter")
        await drive.expect("pg-archive")
        await drive.press("@")
        await drive.expect("PATH")
        await drive.press("enter")
        await drive.expect("ANSWER")
        look()
        assert not [s for s in secrets if s in repr([w.description for w in drive.app.workers])]


async def test_a_failed_write_of_the_profile_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async with live() as (drive, world):

        def full(profile: Profile, *, default: bool) -> None:
            raise CloudError("No space left.", "Make room.")

        monkeypatch.setattr(world.profiles, "save", full)
        await fill_in_key(drive, world)
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.press("enter")
        await drive.expect("No space left. Make room.")
        assert "sign in" in drive.banner


async def test_temporary_keys_need_their_token() -> None:
    temporary = Keepsake("SANDBOXTEMPORARY0001", Secret("sandbox-secret-key-not-real-00000000002"))
    async with live() as (drive, world):
        await fill_in_key(drive, world, sk=temporary.sk.reveal() if temporary.sk else "")
        await drive.fill("ak", temporary.ak)
        await drive.fill("security_token", "sandbox-security-token-not-real-0001")
        await drive.check()
        await drive.expect("may list protection groups")
        await drive.press("enter")
        await drive.expect("pg-archive")
        kept = world.keyring.entries["prod"]
        assert kept == replace(
            temporary, security_token=Secret("sandbox-security-token-not-real-0001")
        )
