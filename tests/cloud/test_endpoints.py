from __future__ import annotations

import pytest

from drilltui.cloud.endpoints import Endpoints
from drilltui.domain.errors import UsageError
from drilltui.domain.profile import NEEDED, SERVICES, Profile


def test_one_url_may_serve_all() -> None:
    found = Endpoints.single("http://127.0.0.1:8765/")
    assert {getattr(found, name) for name in SERVICES} == {"http://127.0.0.1:8765"}


def test_hosts_are_built_by_rule() -> None:
    assert Endpoints.of_profile(Profile("p", "eu-de", "otc.t-systems.com")) == Endpoints(
        "https://sdrs.eu-de.otc.t-systems.com",
        "https://vpc.eu-de.otc.t-systems.com",
        "https://ecs.eu-de.otc.t-systems.com",
        "https://iam.eu-de.otc.t-systems.com",
        "https://evs.eu-de.otc.t-systems.com",
        "https://eps.otc.t-systems.com",
    )


def test_a_url_takes_one_form() -> None:
    for said in ("SDRS.Example.com:8443", f"https://sdrs.example.com:8443/v1/{'0' * 32}/"):
        assert Endpoints.single(said).sdrs == "https://sdrs.example.com:8443"


def test_a_profile_names_endpoints_and_its_region_the_rest() -> None:
    profile = Profile("p", region="eu-de", endpoints={"vpc": "http://127.0.0.1:8765"})
    assert Endpoints.of_profile(profile) == Endpoints(
        "https://sdrs.eu-de.otc.t-systems.com",
        "http://127.0.0.1:8765",
        "https://ecs.eu-de.otc.t-systems.com",
        "https://iam.eu-de.otc.t-systems.com",
        "https://evs.eu-de.otc.t-systems.com",
        "https://eps.otc.t-systems.com",
    )
    own = Endpoints.of_profile(Profile("p", region="r-1", cloud="cloud.example.com"))
    assert own.ecs == "https://ecs.r-1.cloud.example.com"


def test_a_url_tells_its_service_unless_several_are_there() -> None:
    places = Endpoints.of_profile(Profile("p", "eu-de"))
    assert places.service_of(f"{places.vpc}/v1/p/vpcs") == "VPC"
    assert places.service_of(f"{places.iam}/v3/projects") == "IAM"
    assert places.service_of("https://elsewhere.example.com/v1") == "The service"
    assert Endpoints.single("http://127.0.0.1").service_of("http://127.0.0.1/v1") == "The service"


def test_nobody_need_know_where_the_services_are_that_a_drill_can_do_without() -> None:
    own = {name: f"https://{name}.example.com" for name in NEEDED}
    found = Endpoints.of_profile(Profile("p", endpoints=own))
    assert (found.evs, found.eps) == ("", "")
    assert found.service_of("https://elsewhere.example.com/v1") == "The service"
    with pytest.raises(UsageError, match="is not an endpoint of EVS"):
        Endpoints.of_profile(Profile("p", endpoints={**own, "evs": "ftp://h"}))


@pytest.mark.parametrize("port", [1, 65535])
def test_any_port_will_do(port: int) -> None:
    assert Endpoints.single(f"https://h:{port}").sdrs == f"https://h:{port}"


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "http://sdrs.example.com",
        "https://h/cloud",
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
