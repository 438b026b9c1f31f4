"""Passcodes: asked for when they are needed, as often as they are needed, and sent once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx
import pytest

from drilltui.domain.errors import CloudError, NotSignedIn, SignInFault, SignInRefused
from drilltui.domain.secret import Secret
from tests.cloud.far_end import Reply
from tests.cloud.token_end import (
    LOGIN,
    PASSCODE_WANTED,
    PASSCODE_WRONG,
    USER_ID,
    WITH_PASSCODE,
    Phone,
    TokenEnd,
    codes,
    iam_error,
)

BY_ID = replace(LOGIN, user_id=USER_ID)
AGAIN = "That passcode was not accepted."


async def settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


async def failed(call: object) -> CloudError:
    with pytest.raises(CloudError) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def test_a_profile_with_a_passcode_asks_at_once() -> None:
    end, phone = TokenEnd(), Phone(" 123456 ")
    await end.cloud(WITH_PASSCODE, phone).groups()
    assert [user for user, _ in phone.asked] == [LOGIN.user]
    identity = end.bodies()[0]["auth"]["identity"]
    assert identity["methods"] == ["password", "totp"]
    assert identity["totp"] == {"user": {"id": USER_ID, "passcode": "123456"}}


@pytest.mark.parametrize(
    "wanted",
    [
        PASSCODE_WANTED,
        iam_error(401, "MFA verification is required"),
        iam_error(400, "totp is needed"),
        iam_error(403, "Please finish the two-factor verification."),
    ],
)
async def test_another_asks_when_iam_does(wanted: Reply) -> None:
    end, phone = TokenEnd(wanted), Phone("123456", "654321")
    cloud = end.cloud(BY_ID, phone)
    await cloud.groups()
    assert codes(end.bodies()) == [None, "123456"]
    end.valid.clear()
    await cloud.groups()
    assert codes(end.bodies()) == [None, "123456", "654321"]  # at once: it is known by now


async def test_a_wrong_passcode_is_asked_for_again_with_the_reason() -> None:
    end, phone = TokenEnd(PASSCODE_WRONG, iam_error(400, "x", "IAM.1061")), Phone(*"abc")
    phone.answers = ["111111", "222222", "333333"]
    await end.cloud(WITH_PASSCODE, phone).groups()
    assert codes(end.bodies()) == ["111111", "222222", "333333"]
    assert [why for _, why in phone.asked][1:] == [AGAIN, AGAIN]


async def test_three_wrong_ones_are_enough() -> None:
    end, phone = TokenEnd(*[PASSCODE_WRONG] * 9), Phone(*["123456"] * 9)
    cloud = end.cloud(WITH_PASSCODE, phone)
    error = await failed(cloud.groups())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.PASSCODE
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert (len(end.token_requests), len(phone.asked)) == (3, 3)
    end.iam = []
    cloud.try_again()
    assert await cloud.groups() == ()
    assert len(phone.asked) == 4


async def test_who_gives_none_is_not_asked_again_by_itself() -> None:
    end, phone = TokenEnd(), Phone(None, "123456")
    cloud = end.cloud(WITH_PASSCODE, phone)
    error = await failed(cloud.groups())
    assert isinstance(error, NotSignedIn)
    assert str(await failed(cloud.groups())) == str(error)
    assert (end.token_requests, len(phone.asked)) == ([], 1)
    cloud.try_again()
    assert await cloud.groups() == ()


async def test_with_nobody_there_to_ask_there_is_no_sign_in() -> None:
    end = TokenEnd()
    assert isinstance(await failed(end.cloud(WITH_PASSCODE).groups()), NotSignedIn)
    assert end.token_requests == []


async def test_what_is_no_passcode_is_not_sent() -> None:
    end, phone = TokenEnd(), Phone("12345", "12345a", "123456")
    await end.cloud(WITH_PASSCODE, phone).groups()
    assert codes(end.bodies()) == ["123456"]
    assert "5 of 6 digits" in phone.asked[1][1]
    assert "only digits" in phone.asked[2][1]
    end = TokenEnd()
    error = await failed(end.cloud(WITH_PASSCODE, Phone("1", "2", "3")).groups())
    assert isinstance(error, NotSignedIn)
    assert end.token_requests == []


async def test_without_a_user_id_the_profile_needs_one() -> None:
    end, phone = TokenEnd(PASSCODE_WANTED), Phone()
    cloud = end.cloud(replace(LOGIN, passcode=True), phone)
    error = await failed(cloud.groups())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.PASSCODE_NEEDED
    assert "Add user_id to the profile" in error.remedy
    assert (len(end.token_requests), phone.asked) == (1, [])
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.token_requests) == 1


async def test_a_user_id_is_learned_from_an_earlier_token() -> None:
    end, phone = TokenEnd(), Phone("123456")
    cloud = end.cloud(LOGIN, phone)
    await cloud.groups()
    end.clock.passed += 25 * 3600
    end.iam = [PASSCODE_WANTED]
    await cloud.groups()
    assert end.bodies()[-1]["auth"]["identity"]["totp"]["user"]["id"] == USER_ID


async def test_a_passcode_is_asked_for_once_for_all_who_wait() -> None:
    ready = asyncio.Event()
    end, phone = TokenEnd(), Phone("123456", ready=ready)
    clouds = [end.cloud(WITH_PASSCODE, phone) for _ in range(3)]
    waiting = [asyncio.ensure_future(cloud.groups()) for cloud in clouds for _ in range(4)]
    await settle()
    waiting[0].cancel()
    await settle()
    assert end.token_requests == []
    ready.set()
    await asyncio.gather(*waiting[1:])
    assert (len(phone.asked), codes(end.bodies())) == (1, ["123456"])


async def test_a_question_that_nobody_waits_for_is_withdrawn() -> None:
    withdrawn = False

    class Waiting(Phone):
        async def passcode(self, user: str, why: str) -> Secret | None:
            nonlocal withdrawn
            try:
                return await super().passcode(user, why)
            except asyncio.CancelledError:
                withdrawn = True
                raise

    end, phone = TokenEnd(), Waiting(ready=asyncio.Event())
    waiting = asyncio.ensure_future(end.cloud(WITH_PASSCODE, phone).groups())
    await settle()
    waiting.cancel()
    await settle()
    assert (waiting.cancelled(), withdrawn, end.token_requests) == (True, True, [])


@pytest.mark.parametrize("trouble", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), Reply(503)])
async def test_a_passcode_that_met_trouble_is_not_sent_again(trouble: Reply | Exception) -> None:
    end, phone = TokenEnd(trouble), Phone("123456", "654321")
    cloud = end.cloud(WITH_PASSCODE, phone)
    error = await failed(cloud.groups())
    assert isinstance(error, NotSignedIn)
    assert "The passcode is spent." in error.what
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert (codes(end.bodies()), len(phone.asked)) == (["123456"], 1)
    cloud.try_again()
    assert await cloud.groups() == ()
    assert codes(end.bodies()) == ["123456", "654321"]


async def test_a_token_that_costs_a_passcode_is_used_to_its_end() -> None:
    end, phone = TokenEnd(), Phone("123456", None, "654321")
    cloud = end.cloud(WITH_PASSCODE, phone)
    await cloud.groups()
    end.clock.passed += 24 * 3600 - 120
    await cloud.groups()
    assert len(phone.asked) == 1
    end.clock.passed += 90
    for _ in range(3):
        await cloud.groups()  # asked once, and given none: the old one serves yet
    assert len(phone.asked) == 2
    end.clock.passed += 31
    await cloud.groups()
    assert end.tokens()[-1] == "MII-token-2"


async def test_a_wrong_password_beside_a_passcode_is_not_the_passcodes_fault() -> None:
    end = TokenEnd(iam_error(401, "The username or password is wrong."))
    phone = Phone("123456", "654321")
    error = await failed(end.cloud(WITH_PASSCODE, phone).groups())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.PASSWORD
    assert len(phone.asked) == 1


async def test_a_passcode_is_nowhere_to_be_seen() -> None:
    echo = iam_error(401, "The passcode 918273 is wrong")
    end, phone = TokenEnd(echo), Phone("918273", None)
    error = await failed(end.cloud(WITH_PASSCODE, phone).groups())
    assert "918273" not in str(error) + "".join(map(repr, end.log))
    assert end.log[0].request.body.count('"***"') == 2
