"""The pictures in screenshots/ are what the program shows today."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from rich.segment import Segment
from rich.style import Style

from tests.pictures import DIM, GROUND, INK, PALETTE, SHOTS, differing, svg, take

ROOT = Path(__file__).parent.parent
_SVG = "{http://www.w3.org/2000/svg}"


async def test_the_pictures_are_up_to_date() -> None:
    pictures = await take()

    assert differing(pictures) == [], "look at the screens, then: python -m tests.pictures"
    assert len(pictures) == sum(map(len, SHOTS.values()))


def test_nothing_of_the_callers_environment_is_in_a_picture() -> None:
    odd = {
        "NO_COLOR": "1",
        "TERM": "dumb",
        "COLUMNS": "40",
        "LANG": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "5",
        "TEXTUAL_THEME": "nord",
    }
    checked = subprocess.run(
        [sys.executable, "-m", "tests.pictures", "--check"],
        cwd=ROOT,
        env=os.environ | odd,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr


def test_check_names_what_is_missing_what_is_old_and_what_is_not_taken_any_more(
    tmp_path: Path,
) -> None:
    for name, text in (("same.svg", "1"), ("old.svg", "1"), ("gone.svg", "1")):
        (tmp_path / name).write_text(text)

    assert differing({"same.svg": "1", "old.svg": "2", "new.svg": "1"}, tmp_path) == [
        "gone.svg",
        "new.svg",
        "old.svg",
    ]


def test_a_picture_fetches_nothing() -> None:
    for path in (ROOT / "screenshots").glob("*.svg"):
        picture = ElementTree.parse(path)
        assert {node.tag for node in picture.iter()} <= {
            f"{_SVG}{tag}" for tag in ("svg", "g", "rect", "text")
        }, path.name


def test_text_is_drawn_where_it_stands_and_is_never_markup() -> None:
    picture = _drawn([Segment("  <b>&  漢  x")])
    left, wide, right = picture.iter(f"{_SVG}text")

    assert (left.text, wide.text, right.text) == ("<b>&", "漢", "x")
    assert [node.get("x") for node in (left, wide, right)] == ["26.8", "77.2", "110.8"]
    assert wide.get("textLength") == "16.8"


def test_styles_look_as_on_a_terminal() -> None:
    picture = _drawn(
        [
            Segment("R", Style(color="red", bold=True, underline=True)),
            Segment("V", Style(reverse=True)),
            Segment("C", Style(color="cyan", reverse=True, bold=True)),
            Segment("D", Style(dim=True)),
        ]
    )
    red, reverse, cyan, dim = picture.iter(f"{_SVG}text")
    ground, *rects = picture.iter(f"{_SVG}rect")

    assert (red.get("fill"), red.get("font-weight")) == (PALETTE[1], "bold")
    assert red.get("text-decoration") == "underline"
    assert (reverse.get("fill"), cyan.get("fill")) == (GROUND, GROUND)
    assert ground.get("fill") == GROUND
    assert [rect.get("fill") for rect in rects] == [INK, PALETTE[6]]
    assert _light(GROUND) < _light(dim.get("fill") or "") < _light(INK)
    assert round(_light(dim.get("fill") or "")) == round(
        DIM * _light(INK) + (1 - DIM) * _light(GROUND)
    )


def test_one_ground_is_one_rectangle() -> None:
    picture = _drawn(
        [Segment("a", Style(reverse=True, bold=True)), Segment(" ", Style(reverse=True))]
    )
    _, rect = picture.iter(f"{_SVG}rect")

    assert rect.get("width") == "16.8"


def _drawn(row: list[Segment]) -> ElementTree.Element:
    return ElementTree.fromstring(svg([row], 80))


def _light(color: str) -> float:
    return sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) / 3
