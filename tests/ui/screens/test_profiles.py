from __future__ import annotations

from drilltui.domain.profile import AuthMethod, Profile
from tests.drive import Drive, live, rehearsal
from tests.live import LiveWorld

LOGIN = {"auth": AuthMethod.PASSWORD, "user": "ada", "domain": "northwind", "passcode": True}


def two() -> LiveWorld:
    """A world with the profiles prod and test, whose keys are kept."""
    world = LiveWorld(kept=["prod", "test"])
    world.profiles.profiles = {name: world.profile(name) for name in ("prod", "test")}
    world.profiles.default = "prod"
    return world


async def open_profiles(drive: Drive) -> str:
    await drive.press("p")
    return await drive.expect("SIGNS IN")


async def test_profiles_say_where_they_lead_how_they_sign_in_and_where_the_secret_is() -> None:
    world = two()
    world.profiles.profiles["who"] = world.profile("who", readonly=True, **LOGIN)
    world.kernel.entries["who"] = world.key
    async with live((120, 40), world, profile="prod") as (drive, _):
        await open_profiles(drive)
        shown = await drive.expect("kernel keyring, 7 h left")
        rows = {row.split()[0]: row for row in drive.list_rows().values() if row.strip()}
        assert "open default" in next(row for row in rows.values() if "> prod" in row)
        assert "Secret Service" in rows["test"]
        assert "passcode" in rows["who"]
        assert "READ-ONLY" in rows["who"]
        assert "no secret" in rows["rehearsal"]
        await drive.move_to("who")
        shown = drive.screen_text()
        assert "ada of northwind" in shown
        assert world.access.project_id in shown


async def test_where_secrets_are_is_asked_after_the_list_is_seen() -> None:
    world = LiveWorld()
    world = LiveWorld([world.profile()], given={"HW_SECRET_KEY": world.key})
    world.keyring_found.clear()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        assert "looking ..." in drive.screen_text()
        world.keyring_found.set()
        await drive.expect_gone("looking ...")
        assert "not found" in drive.cursor_row
        assert "In use    from the environment: HW_SECRET_KEY" in drive.screen_text()


async def test_the_source_of_a_secret_is_said_of_the_open_profile_only() -> None:
    async with live(world=two(), profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.expect("In use    kept in Secret Service")
        await drive.move_to("test")
        await drive.expect_gone("In use")


async def test_a_sign_in_that_has_begun_is_said_where_another_one_is_asked_for() -> None:
    async with live(world=two(), profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.press("a")
        await drive.expect("a new profile")
        await drive.press("f1", "p")
        await drive.expect("SIGNS IN")
        for key in ("a", "e"):
            await drive.press(key)
            assert "A sign-in has begun already: Esc leads back to it." in drive.key_line


async def test_enter_turns_to_another_profile_and_the_banner_says_so_from_the_first_frame() -> None:
    world = two()
    world.profiles.profiles["test"] = world.profile("test", region="eu-demo-1", readonly=True)
    async with live(world=world, profile="prod") as (drive, _):
        await drive.choose_group("pg-payments")
        released = world.wire.hold("GET .*/server-groups")
        await drive.turn_to("test")
        await drive.expect("Reading ...")
        assert drive.banner.startswith(" LIVE  READ-ONLY  test   eu-demo-1   groups")
        assert world.closed == ["prod"]
        assert len(drive.app.screen_stack) == 1
        released.set()
        await drive.expect("pg-archive")
        await drive.press("escape")
        assert "first screen" in drive.key_line


async def test_what_was_sent_before_is_not_among_the_requests_of_another_profile() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        before = len(drive.requests())
        assert before
        await drive.turn_to("test")
        await drive.expect("pg-archive")
        assert len(drive.requests()) == before
        assert world.closed == ["prod"]
    assert world.closed == ["prod", "test"]


async def test_from_a_rehearsal_to_a_profile_and_back() -> None:
    world = two()
    async with rehearsal(world=world) as drive:
        await drive.turn_to("prod")
        await drive.expect("pg-archive")
        assert drive.banner.startswith(" LIVE  prod ")
        await drive.turn_to("rehearsal")
        await drive.expect_gone("Reading ...")
        assert drive.banner.startswith(" REHEARSAL  smooth   eu-demo-1   groups")
        await drive.turn_to("test")
        await drive.expect_gone("Reading ...")
        assert drive.banner.startswith(" LIVE  test ")
        assert world.closed == ["prod", "rehearsal"]


async def test_turning_away_from_a_running_job_asks_first() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await drive.run_drill("pg-payments", seconds=5)
        await drive.turn_to("test")
        shown = await drive.expect("1 job is running.")
        assert "Cloud jobs go on without drilltui" in shown
        assert drive.cursor_row == "Stay"
        await drive.cancel()
        await drive.expect("SIGNS IN")
        assert drive.banner.startswith(" LIVE  prod ")
        assert world.closed == []
        await drive.move_to("test")
        await drive.press("enter")
        await drive.expect("Turn to test")
        await drive.confirm()
        await drive.expect_gone("Reading ...")
        assert drive.banner.startswith(" LIVE  test   eu-demo-1   groups")
        assert world.closed == ["prod"]
        await drive.let_time_pass(60)
        assert "RUNNING" not in drive.screen_text()


async def test_turning_away_from_a_rehearsals_job_says_that_it_ends() -> None:
    world = two()
    async with rehearsal(world=world) as drive:
        await drive.run_drill("pg-payments", seconds=5)
        await drive.turn_to("prod")
        shown = await drive.expect("1 job is running.")
        assert "The embedded cloud of a rehearsal ends with the rehearsal." in " ".join(
            shown.split()
        )


async def test_turning_away_from_a_request_that_is_out_asks_first() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        answer = world.wire.hold("POST .*/disaster-recovery-drills")
        await drive.move_to("pg-payments")
        await drive.new_drill()
        await drive.start()
        await drive.confirm()
        await drive.expect("then sending ...")
        drive.app.action_profiles_open()
        await drive.expect("SIGNS IN")
        await drive.move_to("test")
        await drive.press("enter")
        await drive.expect("1 request is on the way: the outcome would be unknown.")
        await drive.cancel()
        answer.set()
        await drive.expect("SIGNS IN")


async def test_a_burst_of_enters_turns_once() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.move_to("test")
        await drive.press_quickly("enter", 4)
        await drive.expect_gone("Reading ...")
        await drive.expect_gone("SIGNS IN")
        assert world.closed == ["prod"]
        assert "test " in drive.banner


async def test_a_profile_that_went_meanwhile_is_said_and_nothing_is_left() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.move_to("test")
        del world.profiles.profiles["test"]
        await drive.press("enter")
        assert "There is no profile 'test'. Known: prod." in drive.key_line
        assert world.closed == []


async def test_forgetting_a_secret_asks_and_the_profile_stays() -> None:
    world = two()
    world.kernel.entries["test"] = world.key
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.move_to("test")
        await drive.press("D")
        shown = await drive.expect("This removes the secret that is kept for test")
        assert "Secret Service, kernel keyring, 7 h left" in shown
        await drive.cancel()
        assert "test" in world.keyring.entries
        await drive.press("D")
        await drive.expect("This removes the secret")
        await drive.confirm()
        await drive.expect("Forgotten, in: Secret Service, kernel keyring.")
        assert "test" not in world.keyring.entries | world.kernel.entries
        assert "test" in world.profiles.profiles
        assert "prod" in world.keyring.entries
        await drive.expect("not found")
        await drive.press("D")
        await drive.expect("Nothing is kept for test.")


async def test_a_vault_that_does_not_forget_says_so() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.press("D")
        await drive.expect("This removes the secret")
        world.keyring.locked = True
        await drive.confirm()
        await drive.expect("Secret Service is locked.")


async def test_the_rehearsals_row_has_nothing_to_edit_or_forget() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        await drive.move_to("rehearsal")
        for key in ("e", "D"):
            await drive.press(key)
            assert "A rehearsal needs no credentials" in drive.key_line


async def test_a_profile_that_is_added_is_in_the_list_when_the_form_is_left() -> None:
    world = two()
    async with live(world=world, profile="prod") as (drive, _):
        await open_profiles(drive)
        world.profiles.profiles["late"] = Profile("late", region="eu-de")
        await drive.press("a")
        await drive.expect("a new profile")
        await drive.back()
        await drive.expect("late")
        await drive.press("p")
        assert "SIGNS IN" in drive.screen_text()


async def test_a_rehearsal_without_doors_says_so() -> None:
    async with rehearsal() as drive:
        await drive.press("p")
        assert "This run is a rehearsal only." in drive.key_line


async def test_hostile_profiles_are_only_text() -> None:
    name = "x\x1b]52;c;x\x07[@click=app.quit]"
    world = two()
    world.profiles.profiles[name] = Profile(name, region="\u202e\x9b2J", user="[/nope]")
    async with live(world=world, profile="prod") as (drive, _):
        shown = await open_profiles(drive)
        assert "x?]52;c;x" in shown
        assert "??2J" in shown


async def test_the_project_is_found_from_the_region_on_entering() -> None:
    world = two()
    world.profiles.profiles["found"] = Profile("found", region="eu-demo-1")
    world.keyring.entries["found"] = world.key
    async with live(world=world, profile="found") as (drive, _):
        await drive.expect("pg-archive")
        assert drive.app.desk.session.place.project_id == world.access.project_id


async def test_a_cloud_out_of_reach_is_said_in_the_lists_place_and_r_tries_again() -> None:
    world = two()
    world.profiles.profiles["found"] = Profile("found", region="eu-demo-1")
    world.keyring.entries["found"] = world.key
    world.wire.cut("GET /v3/projects")
    async with live(world=world, profile="found", ready=False) as (drive, _):
        await drive.let_time_pass(120)
        await drive.expect("Could not read the protection groups.")
        assert drive.app.is_running
        world.wire.mend()
        await drive.press("r")
        await drive.expect("pg-archive")


async def test_a_refused_sign_in_says_what_helps_and_r_is_the_persons_new_try() -> None:
    world = two()
    async with live((120, 40), world, profile="prod") as (drive, _):
        world.wire.answer("GET .*", 401, "APIGW.0301", "verify aksk signature fail")
        sent = len(world.line.sent)
        await drive.press("r")
        await drive.expect("Not signed in: r tries again, p shows the profiles.")
        assert len(world.line.sent) == sent + 1
        await drive.press("d")
        await drive.expect("Could not read the drills.")
        assert len(world.line.sent) == sent + 1, "nothing is sent while the refusal stands"
        assert "r tries again, p shows the profiles." in drive.screen_text()
        world.wire.mend()
        await drive.press("r")
        await drive.expect("drill-0911")
