from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.cloud.redaction import Echoes, masked_headers, secret_values, spellings
from drilltui.domain.masking import redacted
from drilltui.domain.secret import Secret


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "canonicalRequest:GET|/v1/||host:h|x-sdk-date:2025|x-security-token:abc/+=|host;x-s|e3",
            "canonicalRequest:GET|/v1/||host:h|x-sdk-date:2025|x-security-token:***|host;x-s|e3",
        ),
        ("X-Auth-Token: abc\nnext", "X-Auth-Token: ***\nnext"),
        ('{"X-Security-Token":"abc"}', '{"X-Security-Token":"***"}'),
        (r'"msg": "x-security-token:abc\/d"', '"msg": "x-security-token:***\\/d"'),
        ('{"password": "a\\"b", "name": "n"}', '{"password": "***", "name": "n"}'),
        ('{"user_password":"a"}', '{"user_password":"***"}'),
        ('{"adminPass":"a"}', '{"adminPass":"***"}'),
        ('{"token":"cut off he', '{"token":"***'),
        ('{"passcode" : "123456"}', '{"passcode" : "***"}'),
        ('{"name":"password","tokens":1}', '{"name":"password","tokens":1}'),
        ("nothing here", "nothing here"),
    ],
)
def test_secrets_are_masked(text: str, expected: str) -> None:
    assert redacted(text) == expected


def test_echoes_are_taken_out_wherever_they_stand() -> None:
    echoes = Echoes({"X-Auth-Token": "t/1", "Host": "h"}, [Secret("S3CRET<\ud800")])
    assert (
        echoes.out_of("a t/1 b t%2F1 c t%2f1 d S3CRET&lt;\ud800c h") == "a *** b *** c *** d ***c h"
    )
    assert echoes.out_of_body(b'{"t\\/1": "S3CRET<\\ud800"}') == b'{"***": "***"}'


def test_headers_are_masked_by_name_in_any_case() -> None:
    headers = {"Authorization": "a", "X-SECURITY-TOKEN": "b", "cookie": "c", "Host": "h"}
    masked = {"Authorization": "***", "X-SECURITY-TOKEN": "***", "cookie": "***", "Host": "h"}
    assert masked_headers(headers) == masked
    for name in ("X-Auth-Token", "X-Subject-Token", "Set-Cookie", "Proxy-Authorization"):
        assert masked_headers({name: "s"}) == {name: "***"}
    assert secret_values(headers | {"x-auth-token": ""}) == ["a", "b", "c"]


# Long enough not to be a part of the text around it.
SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=9, max_size=40).map(
    lambda text: f"<{text}>"
)


@given(SECRETS, SECRETS, st.booleans(), st.sampled_from([(",", ":"), (", ", ": ")]))
def test_a_request_for_a_token_is_never_noted_with_its_secrets(
    password: str, passcode: str, ascii_only: bool, separators: tuple[str, str]
) -> None:
    identity = {
        "methods": ["password", "totp"],
        "password": {"user": {"name": "n", "password": password, "domain": {"name": "d"}}},
        "totp": {"user": {"id": "i", "passcode": passcode}},
    }
    body = json.dumps(
        {"auth": {"identity": identity}}, ensure_ascii=ascii_only, separators=separators
    )
    shown = redacted(body)
    assert json.loads(shown)["auth"]["identity"]["password"]["user"]["name"] == "n"
    for secret in (password, passcode):
        assert secret not in shown
        assert json.dumps(secret)[1:-1] not in shown
        assert json.dumps(secret, ensure_ascii=False)[1:-1] not in shown


@given(SECRETS, st.booleans())
def test_an_echo_of_a_secret_is_masked_however_json_spells_it(
    secret: str, ascii_only: bool
) -> None:
    echo = json.dumps({"error": {"message": f"not {secret}!"}}, ensure_ascii=ascii_only)
    shown = Echoes({}, [Secret(secret)]).out_of(echo)
    assert json.loads(shown) == {"error": {"message": "not ***!"}}


def test_an_empty_secret_masks_nothing() -> None:
    assert spellings([Secret(""), Secret("a")]) == ["a"]
