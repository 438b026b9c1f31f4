"""The main road in Chinese: rows fit, columns are straight, and no English of ours is left."""

from __future__ import annotations

import re
import tomllib
from collections.abc import AsyncIterator, Iterator

import pytest
from rich.cells import cell_len

from drilltui.domain.language import CHINESE, ENGLISH, speak, tr
from tests.drive import Drive, live, rehearsal
from tests.live import LiveWorld
from tests.test_language import TABLES

SIZES = [(80, 24), (120, 40)]
NAME = "drill-pg-payments-20261123"

_WORD = re.compile(r"[A-Za-z]{2,}")
_PLACE = re.compile(r"\{\w+\}")


def english() -> list[re.Pattern[str]]:
    """Every English sentence of the catalogue with more than two words, as it would be shown."""
    told = []
    for path in TABLES:
        for key, value in tomllib.loads(path.read_text("utf-8"))["words"].items():
            pieces = _PLACE.split(key)
            if key != value and len(_WORD.findall(" ".join(pieces))) > 2:
                told.append(re.compile(".+".join(map(re.escape, pieces))))
    return told


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Speak Chinese, and English again afterwards, whatever happens."""
    speak(CHINESE)
    yield
    speak(ENGLISH)


async def drilled(drive: Drive) -> AsyncIterator[str]:
    """Go the main road, and yield the name of each screen while it is shown."""
    yield "groups"
    await drive.choose_group("pg-payments")
    yield "group"
    await drive.press("f")
    await drive.expect("Before it starts")
    yield "preflight"
    await drive.press("n")
    await drive.expect("Request")
    yield "form"
    await drive.type_name("drill pg/payments")
    yield "form with a problem"
    await drive.type_name(NAME)
    await drive.choose_vpc("vpc-lab")
    yield "form that is stopped"
    await drive.press("f7")
    await drive.expect("means")
    yield "codes"
    await drive.back()
    await drive.choose_vpc("automatic")
    await drive.start()
    await drive.expect("This starts a drill.")
    yield "confirmation"
    await drive.confirm()
    await drive.expect("SUB-JOB")
    await drive.let_time_pass(40)
    yield "monitor"
    await drive.press("ctrl+q")
    await drive.expect("Stay")
    yield "farewell"
    await drive.cancel()
    await drive.let_time_pass(60)
    await drive.expect("ended")
    yield "monitor at the end"
    await drive.press("enter")
    await drive.expect("VERIFIED")
    yield "drill"
    await drive.press("v")
    await drive.expect("Remark")
    yield "remark"
    await drive.press("enter")
    await drive.press("P")
    await drive.expect("WHAT IS RUN")
    yield "probe"
    await drive.back()
    await drive.press("R")
    await drive.expect("New name")
    yield "rename"
    await drive.back()
    await drive.press("D")
    await drive.expect("Production and its replication are not touched.")
    yield "delete"
    await drive.paste(NAME)
    await drive.press("enter")
    await drive.let_time_pass(60)
    await drive.expect("ended")
    yield "leftovers"
    await drive.press("C")
    await drive.expect("TO BE REMOVED HERE, IN THIS ORDER")
    yield "cleanup"
    await drive.press("f5")
    await drive.expect("VPC name")
    yield "clearing"
    await drive.back()
    await drive.press("a")
    await drive.expect("You let this be:")
    yield "reason"
    await drive.back()
    await drive.press("O")
    await drive.expect("overdue")
    yield "overview"
    await drive.press("o")
    await drive.expect("BEGUN")
    yield "records"
    await drive.press("y")
    await drive.expect("EVENT")
    yield "events"
    await drive.back()
    await drive.press("w")
    await drive.expect("VPC")
    yield "touched"
    await drive.back()
    await drive.press("@")
    await drive.expect("PATH")
    yield "requests"
    await drive.press("?")
    await drive.expect("Keys of every screen")
    yield "help"
    await drive.back()
    await drive.press("ctrl+p")
    await drive.expect("commands")
    yield "palette"


async def arrived(drive: Drive) -> AsyncIterator[str]:
    """Begin as one does for the first time."""
    yield "welcome"
    await drive.press("?")
    yield "help before anything is chosen"
    await drive.back()
    await drive.move_to("Sign in")
    await drive.press("enter")
    await drive.expect("Secret key")
    yield "sign in"
    await drive.press("f5")
    yield "sign in with problems"
    await drive.back()
    await drive.press("p")
    await drive.expect("SIGNS IN")
    yield "profiles"


def wrong(drive: Drive, place: str, sentences: list[re.Pattern[str]]) -> Iterator[str]:
    """Say what is wrong with the screen that is shown."""
    width = drive.app.size.width
    shown = drive.screen_text()
    for row in shown.split("\n"):
        if cell_len(row) > width:
            yield f"{place}: wider than {width}: {row}"
        for sentence in sentences:
            if sentence.search(row):
                yield f"{place}: {sentence.pattern!r} is English: {row}"


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_of_the_main_road_is_chinese(size: tuple[int, int]) -> None:
    sentences, found = english(), list[str]()

    async with rehearsal(size) as drive:
        async for place in drilled(drive):
            found += wrong(drive, place, sentences)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_of_a_first_start_is_chinese(size: tuple[int, int]) -> None:
    sentences, found = english(), list[str]()

    async with live(size, LiveWorld()) as (drive, _):
        async for place in arrived(drive):
            found += wrong(drive, place, sentences)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
async def test_columns_of_the_groups_are_straight(size: tuple[int, int]) -> None:
    async with rehearsal(size) as drive:
        rows = list(drive.list_rows().values())
        title, *groups = [row for row in rows if row.strip()]

    begins = cell_len(title[: title.index(tr("STATE"))])
    assert len(groups) > 5
    for row in groups:
        assert _from(row, begins)[:1] in {*"-+~!?"}, row
        assert _from(row, begins - 1)[:1] == " ", row


def _from(row: str, cells: int) -> str:
    """Return what stands in a row from that cell on; empty when a character lies across it."""
    for number in range(len(row) + 1):
        if cell_len(row[:number]) == cells:
            return row[number:]
    return ""


@pytest.mark.parametrize(
    ("live_run", "word"), [(False, " 彩排 "), (True, " 生产 ")], ids=["rehearsal", "live"]
)
async def test_the_banner_says_whether_it_is_real(live_run: bool, word: str) -> None:
    if not live_run:
        async with rehearsal() as drive:
            assert drive.banner.startswith(word)
        return
    world = LiveWorld(kept=["prod"])
    world.profiles.profiles = {"prod": world.profile()}
    async with live((80, 24), world, profile="prod") as (drive, _):
        assert drive.banner.startswith(word)


async def test_a_filter_finds_by_the_data_and_by_what_is_shown() -> None:
    async with rehearsal() as drive:
        await drive.filter("protected")
        by_data = drive.list_rows()
        await drive.press("escape")
        await drive.filter(tr("protected"))

        assert drive.list_rows() == by_data
