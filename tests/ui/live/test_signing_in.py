"""Signing in by keys, each way: on a terminal, over a served sandbox."""

from __future__ import annotations

import time

from tests.served import Host
from tests.ui.live.terminal import Terminal
from tests.ui.live.users import IDS, STEP, USERS, passcode

MEMORY = "this run's memory"


def test_an_access_key_is_typed_and_proved_and_its_project_chosen(host: Host) -> None:
    host.write("aksk")
    with Terminal(environ=host.environ) as terminal:
        terminal.says(f"No access key was found for the profile {host.profile}.")
        terminal.fill("Access key", host.access.ak)
        terminal.fill("Secret key", host.access.sk)
        terminal.check()
        terminal.says("+ ok signature accepted")
        terminal.says("2 projects in eu-demo-1: choose one")
        terminal.choose("eu-demo-1 ")
        terminal.press("enter")
        terminal.keep(MEMORY)
        assert terminal.rows()[0].startswith(f" LIVE  {host.profile}   eu-demo-1   groups")
        host.hides({"terminal": terminal.leave()})
    assert f'project_id = "{host.access.project_id}"' in config(host)


def test_a_password_is_typed_with_its_user_and_account(host: Host) -> None:
    host.write("aksk", host.project)
    with Terminal(environ=host.environ) as terminal:
        terminal.says(f"No access key was found for the profile {host.profile}.")
        terminal.go_to(">")
        terminal.choose("access key")
        terminal.press("down")
        terminal.until("Account")
        terminal.fill("User", host.access.user)
        terminal.fill("Account", host.access.domain)
        terminal.fill("Password", "Doors-Operator-2")
        terminal.check()
        terminal.says("! stop password 401")
        terminal.fill("Password", host.access.password)
        terminal.check()
        terminal.says("+ ok password accepted")
        terminal.keep(MEMORY)
        assert len(terminal.open_requests("auth/tokens")) == 0  # the check's token serves on
        host.hides({"terminal": terminal.leave()})
    assert 'auth = "password"' in config(host)
    assert f'user = "{host.access.user}"' in config(host)


def config(host: Host) -> str:
    """The configuration file, whose comment must have survived."""
    text = (host.home / ".config" / "drilltui" / "config.toml").read_text()
    assert text.startswith("# by hand\n")
    return text


def test_a_passcode_is_asked_for_again_when_it_was_wrong_and_serves_once(host: Host) -> None:
    user = USERS["drill-mfa"]
    host.write(
        "password",
        f'{host.project}user = "{user.name}"\ndomain = "{host.access.domain}"\n'
        f'passcode = true\nuser_id = "{IDS[user.name]}"\n',
    )
    host.secrets = [user.password]
    asked = f"The passcode of {user.name}"
    begun = time.time()
    near = [passcode(user, begun + STEP * steps) for steps in (-2, -1, 0, 1, 2)]
    served, later = near[2], near[3]
    wrong = next(digits for digits in ("000000", "111111", "222222") if digits not in near)
    with Terminal(environ=host.environ) as terminal:
        terminal.says(f"No password was found for the profile {host.profile}.")
        terminal.fill("Password", user.password)
        terminal.press("f5")
        terminal.says(asked)
        terminal.paste(wrong)
        terminal.press("enter")
        terminal.says("That passcode was not accepted")
        terminal.says(asked)
        terminal.paste(served)
        terminal.press("enter")
        terminal.keep(MEMORY)  # nobody is asked once more for the same token
        assert len(terminal.open_requests("auth/tokens")) == 0
        host.hides({"terminal": terminal.leave()})
    with Terminal(environ={**host.environ, "OS_PASSWORD": user.password}) as terminal:
        terminal.says(asked)
        terminal.paste(served)
        terminal.press("enter")
        terminal.says("That passcode was not accepted")
        terminal.paste(later)
        terminal.press("enter")
        terminal.says("pg-payments")
        rows = terminal.open_requests("auth/tokens")
        assert [row.split()[-3] for row in rows] == ["201", "400"]
        host.hides({"terminal": terminal.leave()})


def test_without_a_passcode_nothing_is_sent_until_one_asks_for_it(host: Host) -> None:
    user = USERS["drill-mfa"]
    host.write(
        "password",
        f'{host.project}user = "{user.name}"\ndomain = "{host.access.domain}"\n'
        f'passcode = true\nuser_id = "{IDS[user.name]}"\n',
    )
    with Terminal(environ={**host.environ, "OS_PASSWORD": user.password}) as terminal:
        terminal.says(f"The passcode of {user.name}")
        terminal.press("escape")
        terminal.says("Signing in needs a passcode, and none was given.")
        terminal.says("r tries again, p shows the profiles.")
        terminal.press("@")
        terminal.says("Nothing was sent yet.")
        terminal.press("escape")
        terminal.lacks("Nothing was sent yet.")
        terminal.press("r")
        terminal.says(f"The passcode of {user.name}")
        terminal.press("escape")
        terminal.lacks(f"The passcode of {user.name}")
        terminal.leave()


def test_a_user_who_was_locked_is_told_so_and_not_made_worse(host: Host) -> None:
    """Three wrong passwords lock a user of this account; the right one does not help then."""
    user = USERS["drill-lockout"]
    host.write("password", f'{host.project}user = "{user.name}"\ndomain = "{host.access.domain}"\n')
    with Terminal(environ=host.environ) as terminal:
        terminal.says(f"No password was found for the profile {host.profile}.")
        for number in range(3):
            terminal.fill("Password", f"wrong-{number}")
            terminal.check()
            terminal.says("! stop password 401")
        terminal.fill("Password", user.password)
        terminal.check()
        terminal.says("IAM.0061")
        terminal.says("The user is locked after too many wrong tries: wait, or ask")
        terminal.press("ctrl+q")
        terminal.left()
