from __future__ import annotations

import pytest

from drilltui.cloud.proxies import proxy_for

URL = "https://sdrs.eu-de.otc.t-systems.com/v1"
PROXY = "http://drill:s3cret%40@proxy.example.com:3128"


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({}, None),
        ({"HTTPS_PROXY": PROXY}, "http://proxy.example.com:3128"),
        ({"https_proxy": "https://p"}, "https://p:443"),
        ({"https_proxy": "http://low:1", "HTTPS_PROXY": "http://up:2"}, "http://low:1"),
        ({"HTTP_PROXY": PROXY}, None),
        ({"ALL_PROXY": "http://all:1"}, "http://all:1"),
        ({"ALL_PROXY": "http://all:1", "HTTPS_PROXY": "http://own:2"}, "http://own:2"),
        ({"HTTPS_PROXY": "proxy.example.com:3128"}, "http://proxy.example.com:3128"),
        ({"HTTPS_PROXY": "socks5://u:pw@s:1080"}, "socks5://s:1080"),
        ({"HTTPS_PROXY": "http://u:pw@p:99999999"}, "http://p:?"),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "otc.t-systems.com"}, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "x, .t-systems.com "}, None),
        ({"HTTPS_PROXY": "http://p:1", "no_proxy": "SDRS.eu-de.otc.t-systems.com"}, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "systems.com"}, "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a,,b"}, "http://p:1"),
    ],
)
def test_which_proxy_and_how_it_is_said(environ: dict[str, str], shown: str | None) -> None:
    proxy = proxy_for(URL, environ)
    assert (str(proxy) if proxy else None) == shown
    assert not any(secret in repr(proxy) for secret in ("s3cret", "pw", "drill"))


def test_what_the_proxy_wants_to_know() -> None:
    proxy = proxy_for(URL, {"HTTPS_PROXY": PROXY})
    assert proxy is not None
    assert proxy.password is not None
    assert (proxy.user, proxy.password.reveal()) == ("drill", "s3cret@")
    assert proxy.variable == "HTTPS_PROXY"


def test_plain_http_has_a_proxy_of_its_own() -> None:
    proxy = proxy_for("http://127.0.0.1:8765", {"http_proxy": "http://h:1", "HTTPS_PROXY": "x"})
    assert str(proxy) == "http://h:1"
