"""Commands in Chinese, end to end: what people read is Chinese, what programs read is not."""

from __future__ import annotations

import json
import re
from itertools import accumulate

import pytest

from drilltui.cli.cells import cells, cells_of
from drilltui.domain.credential import Given
from tests.cli.conftest import Typist
from tests.cli.far_side import FarSide, Printed
from tests.cli.live_world import ENVIRONMENT, KEPT, LiveWorld
from tests.cli.running import one_sentence, run

Capture = pytest.CaptureFixture[str]

GAP = "  "


@pytest.fixture(autouse=True)
def _chinese(world: LiveWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRILLTUI_LANG", "zh")
    world.given = [Given(KEPT, ENVIRONMENT)]


def begins(line: str) -> set[int]:
    """At which cells the columns of a line begin."""
    places = [0, *accumulate(map(cells_of, line))]
    gaps = [found.end() for found in re.finditer(r" {2,}", line)]
    return {0, *(places[gap] for gap in gaps)}


def straight(rows: list[str]) -> bool:
    """Whether no row has a column where its head has none."""
    head = begins(rows[0])
    return all(begins(row) <= head for row in rows[1:])


def test_groups_are_listed_with_chinese_heads_and_straight_columns(capsys: Capture) -> None:
    assert run("groups") == 0
    out, err = capsys.readouterr()
    rows = out.splitlines()
    assert err == ""
    assert [cell.strip() for cell in re.split(r" {2,}", rows[0])][:3] == ["名称", "状态", "从"]
    assert len(rows) > 2
    assert straight(rows)


def test_for_programs_keys_and_words_stay_english(capsys: Capture) -> None:
    assert run("groups", "--json") == 0
    group = json.loads(capsys.readouterr().out.splitlines()[0])
    assert {"type", "name", "state", "ready", "reason"} <= group.keys()
    assert (group["type"], group["state"].isascii()) == ("group", True)


def test_what_is_asked_for_and_not_there_is_said_in_chinese(capsys: Capture) -> None:
    assert run("drills", "--group", "nobody") == 2
    assert one_sentence(capsys).startswith("没有保护组 nobody。")


def test_a_record_is_listed_and_read_in_chinese(
    far: FarSide, printed: Printed, capsys: Capture
) -> None:
    assert far.run("start", "--group", "pg-payments", "--yes", "--json") == 0
    told = printed.outcome()
    assert (told["result"], told["message"]) == ("accepted", "云端正在创建它")

    assert far.run("records") == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0].startswith("记录  ")
    assert straight(rows)

    assert far.run("records", str(told["record"])) == 0
    page = capsys.readouterr().out.splitlines()
    assert page[0] == f"记录    {told['record']}"
    assert page[-1].startswith("4个事件，哈希链完整，最后的哈希：")


def test_doctor_speaks_in_straight_columns(capsys: Capture) -> None:
    assert run("doctor") == 0
    rows = capsys.readouterr().out.splitlines()
    assert any(row.startswith("通过  配置文件  ") for row in rows)
    firsts = [row for row in rows if not row.startswith(GAP)]
    assert {cells(row[: row.index(GAP)]) for row in firsts} <= {1, 4}
    assert all({6, 31} <= places_of_text(row) for row in firsts)


def places_of_text(row: str) -> set[int]:
    """At which cells something is written after a blank."""
    places = [0, *accumulate(map(cells_of, row))]
    return {places[one.start()] for one in re.finditer(r"(?<=\s)\S", row)}


def test_the_subjects_of_doctor_stay_english_for_programs(capsys: Capture) -> None:
    assert run("doctor", "--json") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"config file", "state folder", "journal"} <= {one["subject"] for one in found}
    assert {one["verdict"] for one in found} <= {"ok", "warn", "stop", "?"}
    folder = next(one for one in found if one["subject"] == "config file")
    assert not folder["seen"].isascii()


def test_a_code_is_explained_in_chinese(capsys: Capture) -> None:
    assert run("explain", "sdrs1909") == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("SDRS.1909  HTTP 400  演练VPC")
    assert [line.split()[0] for line in rest] == ["办法", "重试", "何时", "页面"]


def test_a_yes_may_be_chinese_too(world: LiveWorld, typist: Typist, capsys: Capture) -> None:
    for answer, said in (("是", "没有找到为prod保存的内容。\n"), ("否", "")):
        typist.answers.append(answer)
        assert run("credentials", "forget", "--profile", "prod") == 0
        assert capsys.readouterr().out == said
    assert typist.asked[0] == "删除为prod保存的内容？ [y/N] "
