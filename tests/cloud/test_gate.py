"""A wrong secret is sent once, however many screens ask, until a person tries again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

import httpx
import pytest

from drilltui.cloud.endpoints import Endpoints
from drilltui.cloud.huawei import HuaweiCloud, open_cloud
from drilltui.cloud.key_lock import LOCKED_FOR, KeyLock, KeyLocks
from drilltui.cloud.retry import Failure
from drilltui.domain.credential import AccessKey
from drilltui.domain.errors import (
    CloudError,
    NotSignedIn,
    SignInFault,
    SignInRefused,
    Unreachable,
)
from drilltui.domain.exchange import Exchange
from drilltui.domain.secret import Secret
from tests.clock import FakeClock
from tests.cloud.far_end import PROJECT, Reply

KEY = AccessKey("EXAMPLEACCESSKEY0001", Secret("EXAMPLE-secret-key-not-real-0001"))
OK = Reply(body={"server_groups": [], "vpcs": []})
SIGNATURE = Reply(
    401,
    {
        "error_code": "APIGW.0301",
        "error_msg": "Incorrect IAM authentication information: verify aksk signature fail, "
        "canonicalRequest:GET|/v1/||host:h||host|e3b0",
    },
)
LOCKED = Reply(
    401,
    {"error_code": "APIGW.0301", "error_msg": "AK access failed to reach the limit,forbidden"},
)


class KeyEnd:
    """Answers with `answer` once `let_go` lets it, and counts how many were under way at once."""

    def __init__(self, answer: Reply | Exception) -> None:
        self.answer = answer
        self.clock = FakeClock()
        self.locks = KeyLocks()
        self.asked: list[httpx.Request] = []
        self.log: list[Exchange] = []
        self.under_way = self.most = 0
        self.let_go = asyncio.Event()
        self.let_go.set()

    def note(self, exchange: Exchange) -> None:
        self.log.append(exchange)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await self.let_go.wait()
            await asyncio.sleep(0)
        finally:
            self.under_way -= 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer.response()

    def cloud(self, credential: AccessKey = KEY, **other: Any) -> HuaweiCloud:
        arguments: dict[str, Any] = {"endpoint": "https://sdrs.eu-x.example.com", **other}
        return open_cloud(
            credential=credential,
            project_id=PROJECT,
            clock=self.clock,
            log=self,
            chance=Random(7),
            locks=self.locks,
            transport=httpx.MockTransport(self._answer),
            **arguments,
        )


async def gathered(end: KeyEnd, *calls: Any) -> list[Any]:
    """Let time pass until all `calls` have ended; the limiter spreads them out."""
    tasks = [asyncio.ensure_future(call) for call in calls]
    while not all(task.done() for task in tasks):
        await end.clock.advance(0.2)
    return [task.result() for task in tasks]


async def failed(call: object) -> CloudError:
    with pytest.raises(CloudError) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def test_twenty_calls_send_one_wrong_signature() -> None:
    end = KeyEnd(SIGNATURE)
    cloud = end.cloud()
    errors = await gathered(end, *(failed(cloud.groups()) for _ in range(20)))
    assert len(end.asked) == 1
    assert [type(error) for error in errors] == [SignInRefused] + [NotSignedIn] * 19
    first = errors[0]
    assert isinstance(first, SignInRefused)
    assert first.fault is SignInFault.SIGNATURE
    assert "canonicalRequest" not in str(first)
    await end.clock.advance(300)
    assert "5 min ago (wrong signature)" in str(await failed(cloud.look()))
    assert len(end.asked) == 1


async def test_try_again_lets_one_go() -> None:
    end = KeyEnd(SIGNATURE)
    cloud = end.cloud()
    await failed(cloud.groups())
    cloud.try_again()
    await gathered(end, *(failed(cloud.groups()) for _ in range(20)))
    assert len(end.asked) == 2
    cloud.try_again()
    end.answer = OK
    await gathered(end, *(cloud.groups() for _ in range(5)))
    assert len(end.asked) == 7


async def test_calls_go_one_by_one_until_one_was_answered() -> None:
    end = KeyEnd(OK)
    end.let_go.clear()
    cloud = end.cloud()
    calls = [asyncio.ensure_future(cloud.groups()) for _ in range(6)]
    await end.clock.settle()
    assert len(end.asked) == 1
    end.let_go.set()
    await gathered(end, *calls)
    end.let_go.clear()
    end.most = 0
    calls = [asyncio.ensure_future(cloud.groups()) for _ in range(4)]
    await end.clock.settle()
    end.let_go.set()
    await gathered(end, *calls)
    assert end.most == 4


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (Reply(400, {"error": {"code": "SDRS.0003", "message": "no role"}}), True),
        (Reply(404, {"code": "VPC.0003", "message": "gone"}), True),
        (Reply(404, {"error_code": "APIGW.0101", "error_msg": "no such API"}), False),
        (Reply(500, {"error": {"code": "SDRS.0013", "message": "x"}}), False),
        (Reply(400, b"<html>a proxy"), False),
    ],
)
async def test_a_service_that_answers_knows_us_and_a_gateway_does_not(
    answer: Reply, known: bool
) -> None:
    end = KeyEnd(answer)
    cloud = end.cloud()
    assert not isinstance(await failed(cloud.look()), SignInRefused | Unreachable)
    end.let_go.clear()
    calls = [asyncio.ensure_future(failed(cloud.look())) for _ in range(3)]
    await end.clock.settle()
    end.let_go.set()
    await gathered(end, *calls)
    assert end.most == (3 if known else 1)


async def test_who_waits_behind_a_call_that_reaches_nobody_does_not_wait_again() -> None:
    end = KeyEnd(httpx.ConnectTimeout("x"))
    end.let_go.clear()
    cloud = end.cloud()
    calls = [asyncio.ensure_future(failed(cloud.groups())) for _ in range(10)]
    await end.clock.settle()
    end.let_go.set()
    await end.clock.settle()
    assert len(end.asked) == 1
    await end.clock.advance(600)
    assert all(isinstance(call.result(), Unreachable) for call in calls)
    assert not any(call.result().sent for call in calls)  # type: ignore[attr-defined]


async def test_another_host_is_not_taken_for_the_one_that_is_not_reached() -> None:
    end = KeyEnd(httpx.ReadTimeout("x"))
    end.let_go.clear()
    cloud = end.cloud(endpoint=Endpoints.of_region("eu-x", "example.com"))
    calls = [asyncio.ensure_future(failed(call)) for call in (cloud.groups(), cloud.vpcs())]
    await end.clock.settle()
    end.let_go.set()
    await end.clock.settle()
    assert {request.url.host.partition(".")[0] for request in end.asked} == {"sdrs", "vpc"}
    await end.clock.advance(600)
    await gathered(end, *calls)


async def test_one_that_is_cancelled_in_its_turn_gives_it_on() -> None:
    end = KeyEnd(OK)
    end.let_go.clear()
    cloud = end.cloud()
    first, second = (asyncio.ensure_future(cloud.groups()) for _ in range(2))
    await end.clock.settle()
    first.cancel()
    await end.clock.settle()
    assert len(end.asked) == 2
    end.let_go.set()
    assert await second == ()


async def test_a_key_that_is_refused_later_shuts_the_gate_too() -> None:
    end = KeyEnd(OK)
    cloud = end.cloud()
    await cloud.groups()
    end.answer = SIGNATURE
    await failed(cloud.groups())
    end.answer = OK
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    assert len(end.asked) == 2


async def test_an_answer_that_was_still_out_opens_nothing_again() -> None:
    end = KeyEnd(OK)
    cloud = end.cloud()
    await cloud.groups()
    end.let_go.clear()
    late = asyncio.ensure_future(cloud.groups())
    await end.clock.settle()
    gate = cloud._caller._gate
    gate.heard("h", _refused(SignInFault.SIGNATURE))
    end.let_go.set()
    await late
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    cloud.try_again()
    end.let_go.clear()
    calls = [asyncio.ensure_future(cloud.groups()) for _ in range(3)]
    await end.clock.settle()
    assert end.under_way == 1
    end.let_go.set()
    await gathered(end, *calls)


def _refused(fault: SignInFault) -> Failure:
    return Failure(SignInRefused(fault, status=401, code="APIGW.0301", message="no"))


async def test_a_locked_key_is_left_alone_for_five_minutes() -> None:
    end = KeyEnd(LOCKED)
    cloud = end.cloud()
    error = await failed(cloud.groups())
    assert isinstance(error, SignInRefused)
    assert error.fault is SignInFault.KEY_LOCKED
    assert "locked for five minutes" in error.remedy
    await end.clock.advance(60)
    cloud.try_again()
    told = await failed(cloud.groups())
    assert isinstance(told, NotSignedIn)
    assert "240 s are left" in told.what
    assert isinstance(await failed(end.cloud().groups()), NotSignedIn)  # another cloud, same key
    assert len(end.asked) == 1
    other = end.cloud(AccessKey("OTHER", Secret("SK")))
    end.answer = OK
    assert await other.groups() == ()
    await end.clock.advance(241)
    assert isinstance(await failed(cloud.groups()), NotSignedIn)
    cloud.try_again()
    assert await cloud.groups() == ()


async def test_the_sixth_wrong_signature_locks_the_key_as_far_as_we_know() -> None:
    end = KeyEnd(SIGNATURE)
    for _ in range(3):
        cloud = end.cloud()
        await failed(cloud.groups())
        cloud.try_again()
        await failed(cloud.groups())
    assert len(end.asked) == 6
    cloud.try_again()
    assert "locked for five minutes" in str(await failed(cloud.groups()))
    assert len(end.asked) == 6


async def test_a_right_signature_starts_the_count_anew() -> None:
    end = KeyEnd(SIGNATURE)
    for _ in range(3):
        end.answer = SIGNATURE
        for _ in range(5):
            assert isinstance(await failed(end.cloud().groups()), SignInRefused)
        end.answer = OK
        await end.cloud().groups()


def test_the_lock_of_a_key() -> None:
    lock = KeyLock()
    for _ in range(5):
        lock.wrong(10.0)
    assert lock.left(10.0) == 0
    lock.wrong(10.0)
    assert (lock.left(10.0), lock.left(10.0 + LOCKED_FOR)) == (LOCKED_FOR, 0)
    lock.wrong(400.0)
    assert lock.left(400.0) == 0


async def test_a_clock_that_is_off_is_told_and_counts_as_no_wrong_signature() -> None:
    end = KeyEnd(SIGNATURE)
    date = format_datetime(end.clock.now() + timedelta(minutes=17), usegmt=True)
    end.answer = Reply(401, SIGNATURE.body, {"Date": date})
    for _ in range(9):
        error = await failed(end.cloud().groups())
        assert isinstance(error, SignInRefused)
        assert error.fault is SignInFault.CLOCK
        assert "This host is 17 min behind" in error.remedy
    assert len(end.asked) == 9


@pytest.mark.parametrize(
    "answer",
    [
        Reply(403, b"<html>This site is locked by policy</html>"),
        Reply(401, b"<html>Sign in to the proxy</html>"),
        Reply(403, {"error": {"code": "SDRS.1301", "message": "It is locked by another job."}}),
    ],
)
async def test_what_others_lock_is_not_our_key(answer: Reply) -> None:
    end = KeyEnd(answer)
    cloud = end.cloud()
    assert not isinstance(await failed(cloud.groups()), SignInRefused)
    end.answer = OK
    assert await cloud.groups() == ()
