"""The records of a profile, without a sign-in: none that `resume` would settle is hidden."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from drilltui.cli.record_text import as_table
from drilltui.domain.exercise import Exercise
from drilltui.domain.place import Mode
from drilltui.domain.profile import Profile
from drilltui.services.archive import Archive
from tests.services.stage import PLACE, Stage

HERE = replace(PLACE, mode=Mode.LIVE, profile="prod", region="eu-de", project_id="aa-1")
PLACES = {
    "mine": HERE,
    "of another profile": replace(HERE, profile="ops"),
    "of another project": replace(HERE, project_id="aa-2"),
    "of another region": replace(HERE, region="eu-nl", project_id="bb-1"),
    "rehearsed": replace(HERE, mode=Mode.REHEARSAL),
}


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        (Profile("prod", region="eu-de", project_id="aa-1"), {"mine", "of another profile"}),
        (Profile("prod", region="eu-de", project_id="AA-1"), {"mine", "of another profile"}),
        (Profile("new", region="eu-nl"), {"of another region"}),
        (
            Profile("prod", region="eu-de"),
            {"mine", "of another profile", "of another project"},
        ),
        (Profile("prod"), set(PLACES) - {"rehearsed"}),
    ],
    ids=["its project", "in capitals", "never used", "its region", "nothing is known"],
)
async def test_a_profile_without_a_project_hides_nothing_of_its_region(
    profile: Profile, shown: set[str]
) -> None:
    stage = Stage()
    names = {}
    for number, (name, place) in enumerate(PLACES.items()):
        there = Stage(journal=stage.journal, place=place, chance=Random(number))
        names[await there.record()] = name
    archive = Archive(stage.journal, profile)

    assert {names[one.record_id] for one in await archive.unclosed()} == shown
    assert {names[one.record_id] for one in await archive.every()} == shown


def test_a_table_tells_projects_apart_where_there_are_several() -> None:
    one, other = Exercise("r1", project_id="aa-1"), Exercise("r2", project_id="aa-2")
    assert "PROJECT" not in as_table([one, one], None)[0]
    header, *rows = as_table([one, other], None)
    assert "PROJECT" in header
    assert ["aa-1" in rows[0], "aa-2" in rows[1]] == [True, True]
