"""All runbooks of a run: the shipped ones are sound by what the screens have; own ones beside."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from drilltui.domain.brief_typed import LABELS as BRIEF
from drilltui.domain.errors import UsageError
from drilltui.guide.bookshelf import Source, bookshelf, shipped
from drilltui.guide.reading import read_runbook
from drilltui.guide.runbook import Runbook
from drilltui.guide.shipped import SHIPPED
from drilltui.ui.fields import FIELDS, vocabulary
from drilltui.wiring.own_runbooks import own_runbooks, source

OWN = (
    'key = "mine"\ntitle = "Mine"\n[[step]]\nkey = "a"\ntitle = "A"\ndo = "A."\ndone.tick = true\n'
)
SCREENS = Path(__file__).parents[2] / "drilltui" / "ui" / "screens"


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_runbook_names_only_screens_keys_fields_and_events_that_there_are(
    key: str,
) -> None:
    file = files("drilltui.guide").joinpath("runbooks", f"{key}.toml")

    assert read_runbook(file.read_text("utf-8"), file.name, vocabulary()).key == key


def test_every_shipped_file_is_in_the_library() -> None:
    folder = files("drilltui.guide").joinpath("runbooks")

    assert {one.name for one in folder.iterdir()} == {f"{key}.toml" for key in SHIPPED}


def texts(runbook: Runbook) -> list[tuple[str, str]]:
    found = [runbook.title, runbook.about]
    for step in runbook.steps:
        found += [step.title, step.why, step.do, step.fails, step.api]
        found += [one.do for one in step.places]
        found += [one.title for one in step.choices]
    return [(one.en, one.zh) for one in found if one]


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_runbook_is_whole_in_both_languages(key: str) -> None:
    for english, chinese in texts(shipped(key)):
        assert english
        assert chinese, english
        assert any(ord(character) > 0x2E80 for character in chinese), chinese


def test_every_field_that_the_guide_may_speak_of_is_on_a_screen() -> None:
    written = "\n".join(path.read_text("utf-8") for path in SCREENS.glob("*.py"))

    papers = SCREENS.with_name("papers.py").read_text("utf-8")

    def is_there(field: str) -> bool:
        name = field.removeprefix("said-")
        asked = name in BRIEF or f'Entry("{name}"' in papers
        return f'id="{field}"' in written or (name != field and asked)

    missing = [one for named in FIELDS.values() for one in named if not is_there(one)]
    assert missing == []


def test_a_broken_file_is_told_and_hides_no_other() -> None:
    found = bookshelf([Source("bad.toml", "key ="), Source("mine.toml", OWN)], vocabulary())

    assert [one.key for one in found.runbooks] == [*SHIPPED, "mine"]
    assert [(one.file, one.line) for one in found.faults] == [("bad.toml", 1)]


def test_a_key_is_given_once() -> None:
    found = bookshelf([Source("a.toml", OWN), Source("b.toml", OWN.replace("Mine", "Other"))])

    assert found.find("mine") is not None
    assert [one.file for one in found.faults] == ["b.toml"]


def test_a_name_that_is_unknown_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="Is first-drill meant"):
        bookshelf().get("frist-drill")


def test_own_files_are_read_from_the_folder_beside_the_configuration(tmp_path: Path) -> None:
    assert own_runbooks(tmp_path) == ()
    folder = tmp_path / "runbooks"
    folder.mkdir()
    (folder / "mine.toml").write_text(OWN)
    (folder / "notes.txt").write_text("not a runbook")
    (folder / "folder.toml").mkdir()

    assert own_runbooks(tmp_path) == (
        Source("folder.toml", trouble="is a folder"),
        Source("mine.toml", OWN),
    )
    assert source(tmp_path / "nothing.toml", "nothing.toml").trouble == "does not exist"
