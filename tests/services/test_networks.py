"""Which VPCs can be the drill VPC, as far as the list shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drilltui.domain.errors import Unreachable
from drilltui.domain.network import Vpc
from drilltui.services.networks import Networks, VpcChoice
from tests.services.stage import GROUP
from tests.services.stub_cloud import StubCloud


def cloud_with(*vpcs: Vpc) -> StubCloud:
    cloud = StubCloud()
    cloud.known_vpcs = {vpc.id: vpc for vpc in vpcs}
    return cloud


async def test_the_groups_own_vpcs_come_last_with_the_reason_and_the_code() -> None:
    group = replace(GROUP, source_vpc_id="v-2", target_vpc_id="v-1")
    vpcs = [Vpc("v-1", "a-recovery"), Vpc("v-2", "b-prod"), Vpc("v-4", "z"), Vpc("v-3", "y")]

    choices = await Networks(cloud_with(*vpcs)).choices(group)

    assert choices == (
        VpcChoice(Vpc("v-3", "y")),
        VpcChoice(Vpc("v-4", "z")),
        VpcChoice(Vpc("v-1", "a-recovery"), "the group's own", "SDRS.1907"),
        VpcChoice(Vpc("v-2", "b-prod"), "the group's own", "SDRS.1907"),
    )


async def test_a_vpc_without_an_id_is_not_the_own_of_a_group_without_one() -> None:
    (choice,) = await Networks(cloud_with(Vpc("", "odd"))).choices(GROUP)

    assert choice == VpcChoice(Vpc("", "odd"))


async def test_a_project_without_vpcs_offers_none() -> None:
    assert await Networks(cloud_with()).choices(GROUP) == ()


async def test_a_list_that_cannot_be_read_is_no_empty_list() -> None:
    cloud = cloud_with(Vpc("v-1", "a"))
    cloud.script("vpcs", Unreachable("No route to the cloud.", sent=True))

    with pytest.raises(Unreachable):
        await Networks(cloud).choices(GROUP)
