from __future__ import annotations

import pytest

from drilltui.cloud.endpoints import Endpoints
from drilltui.domain.errors import UsageError


def test_one_url_may_serve_all() -> None:
    found = Endpoints.single("http://127.0.0.1:8765/")
    assert {found.sdrs, found.vpc, found.ecs, found.iam} == {"http://127.0.0.1:8765"}


def test_hosts_are_built_by_rule() -> None:
    assert Endpoints.of_region("eu-de", "otc.t-systems.com") == Endpoints(
        "https://sdrs.eu-de.otc.t-systems.com",
        "https://vpc.eu-de.otc.t-systems.com",
        "https://ecs.eu-de.otc.t-systems.com",
        "https://iam.eu-de.otc.t-systems.com",
    )


def test_a_url_takes_one_form() -> None:
    assert Endpoints.single("https://SDRS.Example.com:443/cloud/").sdrs == (
        "https://sdrs.example.com/cloud"
    )


@pytest.mark.parametrize("port", [1, 65535])
def test_any_port_will_do(port: int) -> None:
    assert Endpoints.single(f"https://h:{port}").sdrs == f"https://h:{port}"


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "sdrs.example.com",
        "ftp://h",
        "https://",
        "https://u:p@h",
        "https://h?a=1",
        "https://h#x",
        "https://h:99999999",
        "https://h:x",
        "https://h:0",
        "https://h:65536",
        "https://h/ä",
        "https://h\x1b[2J",
    ],
)
def test_what_is_no_endpoint_is_refused(bad: str) -> None:
    good = "https://h.example.com"
    with pytest.raises(UsageError, match="is not an endpoint of VPC") as caught:
        Endpoints(good, bad, good, good)
    assert "https://vpc.<region>" in caught.value.remedy
    assert "\x1b" not in str(caught.value)
