"""Tokens and temporary keys that end while somebody works."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.sandbox.cloud import DOORS
from tests.served import served
from tests.ui.live.conftest import host_of
from tests.ui.live.terminal import Terminal
from tests.ui.live.users import key_of


def scenario(folder: Path, before: str, after: str) -> str:
    """The scenario `doors` with one line of it told otherwise."""
    told = DOORS.read_text("utf-8")
    assert told.count(before) == 1
    path = folder / "own.toml"
    path.write_text(told.replace(before, after), "utf-8")
    return str(path)


def start_a_drill(terminal: Terminal) -> None:
    """Start a drill of the group under the cursor, as suggested, and go to its monitor."""
    terminal.says("pg-payments")
    terminal.choose("pg-payments")
    terminal.press("n")
    terminal.says("Request")
    terminal.until(lambda: "ready" in terminal.rows()[0])
    terminal.press("f5")
    terminal.says("This starts a drill.")
    terminal.press("down", "enter")
    terminal.says("accepted")


def test_a_token_that_ends_in_the_middle_of_a_drill_is_renewed_and_nobody_asked(
    tmp_path: Path,
) -> None:
    """A drill of a minute in five seconds, with tokens that last two.

    They are renewed before they end; one that ends early all the same is met by a single 401.
    """
    short = scenario(tmp_path, "\n[sign_in]\n", '\n[sign_in]\ntoken_life = "2 seconds"\n')
    with served(short, "--speed", "12") as access:
        host = host_of(tmp_path / "home", access)
        host.write("password", host.project + host.login)
        environ = {**host.environ, "OS_PASSWORD": access.password}
        with Terminal(environ=environ) as terminal:
            start_a_drill(terminal)
            terminal.until(lambda: terminal.rows()[1].startswith(" SUCCESS"))
            assert "failed" not in terminal.words()
            tokens = statuses(terminal, "auth/tokens")
            assert len(tokens) >= 2
            assert set(tokens) == {"201"}
            terminal.back_from_requests()
            looks = statuses(terminal, "/jobs/")
            assert looks[0] == "200"  # the newest: it saw the end
            assert ("401", "401") not in pairwise(looks), "one renewal, and never a loop"
            output = terminal.leave()
    host.hides({"terminal": output})
    assert b"passcode" not in output.lower()
    assert b"Not signed in" not in output


def test_a_temporary_key_that_ends_is_told_and_tried_again_only_by_a_person(
    tmp_path: Path,
) -> None:
    """The drill is looked at every few seconds; after the refusal none of these looks is sent."""
    short = scenario(tmp_path, 'life = "15 minutes"', 'life = "6 seconds"')
    with served(short) as access:
        host = host_of(tmp_path / "home", access)
        host.write("aksk", host.project)
        with Terminal(environ={**host.environ, **key_of("drill-temporary")}) as terminal:
            start_a_drill(terminal)
            terminal.says("The last look failed: APIGW.0301")
            terminal.says("Sign in again: the token or the temporary key has ended")
            terminal.says("2 looks failed: Not sent: the sign-in was refused")
            terminal.says("Nothing more is sent until you try again.")
            assert refused(terminal) == 1
            terminal.back_from_requests()
            terminal.press("r")
            terminal.says("looks failed: APIGW.0301")
            assert refused(terminal) == 2
            terminal.back_from_requests()
            terminal.press("q")
            terminal.says("Leave drilltui")
            terminal.press("down", "enter")
            host.hides({"terminal": terminal.left()})


def refused(terminal: Terminal) -> int:
    """How many requests of the log were answered with 401."""
    return statuses(terminal, "/v1/").count("401")


def statuses(terminal: Terminal, about: str) -> list[str]:
    """What the requests of the log were answered with, the newest first."""
    return [row.split()[-3] for row in terminal.open_requests(about)]
