"""What the record keeps of the group just before a drill of it is sent."""

from __future__ import annotations

from dataclasses import replace

from drilltui.domain.preflight.facts import Unseen
from drilltui.domain.preflight.scope import record_of_scope
from tests.domain.preflight.facts_of import AUTOMATIC, CHOSEN, FACTS, OTHER, OWN


def test_members_and_pairs_are_kept_as_they_were() -> None:
    told = record_of_scope(FACTS, AUTOMATIC)

    assert told["members"] == [
        {"id": "i-1", "name": "pay-app-01", "status": "protected", "standby_server_id": "s-2"}
    ]
    assert told["pairs"] == [
        {
            "id": "p-1",
            "name": "pay-app-01-sys",
            "status": "protected",
            "replication_status": "active",
            "progress": 100,
            "gb": 40,
        }
    ]


def test_the_groups_network_is_kept_and_a_chosen_one_beside_it() -> None:
    model = {
        "id": OWN,
        "name": "vpc-prod",
        "cidr": "10.20.0.0/16",
        "subnets": [{"id": "n-1", "name": "app", "cidr": "10.20.0.0/24"}],
    }

    assert record_of_scope(FACTS, AUTOMATIC)["model_vpc"] == model
    assert "chosen_vpc" not in record_of_scope(FACTS, AUTOMATIC)
    chosen = record_of_scope(FACTS, CHOSEN)["chosen_vpc"]
    assert isinstance(chosen, dict)
    assert (chosen["id"], chosen["cidr"]) == (OTHER, "10.20.0.0/16")


def test_what_could_not_be_read_is_left_out() -> None:
    blind = replace(FACTS, pairs=Unseen("no"), vpcs=Unseen("no"), subnets=Unseen("no"))
    told = record_of_scope(blind, CHOSEN)

    assert "pairs" not in told
    assert told["chosen_vpc"] == {"id": OTHER, "name": "", "cidr": "", "subnets": []}
