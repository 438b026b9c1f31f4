"""Text in cells: lines as wide as there is room, and Chinese broken where Chinese is broken."""

from __future__ import annotations

import pytest

from drilltui.cli.cells import cells, padded, wrapped


def test_padding_counts_cells_and_not_characters() -> None:
    assert padded("记录", 7) + "x" == "记录   x"
    assert padded("too wide", 3) == "too wide"


@pytest.mark.parametrize("width", range(6, 30))
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    text = "列出 SDRS 保护组，以及每个保护组（含实例）现在能否演练。"
    lines = wrapped(text, width)

    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_begins_with_no_full_stop_and_ends_with_no_bracket() -> None:
    for width in range(6, 40):
        for line in wrapped("保护组，保护实例（复制对），演练。", width)[1:]:
            assert line[0] not in "，。）"
    assert wrapped("甲乙（丙", 6) == ["甲乙", "（丙"]


def test_words_stay_whole_beside_chinese() -> None:
    assert wrapped("读取 drilltui 记录", 10) == ["读取", "drilltui", "记录"]


def test_further_lines_are_indented_and_blanks_inside_a_line_stay() -> None:
    assert wrapped("  办法   先删除演练再重试", 15, "    ") == [
        "  办法   先删除",
        "    演练再重试",
    ]


def test_english_is_broken_as_ever() -> None:
    assert wrapped("one two three", 7, " ") == ["one two", " three"]
    assert wrapped("", 7) == []
