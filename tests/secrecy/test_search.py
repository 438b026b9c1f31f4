"""The search must be able to find: a check that cannot fail proves nothing."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.secrecy.search import files_under, forms, sightings

SECRET = 'sandbox-secret/key+not:real "01ü\\&'

WRITERS: dict[str, Callable[[str], bytes]] = {
    "clear": str.encode,
    "repr": lambda secret: secret.encode("unicode_escape"),
    "in a log line": lambda secret: f"12:00 DEBUG sk={secret} sent\n".encode(),
    "base64": lambda secret: base64.b64encode(secret.encode()),
    "URL-safe base64": lambda secret: base64.urlsafe_b64encode(secret.encode()),
    "base64 of user:secret": lambda secret: base64.b64encode(f"user:{secret}".encode()),
    "base64 inside JSON": lambda secret: base64.b64encode(json.dumps({"sk": secret}).encode()),
    "hex": lambda secret: secret.encode().hex().encode(),
    "HEX": lambda secret: secret.encode().hex().upper().encode(),
    "URL-encoded": lambda secret: quote(secret, safe="").encode(),
    "repr of bytes": lambda secret: repr({"x-auth-token": secret.encode()}).encode(),
    "JSON": lambda secret: json.dumps({"password": secret}).encode(),
    "JSON in UTF-8": lambda secret: json.dumps({"sk": secret}, ensure_ascii=False).encode(),
    "a picture": lambda secret: f"<text>{html.escape(secret)}</text>".encode(),
    "UTF-16": lambda secret: secret.encode("utf-16-le"),
    "a memory image": lambda secret: bytes(range(256)) + secret.encode() + bytes(range(256)),
}


@pytest.mark.parametrize("way", WRITERS)
def test_a_planted_secret_is_found_however_it_was_written(way: str) -> None:
    secret = SECRET if way != "base64 inside JSON" else "sandbox-secret-key-not-real"

    found = sightings({"sk": secret}, {"log": WRITERS[way](secret), "other": b"nothing here"})

    assert {(one.secret, one.place) for one in found} == {("sk", "log")}


@given(before=st.binary(max_size=9), after=st.binary(max_size=9))
def test_base64_is_found_whatever_stands_around_it(before: bytes, after: bytes) -> None:
    text = base64.b64encode(before + SECRET.encode() + after)

    assert sightings({"sk": SECRET}, {"x": text})


@given(st.binary(max_size=400))
def test_what_does_not_hold_it_is_not_accused(noise: bytes) -> None:
    assert sightings({"sk": SECRET}, {"x": noise, "y": base64.b64encode(noise)}) == []


def test_no_form_is_so_short_that_it_is_everywhere() -> None:
    assert min(map(len, forms("0123456789abcdef").values())) >= 16


def test_files_are_searched_with_their_names(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a").write_bytes(b"x" + SECRET.encode())
    (tmp_path / "named-sandbox-secret").write_bytes(b"")

    found = sightings({"sk": SECRET, "name": "named-sandbox-secret"}, files_under([tmp_path]))

    assert {Path(one.place).name for one in found} == {"a", "named-sandbox-secret"}
