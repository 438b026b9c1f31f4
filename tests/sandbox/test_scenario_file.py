import os
from pathlib import Path

import pytest

from drilltui.sandbox.genesis import open_world
from drilltui.sandbox.scenario import Scenario, ScenarioError
from drilltui.sandbox.scenario_file import known_scenarios, load_scenario
from tests.sandbox.cloud import START

SMALL = """
title = "small"
[account]
name = "a"
region = "r-1"
projects = ["r-1"]
zones = ["r-1a", "r-1b"]
[[users]]
name = "u"
password = "p"
keys = [{ ak = "AK", sk = "SK" }]
[[vpcs]]
project = "r-1"
name = "v"
cidr = "10.0.0.0/16"
subnets = [{ name = "s", cidr = "10.0.0.0/24" }]
[[groups]]
project = "r-1"
name = "g"
status = "protected"
vpc = "v"
created = "9 days ago"
instances = [{ name = "i" }]
"""


def load(folder: Path, text: str) -> Scenario:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return load_scenario(str(path))


def test_the_scenarios_that_come_along() -> None:
    assert {"doors", "hostile", "leftovers", "preflight", "smooth"} <= {*known_scenarios()}
    assert load_scenario("smooth").groups


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario("smoth")
    known = ", ".join(known_scenarios())
    assert str(caught.value) == f"There is no scenario 'smoth'; known scenarios: {known}."


def test_a_file_of_one_s_own(tmp_path: Path) -> None:
    scenario = load(tmp_path, SMALL)
    assert scenario.groups[0].instances[0].disks[0].size == 40
    assert scenario.groups[0].created.days == 9
    world = open_world(scenario, START, 1)
    (group,) = world.protection.groups(world.account.projects[0].id)
    assert (START - group.created).days == 9


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "small"', "", "the key 'title' is missing."),
        ('title = "small"', "title = 5", "title must be text."),
        ("[account]", "[acount]", "unknown key 'acount' (did you mean 'account'?)."),
        ('vpc = "v"', 'vpc = "v"\nzzz = 1', "groups[0].unknown key 'zzz' (known keys: project,"),
        ('vpc = "v"', 'vpc = "w"', "group 'g': there is no VPC 'w' in project 'r-1'."),
        ('status = "protected"', 'status = "ok"', "group 'g': unknown status 'ok'."),
        ('"9 days ago"', '"yesterday"', "groups[0].created must be an age such as"),
        ('"9 days ago"', '"9999 days ago"', "group 'g': nothing may be more than 1500 days old."),
        ('{ name = "i" }', "1", "groups[0].instances[0]. must be a table."),
        ('[{ name = "i" }]', '"i"', "groups[0].instances must be a list."),
        ('{ name = "i" }', '{ name = "i" }, { name = "i" }', "there are two of instance 'i'."),
        ('name = "i"', 'name = "i", subnets = ["t"]', "there is no subnet 't' in VPC 'v'."),
        ('name = "i"', 'name = "i", status = "x"', "instance 'i': unknown status 'x'."),
        ('name = "i"', 'name = "i", flavor = "x"', "instance 'i': unknown flavor 'x'."),
        ('name = "i"', 'name = "i", tags = ["x"]', "tags must be written 'key=value'."),
        ('name = "i"', 'name = "i", frozen = 1', "instances[0].frozen must be true or false."),
        (
            'name = "i"',
            'name = "i", disks = [{ size = 1, progress = 101 }]',
            "a disk's progress must be 0 to 100.",
        ),
        (
            'name = "i"',
            'name = "i", disks = [{ size = true }]',
            "disks[0].size must be a whole number.",
        ),
        ('name = "g"', 'name = "%s"' % ("x" * 65), "must be 1 to 64 bytes."),
        (
            'cidr = "10.0.0.0/24"',
            'cidr = "10.0.0.1/24"',
            "'10.0.0.1/24' is not an IPv4 CIDR block.",
        ),
        ('cidr = "10.0.0.0/24"', 'cidr = "10.1.0.0/24"', "subnet 's' lies outside 10.0.0.0/16."),
        ('projects = ["r-1"]', 'projects = ["r-2"]', "must be the region's own, 'r-1'."),
        ('["r-1a", "r-1b"]', '["r-1a", "r-1a"]', "must be two different availability zones."),
        (
            'keys = [{ ak = "AK", sk = "SK" }]',
            "",
            "the first of users must be there and have a key.",
        ),
        ('password = "p"', 'password = "p"\nlogin_protection = true', "needs a totp_secret."),
        ('password = "p"', 'password = "p"\ntotp_secret = "1"', "totp_secret must be base32 text."),
        ('project = "r-1"\nname = "v"', 'project = "x"\nname = "v"', "there is no project 'x'."),
        (
            'password = "p"',
            'password = "p"\nroles = ["boss"]',
            "user 'u': unknown role 'boss' (known",
        ),
        ('password = "p"', 'password = "p"\nroles = "readonly"', "users[0].roles must be a list."),
        (
            'password = "p"',
            'password = "p"\ndenied = "kindly"',
            "user 'u': denied must be 'gateway', 'policy' or 'service'.",
        ),
        (
            'password = "p"',
            'password = "p"\ndisabled = 1',
            "users[0].disabled must be true or false.",
        ),
        (
            "[[vpcs]]",
            '[[users]]\nname = "u"\npassword = "q"\n[[vpcs]]',
            "there are two of user 'u'.",
        ),
        ('sk = "SK"', 'sk = "SK", life = "soon"', "users[0].keys[0].life must be a span such as"),
        ('sk = "SK"', 'sk = "SK", life = "9999 days"', "no access key may live for more than 3650"),
        (
            "[account]",
            '[sign_in]\ntoken_life = "0 hours"\n[account]',
            "sign_in.token_life must be a",
        ),
        (
            "[account]",
            '[sign_in]\nlocked_for = "4000 days"\n[account]',
            "nothing of sign_in may last for more than 3650 days.",
        ),
        (
            "[account]",
            "[sign_in]\nwrong_passwords = 0\n[account]",
            "sign_in.wrong_passwords must be 1 or more.",
        ),
        (
            "[account]",
            '[sign_in]\nenvelope = "brown"\n[account]',
            "sign_in.envelope must be 'code' or 'title'.",
        ),
        ("[account]", '[sign_in]\nlife = "1 hour"\n[account]', "sign_in.unknown key 'life'"),
        (
            "[account]",
            "[gateway]\nahead_minutes = -1441\n[account]",
            "gateway.ahead_minutes must be -1440 to 1440.",
        ),
        (
            "[account]",
            '[network]\nportal = "on"\n[account]',
            "network.portal must be '', 'page' or 'redirect'.",
        ),
        ("[account]", "[account", "is not valid TOML:"),
    ],
)
def test_one_sentence_says_what_is_wrong_and_where(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in SMALL
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, SMALL.replace(old, new))
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'own.toml'}: ")
    assert complaint in message
    assert "\n" not in message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read: No such file or directory"):
        load_scenario(str(tmp_path / "none.toml"))
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(str(tmp_path))
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(ScenarioError, match=r"is not UTF-8 text \(byte 9\)"):
        load_scenario(str(tmp_path / "latin.toml"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = " + "[" * 20_000 + "]" * 20_000, "is nested too deep. See"),
        ("a = " + "{a = " * 5_000 + "1" + "}" * 5_000, "is nested too deep. See"),
        ("a = " + "1" * 5_000, "has a number that is too long. Shorten it."),
        ("a = 0x" + "f" * 5_000, "has a number that is too long. Shorten it."),
        ("#" * 2_000_000, "is larger than 1024 kB. Make it shorter."),
    ],
    ids=["lists", "tables", "digits", "hexadecimal", "large"],
)
def test_a_file_that_was_made_to_harm_is_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'own.toml'}: {why}")


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    for name in ("pipe.toml", "endless.toml"):
        with pytest.raises(ScenarioError, match=f"{name}: is not a file. Name a TOML file."):
            load_scenario(str(tmp_path / name))


def test_a_history_that_cannot_have_been(tmp_path: Path) -> None:
    drills = 'drills = [{ name = "d", created = "9 hours ago", deletion = "9 hours ago" }]'
    scenario = load(tmp_path, f"{SMALL}{drills}\n")
    with pytest.raises(ScenarioError, match="'d' of group 'g' cannot have been deleted when"):
        open_world(scenario, START, 1)


def test_a_subnet_that_is_too_small(tmp_path: Path) -> None:
    scenario = load(tmp_path, SMALL.replace("10.0.0.0/24", "10.0.0.0/29"))
    with pytest.raises(ScenarioError, match=r"Subnet 's' \(10\.0\.0\.0/29\) has no address left"):
        open_world(scenario, START, 1)
