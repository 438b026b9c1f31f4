from __future__ import annotations

import pytest

from drilltui.cloud.answer import Answer
from drilltui.cloud.http import Headers
from drilltui.cloud.judgement import Received, is_the_clouds, judge
from drilltui.cloud.redaction import Echoes
from drilltui.cloud.retry import Failure
from drilltui.domain.errors import CloudError, Intercepted, Refused, Unreachable, Unreadable
from drilltui.domain.secret import Secret
from tests.cloud.far_end import FarEnd, Reply

PAGE = b"<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head><body>Sign in</body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def outcome(status: int, body: bytes, headers: dict[str, str] | None = None) -> Answer | Failure:
    far = FarEnd(Reply())
    received = Received("sdrs.x", "SDRS", status, Headers(headers or {}), body, Echoes({}, ()))
    return judge(received, far.proof(), skew=None, now=far.clock.now())


def error(status: int, body: bytes, headers: dict[str, str] | None = None) -> CloudError:
    found = outcome(status, body, headers)
    assert isinstance(found, Failure)
    return found.error


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, PAGE, HTML),
        (200, PAGE, {}),
        (200, b"please sign in", HTML),
        (200, b" \n<html>", {"Content-Type": "application/json"}),
        (511, PAGE, HTML),
        (511, b"", {}),
        (302, b"", {"Location": "http://portal.example.com/\x1b"}),
        (303, PAGE, HTML | {"Location": "/login"}),
    ],
)
def test_a_page_of_somebody_else_is_intercepted(
    status: int, body: bytes, headers: dict[str, str]
) -> None:
    found = error(status, body, {"X-Request-Id": "r1"} | headers)
    assert isinstance(found, Intercepted)
    assert found.what.startswith("A page that is not the cloud's answered in place of sdrs.x: ")
    assert "open any page in a browser" in found.remedy
    assert (found.status, found.request_id, found.exit_code) == (status, "r1", 4)
    assert "\x1b" not in str(found)


def test_the_page_is_told_by_its_words() -> None:
    assert "Guest Wi-Fi" in error(200, PAGE, HTML).what


@pytest.mark.parametrize("body", [b'{"a":', b"\xff\xfe", b"hello"])
def test_rubbish_is_no_page(body: bytes) -> None:
    found = error(200, body, {"Content-Type": "application/json"})
    assert isinstance(found, Unreadable)
    assert not isinstance(found, Intercepted)


@pytest.mark.parametrize(
    ("status", "page"),
    [
        (400, b"<html>Bad gateway request</html>"),
        (401, b"<html>Sign in to the proxy</html>"),
        (403, b"<html>Forbidden by the web filter</html>"),
        (403, b"<html>This site is locked by policy</html>"),
        (404, PAGE),
        (451, PAGE),
    ],
)
def test_a_block_page_is_no_refusal_of_the_cloud(status: int, page: bytes) -> None:
    found = error(status, page, HTML)
    assert isinstance(found, Intercepted)
    assert found.status == status
    assert "role" not in str(found)


def test_an_error_that_is_only_called_markup_is_read() -> None:
    found = error(403, b' {"error": {"code": "SDRS.0003", "message": "m"}}', HTML)
    assert isinstance(found, Refused)
    assert found.code == "SDRS.0003"


def test_a_page_that_asks_to_slow_down_is_heeded() -> None:
    found = outcome(429, PAGE, HTML | {"Retry-After": "7"})
    assert isinstance(found, Failure)
    assert (found.passing, found.asked) == (True, 7)


def test_an_error_page_of_the_gateway_stays_a_refusal() -> None:
    found = error(502, PAGE, HTML)
    assert isinstance(found, Refused)
    assert found.status == 502


def test_a_407_is_the_proxys_and_nothing_got_past_it() -> None:
    found = error(407, PAGE, HTML)
    assert isinstance(found, Unreachable)
    assert not found.sent
    assert str(found).startswith("The proxy wants a user name and a password (407).")


def test_what_is_not_offered_here_is_told_by_its_name() -> None:
    body = b'{"error_code":"APIGW.0101","error_msg":"m","request_id":"r2"}'
    found = error(404, body)
    assert "SDRS is not offered at sdrs.x: check the region" in str(found)
    assert str(found).endswith("(request r2)")


def test_a_token_is_taken_from_the_header_and_not_shown() -> None:
    found = outcome(201, b'{"token":{}}', {"X-Subject-Token": "MII"})
    assert isinstance(found, Answer)
    assert found.token == Secret("MII")
    assert "MII" not in repr(found)


@pytest.mark.parametrize(
    ("status", "body", "ours"),
    [(200, b"{}", True), (401, b"{}", True), (407, b"", False), (200, PAGE, False)],
)
def test_whose_clock_an_answer_has(status: int, body: bytes, ours: bool) -> None:
    assert is_the_clouds(outcome(status, body), status) is ours
