from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drilltui.domain.endpoint import base_url
from drilltui.domain.field import Problem

PROJECT = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("sdrs.eu-de.otc.t-systems.com", "https://sdrs.eu-de.otc.t-systems.com"),
        ("https://sdrs.eu-de.otc.t-systems.com", "https://sdrs.eu-de.otc.t-systems.com"),
        ("https://sdrs.eu-de.otc.t-systems.com/", "https://sdrs.eu-de.otc.t-systems.com"),
        ("https://sdrs.eu-de.otc.t-systems.com/v1", "https://sdrs.eu-de.otc.t-systems.com"),
        (f"https://SDRS.example.com:8443/v1/{PROJECT}", "https://sdrs.example.com:8443"),
        ("https://sdrs.example.com/v1/%(project_id)s", "https://sdrs.example.com"),
        ("https://sdrs.example.com/v1/$(tenant_id)s", "https://sdrs.example.com"),
        ("https://iam.eu-de.otc.t-systems.com:443/v3", "https://iam.eu-de.otc.t-systems.com:443"),
        ("https://ecs.example.com/v2.1/", "https://ecs.example.com"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://localhost:8765/v1", "http://localhost:8765"),
        ("http://[::1]:8765", "http://[::1]:8765"),
        ("  sdrs.example.com\n", "https://sdrs.example.com"),
    ],
)
def test_every_habit_of_writing_an_endpoint_means_its_host(text: str, url: str) -> None:
    assert base_url(text) == url


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://sdrs.example.com", "loopback"),
        ("http://127.0.0.1.example.com", "loopback"),
        ("http://localhost.example.com", "loopback"),
        ("https://user:secret@sdrs.example.com", "no user name"),
        ("https://sdrs.example.com/v1?x=1", "no user name, no ? and no #"),
        ("https://sdrs.example.com/#x", "no user name, no ? and no #"),
        ("https://sdrs.example.com/v1/../x", "may follow the host"),
        ("https://sdrs.example.com/path", "may follow the host"),
        ("https://sdrs.example.com:0", "no host name"),
        ("https://sdrs.example.com:65536", "port"),
        ("https://sdrs.example.com:port", "port"),
        ("ftp://sdrs.example.com", "https://"),
        ("", "no host name"),
        ("https://", "no host name"),
        ("https://-x.example.com", "no host name"),
        ("https://sdrs.ex\x1bample.com", "no host name"),
        ("https://sdrs.exämple.com", "no host name"),
    ],
)
def test_what_is_no_endpoint_says_why(text: str, why: str) -> None:
    problem = base_url(text)

    assert isinstance(problem, Problem)
    assert why in problem.text
    assert "secret" not in problem.text


@given(st.text(st.sampled_from("https:/@?#[]v1.%$()s0a\\-é\x1b \n"), max_size=40) | st.text())
def test_what_comes_out_is_a_base_url_that_comes_out_again(text: str) -> None:
    url = base_url(text)

    if isinstance(url, str):
        parts = urlsplit(url)
        assert base_url(url) == url
        assert parts.scheme in ("https", "http")
        assert (parts.path, parts.query, parts.fragment) == ("", "", "")
        assert url.isascii()
        assert url.isprintable()
        assert (
            parts.scheme == "https"
            or parts.hostname in ("localhost", "::1")
            or (parts.hostname or "").startswith("127.")
        )
