from __future__ import annotations

import pytest

from drilltui.cloud.redaction import masked_headers, redacted, secret_values


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


def test_given_secrets_are_masked_wherever_they_stand() -> None:
    assert redacted("a S3CRET b S3CRETc", ["S3CRET"]) == "a *** b ***c"


def test_headers_are_masked_by_name_in_any_case() -> None:
    headers = {"Authorization": "a", "X-SECURITY-TOKEN": "b", "cookie": "c", "Host": "h"}
    masked = {"Authorization": "***", "X-SECURITY-TOKEN": "***", "cookie": "***", "Host": "h"}
    assert masked_headers(headers) == masked
    for name in ("X-Auth-Token", "X-Subject-Token", "Set-Cookie", "Proxy-Authorization"):
        assert masked_headers({name: "s"}) == {name: "***"}
    assert secret_values(headers | {"x-auth-token": ""}) == ["a", "b", "c"]
