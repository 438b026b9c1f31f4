from __future__ import annotations

import asyncio
import html
import json
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import httpx
import pytest

from drilltui.cloud.answer import Answer
from drilltui.cloud.courier import ANSWER_BYTES, SHOWN_LENGTH
from drilltui.cloud.http import open_client
from drilltui.cloud.identity import KeyIdentity
from drilltui.cloud.signing import AkSkAuth
from drilltui.domain.errors import CloudError, Intercepted, Refused, Unreachable, Unreadable
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.secret import Secret
from tests.cloud.far_end import HOST, PROJECT, TOKEN, URL, FarEnd, Reply, Script

GET = f"{URL}/v1/x?a=%5B"
OK = Reply(body={"fine": True})
BUSY = Reply(429, {"error_code": "APIGW.0308", "error_msg": "slow down"})
POST = PlannedRequest("POST", f"{URL}/v1/x", '{"name":"Prüfung"}')


async def failed(far: FarEnd, change: bool = False) -> CloudError:
    with pytest.raises(CloudError) as caught:
        await (far.caller().change(POST) if change else far.caller().read(GET))
    return caught.value


async def test_a_read_is_signed_and_answered() -> None:
    far = FarEnd(Reply(body={"fine": True}, headers={"X-Request-Id": "req-1"}))
    assert await far.caller().read(GET) == Answer(200, {"fine": True}, "req-1")
    request = far.asked[0]
    assert (request.method, str(request.url)) == ("GET", GET)
    assert request.headers["X-Project-Id"] == PROJECT
    assert request.headers["X-Security-Token"] == TOKEN
    assert request.headers["X-Language"] == "en-us"
    assert "Content-Type" not in request.headers
    assert (
        "SignedHeaders=host;x-project-id;x-sdk-date;x-security-token,"
        in (request.headers["Authorization"])
    )


async def test_another_auth_replaces_the_usual_one() -> None:
    far = FarEnd(OK)
    other = AkSkAuth("OTHERKEY", Secret("SK"), now=far.clock.now)
    await far.caller().read(GET, identity=KeyIdentity(other))
    assert "Access=OTHERKEY," in far.asked[0].headers["Authorization"]
    assert "X-Project-Id" not in far.asked[0].headers


async def test_a_change_is_sent_byte_for_byte() -> None:
    far = FarEnd(OK)
    await far.caller().change(POST)
    request = far.asked[0]
    assert (request.method, str(request.url)) == ("POST", POST.url)
    assert request.content == POST.body.encode()
    assert request.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "trouble",
    [
        BUSY,
        Reply(500, {"error": {"code": "SDRS.0008", "message": "m"}}),
        Reply(502, b"<html>bad gateway"),
        Reply(503),
        Reply(504),
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
    ],
)
async def test_a_read_is_repeated_when_that_may_help(trouble: Script) -> None:
    far = FarEnd(trouble, trouble, OK)
    assert (await far.caller().read(GET)).body == {"fine": True}
    assert [exchange.attempt for exchange in far.log] == [1, 2, 3]
    assert 1 <= far.clock.slept[0] <= 2


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "APIGW.0301"), (403, "x"), (404, "x"), (400, "SDRS.1013"), (500, "x")],
)
async def test_a_refusal_that_stays_is_told_at_once(status: int, code: str) -> None:
    body = {"error": {"code": code, "message": "m"}}
    far = FarEnd(Reply(status, body, {"X-Request-Id": "req-1"}), OK)
    error = await failed(far)
    assert isinstance(error, Refused)
    assert (error.status, error.code, error.message, error.request_id) == (
        status,
        code,
        "m",
        "req-1",
    )
    assert len(far.asked) == 1
    assert far.clock.slept == []


async def test_a_read_is_given_up_after_five_tries() -> None:
    far = FarEnd(httpx.ConnectError("x"))
    error = await failed(far)
    assert isinstance(error, Unreachable)
    assert isinstance(error.__cause__, httpx.ConnectError)
    assert len(far.asked) == 5


async def test_each_attempt_is_signed_anew() -> None:
    far = FarEnd(Reply(503), Reply(503, headers={"Retry-After": "9"}), OK)
    await far.caller().read(GET)
    dates = {request.headers["X-Sdk-Date"] for request in far.asked}
    assert len(dates) == 3


@pytest.mark.parametrize(
    ("trouble", "sent"),
    [
        (httpx.ConnectError("x"), False),
        (httpx.PoolTimeout("x"), False),
        (httpx.ReadTimeout("x"), True),
        (httpx.WriteError("x"), True),
    ],
)
async def test_a_change_is_never_repeated_and_tells_whether_it_left(
    trouble: Exception, sent: bool
) -> None:
    far = FarEnd(trouble, OK)
    error = await failed(far, change=True)
    assert isinstance(error, Unreachable)
    assert error.sent is sent
    assert len(far.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_refused_change_is_never_repeated(status: int) -> None:
    far = FarEnd(Reply(status), OK)
    error = await failed(far, change=True)
    assert isinstance(error, Refused)
    assert error.status == status
    assert len(far.asked) == 1


async def test_retry_after_is_kept_to() -> None:
    far = FarEnd(Reply(503, headers={"Retry-After": "7"}), OK)
    await far.caller().read(GET)
    assert far.clock.slept == [7]


async def test_retry_after_as_a_date_is_taken_by_the_clouds_clock() -> None:
    cloud_time = datetime(2031, 1, 1, tzinfo=UTC)
    headers = {
        "Date": format_datetime(cloud_time, usegmt=True),
        "Retry-After": format_datetime(cloud_time + timedelta(seconds=20), usegmt=True),
    }
    far = FarEnd(Reply(503, headers=headers), OK)
    await far.caller().read(GET)
    assert far.clock.slept == [20]


async def test_a_wait_too_long_for_a_person_is_told_instead() -> None:
    error = await failed(FarEnd(Reply(429, headers={"Retry-After": "3600"})))
    assert error.remedy == "The service asks to wait 3600 s."


async def test_a_minute_is_not_too_long() -> None:
    far = FarEnd(Reply(503, headers={"Retry-After": "60"}))
    error = await failed(far)
    assert far.clock.slept == [60] * 4
    assert error.remedy.startswith("Try again")


async def test_a_429_slows_all_calls_to_that_host_only() -> None:
    far = FarEnd(Reply(429, headers={"Retry-After": "30"}), OK)
    caller = far.caller()
    with pytest.raises(Refused):
        await caller.change(POST)
    await caller.read("https://other.example.com/v1/x")
    assert far.clock.slept == []
    await caller.read(GET)
    assert far.clock.slept == [30]


async def test_a_429_without_a_hint_slows_too() -> None:
    far = FarEnd(BUSY, OK)
    caller = far.caller()
    with pytest.raises(Refused):
        await caller.change(POST)
    await caller.read(GET)
    assert 1 <= sum(far.clock.slept) <= 2


async def test_calls_in_a_row_are_spread_out() -> None:
    far = FarEnd(OK)
    caller = far.caller()
    for _ in range(30):
        await caller.read(GET)
    assert far.clock.passed == pytest.approx(2.0)


@pytest.mark.parametrize("body", [b"<html>login</html>", b'{"a":', b"\xff"])
async def test_a_success_that_is_not_json_is_unreadable(body: bytes) -> None:
    far = FarEnd(Reply(200, body), OK)
    error = await failed(far)
    assert isinstance(error, Unreadable)
    assert len(far.asked) == 1


async def test_no_content_is_an_answer() -> None:
    assert await FarEnd(Reply(204, b"")).caller().read(GET) == Answer(204, None)


async def test_a_redirect_proves_nothing() -> None:
    far = FarEnd(Reply(302, b"", {"Location": "https://login.example.com/"}), OK)
    error = await failed(far, change=True)
    assert isinstance(error, Intercepted)
    assert error.what == (
        f"A page that is not the cloud's answered in place of {HOST}: "
        "it sends us to https://login.example.com/ (302)."
    )
    assert error.status == 302
    assert len(far.asked) == 1


@pytest.mark.parametrize("status", [300, 304, 399])
async def test_nor_does_anything_else_below_400(status: int) -> None:
    error = await failed(FarEnd(Reply(status, {"job_id": "j"})), change=True)
    assert isinstance(error, Unreadable)
    assert f"({status}, to nowhere)" in error.what


async def test_a_redirect_to_no_address_proves_nothing_either() -> None:
    error = await failed(FarEnd(Reply(302, b"", {"Location": "https://\x1b[2J"})), change=True)
    assert isinstance(error, Unreachable)
    assert error.sent
    assert "\x1b" not in str(error)


async def test_an_answer_without_end_is_cut_off() -> None:
    async def endless(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Endless())

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            for _ in range(100):
                yield bytes(ANSWER_BYTES // 10)
            pytest.fail("read on and on")

    far = FarEnd(OK)
    caller = far.caller(open_client(httpx.MockTransport(endless)))
    with pytest.raises(Unreadable, match="does not end"):
        await caller.read(GET)


async def test_a_wrong_clock_is_told() -> None:
    date = format_datetime(FarEnd(OK).clock.now() + timedelta(hours=2), usegmt=True)
    body = {"error_code": "APIGW.0301", "error_msg": "signature expired"}
    error = await failed(FarEnd(Reply(401, body, {"Date": date})))
    assert "120 min behind" in error.remedy


async def test_the_token_is_nowhere_to_be_seen() -> None:
    body = {
        "error_code": "APIGW.0301",
        "error_msg": f"fail, canonicalRequest:GET|/||x-security-token:{TOKEN}|| seen {TOKEN} again",
    }
    far = FarEnd(Reply(401, body))
    error = await failed(far)
    assert isinstance(error, Refused)
    assert TOKEN not in str(error)
    assert error.message == "fail"
    exchange = far.log[0]
    assert "seen *** again" in exchange.answer
    assert TOKEN not in exchange.answer + str(exchange)
    assert exchange.headers["x-security-token"] == exchange.headers["authorization"] == "***"
    assert exchange.headers["host"] == HOST


QUOTED = quote(TOKEN, safe="")


@pytest.mark.parametrize("change", [False, True])
@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, f"hdr {TOKEN} seen".encode(), {"Content-Type": "text/plain"}),
        Reply(200, f"<html>{TOKEN}".encode(), {"Content-Type": "text/html"}),
        Reply(302, b"", {"Location": f"https://portal.example.com/?tok={TOKEN}"}),
        Reply(302, b"", {"Location": f"https://portal.example.com/{TOKEN}"}),
        Reply(307, b"", {"Location": f"https://portal.example.com/{QUOTED}/#{QUOTED.lower()}"}),
        Reply(403, f"<html>{QUOTED}".encode()),
        Reply(400, {"error": {"code": "A.100", "message": TOKEN}}, {"X-Request-Id": TOKEN}),
        httpx.RemoteProtocolError(f"illegal status line: bytearray(b'{TOKEN}')"),
        httpx.ProxyError(f"500 {TOKEN}"),
    ],
)
async def test_no_echo_of_a_secret_is_told(reply: Script, change: bool) -> None:
    far = FarEnd(reply)
    error = await failed(far, change=change)
    told = f"{error} {error!r} {error.request_id} {far.log}"
    assert TOKEN not in told
    assert QUOTED.lower() not in told.lower()


async def test_an_echo_in_markup_is_none_either() -> None:
    secret = "a&b<c>\"d'"
    far = FarEnd(
        Reply(200, f"<p>{html.escape(secret)}</p>".encode(), {"Content-Type": "text/html"})
    )
    who = KeyIdentity(AkSkAuth("AK", Secret(secret), now=far.clock.now))
    with pytest.raises(Intercepted) as caught:
        await far.caller().read(GET, identity=who)
    assert secret not in str(caught.value)
    assert html.escape(secret) not in far.log[0].answer


async def test_where_a_redirect_leads_is_told_without_its_query() -> None:
    headers = {"Location": "https://portal.example.com/login?session=abc#x"}
    error = await failed(FarEnd(Reply(302, b"", headers)))
    assert "sends us to https://portal.example.com/login (302)" in str(error)


async def test_a_redirect_to_what_is_no_address_is_not_quoted() -> None:
    headers = {"Location": "https://u:part/of-a-secret@portal.example.com:part/"}
    far = FarEnd(Reply(302, b"", headers))
    error = await failed(far, change=True)
    assert "part" not in str(error)
    assert all("part" not in exchange.failure for exchange in far.log)


async def test_an_answer_that_can_be_used_is_taken_as_it_is() -> None:
    assert (await FarEnd(Reply(body={"x": TOKEN})).caller().read(GET)).body == {"x": TOKEN}


async def test_an_exchange_is_noted_whole() -> None:
    far = FarEnd(Reply(400, {"error": {"code": "A.100", "message": "m"}}, {"X-Request-Id": "r"}))
    far.clock.passed = 5
    await failed(far, change=True)
    (exchange,) = far.log
    assert (exchange.number, exchange.attempt) == (1, 1)
    assert exchange.at == far.clock.start + timedelta(seconds=5)
    assert exchange.request == POST
    assert (exchange.status, exchange.request_id, exchange.failure) == (400, "r", "")
    assert json.loads(exchange.answer) == {"error": {"code": "A.100", "message": "m"}}


async def test_an_exchange_without_an_answer_says_why() -> None:
    far = FarEnd(httpx.ReadTimeout("x"))
    await failed(far, change=True)
    (exchange,) = far.log
    assert exchange.status is None
    assert exchange.failure == f"{HOST} did not answer in time."


async def test_how_long_it_took_leaves_out_the_wait_for_the_turn() -> None:
    far = FarEnd(OK)

    def slow(_: httpx.Request) -> Reply:
        far.clock.passed += 2.5
        return OK

    far.script = [slow]
    caller = far.caller()
    for _ in range(40):
        await caller.read(GET)
    assert {round(exchange.seconds, 6) for exchange in far.log} == {2.5}
    assert [exchange.number for exchange in far.log] == list(range(1, 41))


async def test_a_password_in_a_body_is_masked_in_the_log_only() -> None:
    far = FarEnd(Reply(body={"adminPass": "pw1"}))
    await far.caller().change(PlannedRequest("POST", GET, '{"password":"pw2"}'))
    assert far.asked[0].content == b'{"password":"pw2"}'
    assert far.log[0].request.body == '{"password":"***"}'
    assert "pw1" not in far.log[0].answer


async def test_a_long_answer_is_cut_in_the_log() -> None:
    far = FarEnd(Reply(body=["é" * 10, *range(100_000)]))
    await far.caller().read(GET)
    assert len(far.log[0].answer) == SHOWN_LENGTH


async def test_a_call_that_nobody_waits_for_is_noted() -> None:
    far = FarEnd(OK)
    begun = asyncio.Event()

    async def never(_: httpx.Request) -> httpx.Response:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    caller = far.caller(open_client(httpx.MockTransport(never)))
    task = asyncio.create_task(caller.change(POST))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert far.log[0].failure == "Nobody waited for the answer."


async def test_a_closed_port_of_this_machine_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    far = FarEnd(OK)
    async with open_client() as client:
        caller = far.caller(client)
        with pytest.raises(Unreachable, match=r"127.0.0.1 refused the connection") as caught:
            await caller.change(PlannedRequest("POST", f"http://127.0.0.1:{port}/v1", "{}"))
    assert not caught.value.sent


async def test_a_port_that_speaks_no_tls_is_told() -> None:
    async def plain_text(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain_text, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    far = FarEnd(OK)
    async with server, open_client() as client:
        caller = far.caller(client)
        with pytest.raises(Unreachable, match=r"No TLS connection to 127.0.0.1") as caught:
            await caller.change(PlannedRequest("POST", f"https://127.0.0.1:{port}/v1", "{}"))
    assert not caught.value.sent
