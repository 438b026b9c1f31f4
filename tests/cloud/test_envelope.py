from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.envelope import page_words, read_error, request_id
from drilltui.domain.json_value import JsonValue
from drilltui.domain.plain_text import UNSAFE
from tests.cloud.json_values import ANY_JSON, nested


def read(body: Any, status: int = 400, **headers: str) -> tuple[str, str, str]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    found = read_error(
        status, raw, httpx.Headers({k.replace("_", "-"): v for k, v in headers.items()})
    )
    return found.code, found.message, found.request_id


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"error": {"code": "SDRS.1013", "message": "m"}}, "SDRS.1013", "m"),
        ({"error": {"code": "Ecs.0005", "message": "m", "details": [{}]}}, "Ecs.0005", "m"),
        ({"badrequest": {"message": "m", "code": "SDRS.0202"}}, "SDRS.0202", "m"),
        ({"badRequest": {"message": "m", "code": 400}}, "400", "m"),
        ({"itemNotFound": {"message": "m", "code": 404}}, "404", "m"),
        ({"error_code": "APIGW.0301", "error_msg": "m"}, "APIGW.0301", "m"),
        ({"errorCode": "X.1", "errorMsg": "m"}, "X.1", "m"),
        ({"code": "VPC.0003", "message": "m"}, "VPC.0003", "m"),
        ({"error": {"code": 401, "message": "m", "title": "Unauthorized"}}, "401", "m"),
        ({"NeutronError": {"message": "m", "type": "T", "detail": ""}}, "400", "m"),
        ({"error": {"code": "it is gone", "message": "Ecs.0114"}}, "Ecs.0114", "it is gone"),
        ({"error": {"error_msg": "m"}}, "400", "m"),
        ({"errorMsg": "m"}, "400", "m"),
        ({"errorCode": "A.1", "x": 1}, "A.1", '{"errorCode": "A.1", "x": 1}'),
        ({"a": {"b": {"c": {"d": {"code": "A.1", "message": "m"}}}}}, "A.1", "m"),
        ({"error_code": "SDRS.1608"}, "SDRS.1608", "{\"error_code\": \"SDRS.1608\"}"),
        ({"error": {"code": "", "message": "m"}}, "400", "m"),
        ({"e": {"code": None, "message": []}}, "400", '{"e": {"code": null, "message": []}}'),
        ({"error": "invalid"}, "400", '{"error": "invalid"}'),
        ([1], "400", "[1]"),
        (b"", "400", "Bad Request, without any explanation"),
        (b" \n", "400", "Bad Request, without any explanation"),
        (b'{"error": {"code": "SDRS.1', "400", '{"error": {"code": "SDRS.1'),
        (b"upstream timed out", "400", "upstream timed out"),
        (b"\xff\xfe\xfa", "400", "???"),
    ],
)  # fmt: skip
def test_every_shape_is_read(body: Any, code: str, message: str) -> None:
    found = read(body)
    assert found[0] == code
    assert found[1].replace("\ufffd", "?") == message


def test_the_outer_pair_wins_over_an_inner_one() -> None:
    body = {"error_code": "A.100", "error_msg": "outer", "error": {"code": "B.100", "message": "i"}}
    assert read(body)[:2] == ("A.100", "outer")


def test_a_page_is_told_by_its_words() -> None:
    page = (
        b"<html><head><title>502 Bad Gateway</title><style>b{}</style></head><body>"
        b"<script>alert('x')</script><h1>502 Bad&nbsp;Gateway</h1><p>nginx</body></html>"
    )
    assert read(page, 502)[:2] == ("502", "502 Bad Gateway 502 Bad Gateway nginx")


def test_a_status_that_nobody_knows() -> None:
    assert read(b"", 499)[:2] == ("499", "error, without any explanation")


def test_the_message_is_cut_and_made_harmless() -> None:
    code, message, _ = read({"code": "A.1\x1b[31m", "message": "a\x1b]0;x\x07\n b" + "c" * 900})
    assert code == "A.1?[31m"
    assert message.startswith("a?]0;x? bcc")
    assert len(message) == 500


def test_an_echoed_token_is_not_repeated() -> None:
    message = "verify aksk signature fail, canonicalRequest:GET|/||x-security-token:SECRET|x|e3b0"
    assert "SECRET" not in read({"error_code": "APIGW.0301", "error_msg": message}, 401)[1]


def test_the_request_id_is_taken_from_where_it_is() -> None:
    assert read({"request_id": "body"}, x_request_id="head", x_iam_trace_id="iam")[2] == "head"
    assert read({"request_id": "body"}, x_iam_trace_id="iam")[2] == "iam"
    assert read({"request_id": "body"})[2] == "body"
    assert read({})[2] == ""
    assert request_id(httpx.Headers({"X-Request-Id": "a\tb"})) == "a b"


@given(ANY_JSON, st.integers(400, 599))
def test_any_json_gives_words(body: JsonValue, status: int) -> None:
    check(json.dumps(body).encode(), status)


@given(
    st.dictionaries(
        st.sampled_from(["error", "code", "message", "error_code", "error_msg", "request_id"]),
        ANY_JSON,
    )
)
def test_any_json_in_the_right_places_gives_words(body: dict[str, JsonValue]) -> None:
    check(json.dumps(body).encode(), 400)


@given(st.binary(max_size=300) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_words(body: bytes) -> None:
    check(body, 400)


def check(body: bytes, status: int) -> None:
    found = read_error(status, body, httpx.Headers())
    assert found.code
    assert 0 < len(found.message) <= 500
    assert not UNSAFE.search(found.code + found.message + found.request_id)


@pytest.mark.parametrize("body", [b"[" * 200_000, json.dumps(nested(800)).encode(), b"1" * 5000])
def test_a_body_made_to_hurt(body: bytes) -> None:
    check(body, 400)


def test_words_of_an_empty_page() -> None:
    assert page_words(b"<html></html>") == ""
