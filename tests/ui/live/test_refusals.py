"""Who is turned away by the cloud: told with what helps, and nothing made worse."""

from __future__ import annotations

import re

import pytest

from tests.served import Host
from tests.ui.live.terminal import Terminal
from tests.ui.live.users import USERS, key_of

ROLES = "Ask for the role SDRS Administrator, with Tenant Guest and Server Administrator"
WRONG = "wrong-secret-key-of-this-test-000000001"


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ("drill-guest", "APIGW.0302:"),
        ("drill-outsider", "403:"),
        ("drill-server-admin", "SDRS.0005:"),
    ],
    ids=["403 of the gateway", "403 of a policy", "400 of SDRS"],
)
def test_a_permission_that_is_missing_is_told_by_the_check_and_by_the_screens(
    user: str, said: str, host: Host
) -> None:
    host.write("aksk", host.project)
    key = USERS[user].keys[0]
    host.secrets = [key.sk]
    with Terminal(environ=host.environ) as terminal:
        terminal.says("No access key was found")
        terminal.fill("Access key", key.ak)
        terminal.fill("Secret key", key.sk)
        terminal.check()
        terminal.says(f"! stop permission {said}")
        terminal.says(ROLES)
        terminal.until(lambda: bool(re.search(r"request [0-9a-f]{32}", terminal.text())))
        terminal.press("f6")
        terminal.says("Nothing is kept before it is proved")
        terminal.press("ctrl+q")
        host.hides({"terminal": terminal.left()})
    with Terminal(environ={**host.environ, **key_of(user)}) as terminal:
        terminal.says(f"Could not read the protection groups. {said}")
        terminal.says(ROLES)
        host.hides({"terminal": terminal.leave()})


def test_a_role_that_a_drill_needs_is_told_when_it_is_started(host: Host) -> None:
    """SDRS itself refuses it, with 400; reading the VPCs for the form is refused before."""
    host.write("aksk", host.project)
    with Terminal(environ={**host.environ, **key_of("drill-half-admin")}) as terminal:
        terminal.says("pg-payments")
        terminal.choose("pg-payments")
        terminal.press("n")
        terminal.says("Request")
        terminal.says("VPC.0010")
        terminal.press("f5")
        terminal.says("This starts a drill.")
        terminal.press("down", "enter")
        terminal.says("SDRS.0004")
        terminal.says(ROLES)
        terminal.press("escape")
        terminal.lacks("SDRS.0004")
        terminal.press("ctrl+q")
        terminal.left()


def test_five_wrong_signatures_and_the_lock_and_nothing_more_is_sent(host: Host) -> None:
    user = "drill-lockout"
    host.write("aksk", host.project)
    host.secrets = [WRONG, USERS[user].keys[0].sk]
    wrong = {**key_of(user), "HUAWEICLOUD_SDK_SK": WRONG}
    with Terminal(environ={**host.environ, **wrong}) as terminal:
        terminal.says("Could not read the protection groups. APIGW.0301:")
        for sent in range(1, 7):
            assert len(terminal.open_requests("/v1/")) == sent
            terminal.back_from_requests()
            terminal.press("r")
        terminal.says("Not sent: the access key is locked for five minutes after too many wrong")
        left = re.search(r"signatures, (\d+) s are left\.", terminal.words())
        assert left
        assert 270 < int(left[1]) <= 300
        terminal.says("Check its secret meanwhile. Nothing more is sent until you try again.")
        terminal.press("r", "r")
        assert len(terminal.open_requests("/v1/")) == 6
        terminal.back_from_requests()
        host.hides({"terminal": terminal.leave()})
    with Terminal(environ={**host.environ, **key_of(user)}) as terminal:
        terminal.says("AK access failed to reach the limit")
        terminal.says("The access key is locked for five minutes after more than five wrong")
        terminal.press("r")
        terminal.says("Not sent: the access key is locked for five minutes")
        assert len(terminal.open_requests("/v1/")) == 1
        terminal.back_from_requests()
        host.hides({"terminal": terminal.leave()})
