"""What a scenario may say of faults, of its access, and of its lesson."""

from pathlib import Path

import pytest

from drilltui.sandbox.scenario import ScenarioError
from drilltui.sandbox.scenario_file import load_scenario
from tests.sandbox.small import small_file

LESSON = """
[lesson]
title = {{ en = "a", zh = "b" }}
text = {{ en = "a", zh = "b" }}
trap = {{ en = "a", zh = "b" }}
good = {{ en = "a", zh = "b" }}
runbook = "{runbook}"
group = "{group}"
minutes = {minutes}
path = [{path}]
"""


def lesson(
    runbook: str = "first-drill",
    group: str = "g",
    minutes: int = 5,
    path: str = '{ do = "close" }',
) -> str:
    return LESSON.format(runbook=runbook, group=group, minutes=minutes, path=path)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ('[[faults]]\non = "fly"\ndoes = "expire"', "there is no operation 'fly'"),
        ('[[faults]]\non = "any"\ndoes = "burn"', "no fault does 'burn'"),
        ('[[faults]]\non = "any"\ndoes = "expire"\nnth = 0', "nth and times must be 1 or more"),
        (
            '[[faults]]\non = "any"\ndoes = "throttle"\nretry_after = -1',
            "retry_after and seconds must be 0 or more",
        ),
        ('[[faults]]\non = "any"\ndoes = "delay"', "says for how many seconds"),
        ('[[faults]]\non = "any"\ndoes = "expire"\nseconds = 3', "says for how many seconds"),
        ('[access]\nroad = "rail"', "access.road must be 'key' or 'password'"),
        (lesson(runbook="x"), "there is no runbook 'x'"),
        (lesson(group="x"), "there is no group 'x' in project 'r-1'"),
        (lesson(minutes=0), "minutes must be 1 or more"),
        (lesson(path='{ do = "start" }'), "the path must end with a closed record"),
        (lesson(path='{ do = "fly" }, { do = "close" }'), "no step does 'fly'"),
        (lesson(path='{ do = "start", vpc = "x" }, { do = "close" }'), "there is no VPC 'x'"),
        ("[service]\nslowness = 0", "service.slowness must be 1 to 1000"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, more: str, fault: str) -> None:
    with pytest.raises(ScenarioError, match=fault):
        load_scenario(small_file(tmp_path, more=more))


def test_a_lesson_of_one_s_own_is_taken(tmp_path: Path) -> None:
    told = load_scenario(small_file(tmp_path, more=lesson())).lesson
    assert told is not None
    assert (told.title.zh, told.path[0].do) == ("b", "close")


def test_a_broken_server_must_be_one_of_the_group(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no instance 'x' to be broken"):
        load_scenario(small_file(tmp_path, group='broken = ["x"]'))
