from __future__ import annotations

from dataclasses import replace

from drilltui.domain.network import Subnet, Vpc
from drilltui.domain.preflight.facts import Facts, Unseen
from drilltui.domain.preflight.vpc_choice import vpc_choices
from tests.domain.preflight.facts_of import FACTS, OTHER, OWN


def crowd() -> Facts:
    assert isinstance(FACTS.vpcs, tuple)
    assert isinstance(FACTS.subnets, tuple)
    more = Vpc("v-z", "vpc-zeta", "10.20.0.0/16", "OK")
    lab = Vpc("v-l", "a-lab", "10.1.0.0/16", "OK")
    inside = Subnet("n-z", "app", "v-z", "10.20.0.0/24")
    return replace(FACTS, vpcs=(*FACTS.vpcs, more, lab), subnets=(*FACTS.subnets, inside))


def test_usable_ones_come_first_and_of_these_the_last_drills() -> None:
    listed = [(one.vpc.id, one.usable) for one in vpc_choices(crowd())]
    assert listed == [(OTHER, True), ("v-z", True), ("v-l", False), (OWN, False)]
    assert [one.vpc.id for one in vpc_choices(crowd(), "V-Z")][:2] == ["v-z", OTHER]
    assert vpc_choices(crowd(), "v-z")[0].last


def test_the_last_one_is_no_choice_where_it_is_not_usable() -> None:
    assert vpc_choices(crowd(), OWN)[0].vpc.id == OTHER


def test_vpcs_that_were_not_seen_are_none() -> None:
    assert vpc_choices(replace(FACTS, vpcs=Unseen("no"))) == ()
