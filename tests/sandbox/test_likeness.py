"""Scenarios that are like another one."""

from pathlib import Path

import pytest

from drilltui.sandbox.likeness import joined
from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.scenario_file import load_scenario


def test_own_values_come_in_the_place_of_those_before() -> None:
    before = {"title": "a", "quotas": {"vpc": 1, "port": 2}, "zones": ["x"]}
    own = {"title": "b", "quotas": {"vpc": 9}, "zones": ["y"]}
    assert joined(before, own) == {
        "title": "b",
        "quotas": {"vpc": 9, "port": 2},
        "zones": ["y"],
    }


def test_tables_of_the_same_name_are_joined_and_others_added() -> None:
    before = {"groups": [{"name": "a", "status": "x"}, {"name": "b"}]}
    own = {"groups": [{"name": "a", "vpc": "v"}, {"name": "c"}]}
    assert joined(before, own)["groups"] == [
        {"name": "a", "status": "x", "vpc": "v"},
        {"name": "b"},
        {"name": "c"},
    ]


def test_nothing_of_either_is_changed() -> None:
    before, own = {"a": {"b": 1}}, {"a": {"c": 2}}
    joined(before, own)
    assert (before, own) == ({"a": {"b": 1}}, {"a": {"c": 2}})


def test_what_is_like_nothing_known_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('like = "the moon"', "utf-8")
    with pytest.raises(ScenarioError, match="like must be one of: webshop"):
        load_scenario(str(path))


def test_one_may_have_a_scenario_of_one_s_own_that_is_like_a_world(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('like = "webshop"\n[quotas]\nvpc = 3', "utf-8")
    told = load_scenario(str(path))
    assert told.quotas.vpc == 3
    assert [group.name for group in told.groups] == ["pg-shop", "pg-stock", "pg-wiki"]
