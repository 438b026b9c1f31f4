import json
from pathlib import Path
from typing import Any

import pytest

from drilltui.sandbox.received import Received
from drilltui.sandbox.signature import Claim, canonical_request, is_signed_by, read_claim, sign

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "signing-vectors.json").read_text("utf-8")
)["vectors"]


def received(vector: dict[str, Any], **changes: Any) -> Received:
    """The request of a vector, as its bytes arrive."""
    expected = vector["expected"]
    path, _, query = expected["request_target"].encode().partition(b"?")
    headers = {**vector["headers"], **expected["headers_added_by_signer"]}
    parts: dict[str, Any] = {
        "method": vector["method"],
        "path": path,
        "query": query,
        "headers": tuple(
            (name.lower().encode(), value.encode()) for name, value in headers.items()
        ),
        "body": (vector["body"] or "").encode(),
    }
    return Received(**parts | changes)


def claim_of(vector: dict[str, Any]) -> Claim:
    claim = read_claim(vector["expected"]["authorization"])
    assert claim is not None
    return claim


def holds(vector: dict[str, Any], request: Received, sk: str | None = None) -> bool:
    claim = claim_of(vector)
    canonical = canonical_request(request, claim.signed_headers)
    return canonical is not None and is_signed_by(
        claim, canonical, vector["date"], sk or vector["sk"]
    )


def vector_named(name: str) -> dict[str, Any]:
    return next(vector for vector in VECTORS if vector["name"] == name)


def test_there_are_all_vectors() -> None:
    assert len(VECTORS) == 28


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_rederives_what_the_sdk_signed(vector: dict[str, Any]) -> None:
    expected = vector["expected"]
    claim = claim_of(vector)
    canonical = canonical_request(received(vector), claim.signed_headers)
    assert canonical is not None
    assert canonical.decode() == expected["canonical_request"]
    assert claim.ak == vector["ak"]
    assert sign(canonical, vector["date"], vector["sk"]) == claim.signature


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_no_other_key_date_path_or_method_fits(vector: dict[str, Any]) -> None:
    request = received(vector)
    assert holds(vector, request)
    assert not holds(vector, request, sk=vector["sk"] + "x")
    assert not holds(vector, received(vector, path=request.path + b"x"))
    assert not holds(vector, received(vector, method="PATCH"))
    assert not holds(vector, received(vector, query=request.query + b"&limit=1"))
    claim, canonical = claim_of(vector), canonical_request(request, claim_of(vector).signed_headers)
    assert canonical is not None
    assert not is_signed_by(claim, canonical, "20250917T064211Z", vector["sk"])


@pytest.mark.parametrize(
    "name", ["post-json-unicode", "post-json-empty-object", "put-json-charset"]
)
def test_one_changed_byte_of_the_body_does_not_fit(name: str) -> None:
    vector = vector_named(name)
    body = bytearray(received(vector).body)
    body[-2] ^= 1
    assert not holds(vector, received(vector, body=bytes(body)))


def test_a_header_that_is_signed_but_not_sent_leaves_nothing_to_sign() -> None:
    vector = vector_named("get-minimal")
    assert canonical_request(received(vector), ("host", "x-language", "x-sdk-date")) is None


def test_a_header_that_is_sent_but_not_signed_does_not_matter() -> None:
    vector = vector_named("get-minimal")
    request = received(vector)
    more = (*request.headers, (b"x-forwarded-for", b"10.0.0.1"))
    assert holds(vector, received(vector, headers=more))


def test_a_plus_in_the_query_is_no_space() -> None:
    vector = vector_named("get-query-reserved-chars")
    query = received(vector).query
    assert b"%20" in query
    assert not holds(vector, received(vector, query=query.replace(b"%20", b"+")))


def test_the_guide_s_own_example_has_the_documented_hash() -> None:
    import hashlib

    request = Received(
        "GET",
        b"/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
        b"limit=2&marker=13551d6b-755d-4757-b956-536f674975c0",
        (
            (b"content-type", b"application/json"),
            (b"host", b"service.region.example.com"),
            (b"x-sdk-date", b"20191115T033655Z"),
        ),
        b"",
    )
    canonical = canonical_request(request, ("content-type", "host", "x-sdk-date"))
    assert canonical is not None
    assert (
        hashlib.sha256(canonical).hexdigest()
        == "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a"
    )


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer x",
        "SDK-HMAC-SHA256, Access=A, SignedHeaders=host, Signature=" + "0" * 64,
        "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=" + "0" * 63,
        "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=" + "0" * 64 + " x",
        "SDK-HMAC-SM3 Access=A, SignedHeaders=host, Signature=" + "0" * 64,
    ],
)
def test_another_form_of_authorization_is_no_claim(authorization: str) -> None:
    assert read_claim(authorization) is None
