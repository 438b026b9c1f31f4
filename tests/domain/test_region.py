from __future__ import annotations

import pytest

from drilltui.domain.region import cloud_name, cloud_of, endpoint_of, known_regions
from drilltui.domain.sign_in_field import region_problem


@pytest.mark.parametrize(
    ("region", "cloud"),
    [
        ("eu-de", "otc.t-systems.com"),
        ("eu-nl", "otc.t-systems.com"),
        ("eu-de_project", "otc.t-systems.com"),
        ("eu-west-101", "myhuaweicloud.eu"),
        ("eu-west-0", "myhuaweicloud.com"),
        ("cn-north-4", "myhuaweicloud.com"),
        ("never-heard-of-1", "myhuaweicloud.com"),
        ("", "myhuaweicloud.com"),
    ],
)
def test_the_longest_beginning_says_which_cloud_a_region_belongs_to(
    region: str, cloud: str
) -> None:
    assert cloud_of(region) == cloud


def test_hosts_follow_the_rule_also_in_bangkok_where_the_vendors_sdk_is_wrong() -> None:
    assert endpoint_of("sdrs", "ap-southeast-2") == "https://sdrs.ap-southeast-2.myhuaweicloud.com"
    assert endpoint_of("iam", "eu-de") == "https://iam.eu-de.otc.t-systems.com"
    assert endpoint_of("vpc", "eu-de", "example.com") == "https://vpc.eu-de.example.com"


def test_the_host_of_a_global_service_names_no_region() -> None:
    assert endpoint_of("eps", "ap-southeast-3") == "https://eps.myhuaweicloud.com"
    assert endpoint_of("evs", "ap-southeast-3") == "https://evs.ap-southeast-3.myhuaweicloud.com"


def test_known_regions_can_be_chosen_and_those_with_the_service_come_first() -> None:
    regions = known_regions()

    assert [one for one in regions if region_problem(one.id)] == []
    offered = [one.sdrs == "yes" for one in regions]
    assert offered == sorted(offered, reverse=True)
    assert {one.sdrs for one in regions} == {"yes", "no", "?"}
    assert {one.cloud for one in regions} == {
        "myhuaweicloud.com",
        "myhuaweicloud.eu",
        "otc.t-systems.com",
    }


def test_an_unknown_cloud_is_called_by_its_domain() -> None:
    assert cloud_name("otc.t-systems.com") == "Open Telekom Cloud"
    assert cloud_name("cloud.example.com") == "cloud.example.com"
