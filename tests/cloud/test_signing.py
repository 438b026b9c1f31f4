"""The signature, proven on the vectors made with the vendor's SDK."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from drilltui.cloud import signing
from drilltui.cloud.signing import AkSkAuth, Message
from drilltui.domain.errors import UsageError
from drilltui.domain.secret import Secret

VECTORS = json.loads((Path(__file__).parent.parent / "signing-vectors.json").read_text())["vectors"]
DATE = datetime(2025, 9, 17, 6, 42, 10, tzinfo=UTC)
OWN = {"x-sdk-date", "x-project-id", "x-domain-id", "x-security-token"}

every_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])


def message(vector: dict[str, Any]) -> Message:
    return Message(
        method=vector["method"],
        path=vector["path"],
        query=[(key, value) for key, value in vector["query"]],
        headers={**vector["headers"], **vector["expected"]["headers_added_by_signer"]},
        body=(vector["body"] or "").encode(),
    )


def signed(vector: dict[str, Any]) -> httpx.Request:
    """Sign a real request as the client would."""
    names = {name.lower(): value for name, value in vector["headers"].items()}
    token = names.get("x-security-token")
    auth = AkSkAuth(
        vector["ak"],
        Secret(vector["sk"]),
        now=lambda: DATE,
        project_id=names.get("x-project-id", ""),
        domain_id=names.get("x-domain-id", ""),
        security_token=Secret(token) if token else None,
        signed=signing.SIGNED | {name for name in names if "_" not in name},
    )
    target = encoded_target(vector).encode()
    request = httpx.Request(
        vector["method"],
        httpx.URL(f"https://{vector['host']}").copy_with(raw_path=target),
        headers={
            name: value for name, value in vector["headers"].items() if name.lower() not in OWN
        },
        content=vector["body"],
    )
    if vector["body"] is not None and "content-type" not in names:
        del request.headers["Content-Type"]
    return sent(auth, request)


def encoded_target(vector: dict[str, Any]) -> str:
    """The target as an HTTP library can send it: one vector leaves its path to be encoded."""
    target: str = vector["expected"]["request_target"]
    return target if target.isascii() else quote(target)


def sent(auth: AkSkAuth, request: httpx.Request) -> httpx.Request:
    flow: Generator[httpx.Request, httpx.Response, None] = auth.sync_auth_flow(request)
    return next(flow)


def test_there_are_28_vectors() -> None:
    assert len(VECTORS) == 28


@every_vector
def test_the_canonical_request_is_the_sdks(vector: dict[str, Any]) -> None:
    assert message(vector).canonical() == vector["expected"]["canonical_request"]


@every_vector
def test_the_string_to_sign_is_the_sdks(vector: dict[str, Any]) -> None:
    text = signing.string_to_sign(message(vector).canonical(), vector["date"])
    assert text == vector["expected"]["string_to_sign"]


@every_vector
def test_the_authorization_is_the_sdks(vector: dict[str, Any]) -> None:
    header = signing.authorization(message(vector), vector["ak"], Secret(vector["sk"]))
    assert header == vector["expected"]["authorization"]


@every_vector
def test_a_real_request_is_signed_and_keeps_its_target(vector: dict[str, Any]) -> None:
    request = signed(vector)
    assert request.headers["Authorization"] == vector["expected"]["authorization"]
    assert request.url.raw_path.decode() == encoded_target(vector)


def test_the_example_of_the_signing_guide() -> None:
    # API Signing Guide, example of a canonical request: its hash is printed there.
    query = [("limit", "2"), ("marker", "13551d6b-755d-4757-b956-536f674975c0")]
    canonical = Message(
        "GET",
        "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
        query,
        {
            "Content-Type": "application/json",
            "Host": "service.region.example.com",
            "X-Sdk-Date": "20191115T033655Z",
        },
    ).canonical()
    digest = signing.string_to_sign(canonical, "").splitlines()[-1]
    assert digest == "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a"


POST = next(vector for vector in VECTORS if vector["name"] == "post-json-unicode")


@pytest.mark.parametrize(
    "change",
    [
        {"body": message(POST).body + b" "},
        {"path": POST["path"] + "x"},
        {"method": "PUT"},
        {"query": [("a", "b")]},
        {"headers": {**message(POST).headers, "X-Project-Id": "f" * 32}},
        {"headers": {**message(POST).headers, "X-More": "1"}},
        {"headers": {**message(POST).headers, "X-Sdk-Date": "20250917T064211Z"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_changes_the_signature(change: dict[str, Any]) -> None:
    changed = replace(message(POST), **change)
    header = signing.authorization(changed, POST["ak"], Secret(POST["sk"]))
    expected: str = POST["expected"]["authorization"]
    assert header.rpartition("=")[2] != expected.rpartition("=")[2]


def test_another_secret_key_changes_the_signature() -> None:
    header = signing.authorization(message(POST), POST["ak"], Secret(POST["sk"] + "x"))
    assert header != POST["expected"]["authorization"]


def test_each_attempt_has_a_fresh_date() -> None:
    times = iter([DATE, DATE + timedelta(minutes=20)])
    auth = AkSkAuth("AK", Secret("SK"), now=lambda: next(times))
    request = httpx.Request("GET", "https://x.example.com/v1")
    first = dict(sent(auth, request).headers)
    second = dict(sent(auth, request).headers)
    assert (first["x-sdk-date"], second["x-sdk-date"]) == ("20250917T064210Z", "20250917T070210Z")
    assert first["authorization"] != second["authorization"]


def test_a_time_of_another_zone_is_signed_as_utc() -> None:
    east = datetime.fromisoformat("2025-09-17T14:42:10+08:00")
    assert signing.sdk_date(east) == "20250917T064210Z"


def test_headers_a_proxy_may_change_are_not_signed() -> None:
    request = httpx.Request("GET", "https://x.example.com/", headers={"User-Agent": "a"})
    names = sent(AkSkAuth("AK", Secret("SK"), now=lambda: DATE), request).headers["Authorization"]
    assert "SignedHeaders=host;x-sdk-date," in names


def test_a_refused_signature_is_not_sent_again() -> None:
    flow = AkSkAuth("AK", Secret("SK"), now=lambda: DATE).sync_auth_flow(
        httpx.Request("GET", "https://x.example.com/")
    )
    next(flow)
    with pytest.raises(StopIteration):
        flow.send(httpx.Response(401))


@pytest.mark.parametrize("bad", ["", "AK ", "A\nK", "schlüssel", "\ud800"])
def test_a_key_that_can_be_none_is_refused_at_once(bad: str) -> None:
    with pytest.raises(UsageError, match="access key"):
        AkSkAuth(bad, Secret("SK"), now=lambda: DATE)
    with pytest.raises(UsageError, match="secret key") as caught:
        AkSkAuth("AK", Secret(bad), now=lambda: DATE)
    assert not bad.strip() or bad not in str(caught.value)


def test_a_bad_security_token_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="security token"):
        AkSkAuth("AK", Secret("SK"), now=lambda: DATE, security_token=Secret("a\r\nb"))


@pytest.mark.parametrize(
    ("raw", "pairs"),
    [
        ("", []),
        ("a=1&b=", [("a", "1"), ("b", "")]),
        ("a=1+2%20%2B", [("a", "1+2 +")]),
        ("a==b", [("a", "=b")]),
    ],
)
def test_a_raw_query_is_decoded(raw: str, pairs: list[tuple[str, str]]) -> None:
    assert signing.decoded_query(raw) == pairs
