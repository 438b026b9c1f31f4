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


@pytest.mark.parametrize(
    ("no_proxy", "url", "excluded"),
    [
        ("h.example.com:8443", "https://h.example.com:8443", True),
        ("h.example.com:8443", "https://h.example.com", False),
        ("h.example.com:443", "https://h.example.com", True),
        ("https://h.example.com", "https://h.example.com", True),
        ("http://h.example.com", "https://h.example.com", False),
        ("*.example.com", "https://h.example.com", True),
        ("*.example.com", "https://example.com", False),
        ("10.0.0.1", "https://10.0.0.1", True),
        ("0.0.1", "https://10.0.0.1", False),
        ("10.0.0.0/8", "https://10.1.2.3", True),
        ("10.0.0.0/8", "https://11.1.2.3", False),
        ("10.0.0.0/8", "https://h.example.com", False),
        ("fd00::/8", "https://[fd00::1]", True),
        ("[fd00::1]:8443", "https://[fd00::1]:8443", True),
        ("[fd00::1]:8443", "https://[fd00::1]", False),
        ("fd00::1", "https://[fd00::1]:8443", True),
        (" , :,[", "https://h.example.com", False),
    ],
)
def test_which_hosts_go_without(no_proxy: str, url: str, excluded: bool) -> None:
    found = proxy_for(url, {"HTTPS_PROXY": "http://p:1", "NO_PROXY": no_proxy})
    assert (found is None) is excluded


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({"https_proxy": "", "HTTPS_PROXY": "http://up:2"}, None),
        ({"https_proxy": "", "HTTPS_PROXY": "http://up:2", "ALL_PROXY": "http://a:3"}, "a"),
        ({"HTTPS_PROXY": "http://up:2", "no_proxy": "", "NO_PROXY": "*"}, "up"),
    ],
)
def test_a_variable_that_is_set_and_empty_undoes_the_one_in_upper_case(
    environ: dict[str, str], shown: str | None
) -> None:
    proxy = proxy_for(URL, environ)
    assert (proxy.host if proxy else None) == shown


def test_an_address_in_a_url_has_brackets() -> None:
    proxy = proxy_for(URL, {"HTTPS_PROXY": "http://[fd00::1]:3128"})
    assert str(proxy) == "http://[fd00::1]:3128"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "HTTPS_PROXY"])
def test_plain_http_never_goes_through_a_proxy(variable: str, host: str) -> None:
    assert proxy_for(f"http://{host}:8765", {variable: "http://h:1"}) is None
