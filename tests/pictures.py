"""Takes the pictures in screenshots/: the README shows them, and tests/test_pictures.py compares.

    python -m tests.pictures            draw them anew
    python -m tests.pictures --check    name those that would change, and exit 1 if there are any

They are drawn from a rehearsal in which time stands still, by a writer of our own: the same bytes
on every machine, and nothing in them that a browser would have to fetch.
"""

from __future__ import annotations

import asyncio
import re
import sys
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style

# Settles the environment, and so comes before anything that imports Textual.
import tests.conftest  # noqa: F401
from drilltui.cloud.http import RemoteProtocolError
from drilltui.domain.language import CHINESE, ENGLISH, speak
from drilltui.domain.profile import AuthMethod
from tests.drive import Drive, live, rehearsal
from tests.live import LiveWorld

FOLDER: Final = Path(__file__).parent.parent / "screenshots"

SHOTS: Final = {
    (80, 24): (
        "groups",
        "form-problem",
        "form-stopped",
        "form-ready",
        "confirmation",
        "monitor-running",
        "monitor-done",
        "timeline",
        "drill",
        "exercise",
        "guide",
        "guide-whole",
        "groups-zh",
        "form-zh",
        "monitor-zh",
        "leftovers",
        "cleanup",
        "overview",
        "welcome",
        "sign-in",
        "profiles",
        "unknown",
        "left",
        "settle",
        "records",
    ),
    (120, 40): (
        "groups",
        "form-ready",
        "monitor-running",
        "timeline",
        "drill",
        "guide",
        "monitor-zh",
        "cleanup",
        "sign-in",
        "left",
    ),
}
"""What is taken at which size (columns, rows)."""

PALETTE: Final = (
    "#3b4048", "#ef7a85", "#98c379", "#e5b567", "#6cb2f0", "#c792ea", "#56c2cf", "#d7dae0",
)  # fmt: skip
GROUND, INK = "#16181d", "#d7dae0"
"""The terminal of the pictures: black to white, and what it draws on and with by default."""

DIM: Final = 0.62
"""How much of its colour dim text keeps, the rest is the ground's: a contrast of 6 to 1."""

FONTS: Final = "DejaVu Sans Mono,Menlo,Consolas,monospace"
"""What the machine of whoever looks has; nothing is fetched."""

WIDE, HIGH, EDGE = 8.4, 18, 10
"""The size of a cell and the margin, in pixels, for a font of 14."""

CREATE = "POST .*/disaster-recovery-drills"
DRILLS = "GET .*/disaster-recovery-drills$"

_WORDS: Final = re.compile(r"\S+(?: \S+)*")
"""Words between which there is no gap: what is drawn in one piece."""


async def walk(drive: Drive) -> AsyncIterator[str]:
    """Go through a whole drill and yield the name of each place while it is on the screen."""
    name = "drill-pg-payments-20261123"
    await drive.move_to("pg-payments")
    yield "groups"
    await drive.new_drill()
    await drive.type_name("drill pg/payments-20261123")
    yield "form-problem"
    await drive.type_name(name)
    await drive.choose_vpc("vpc-lab")
    yield "form-stopped"
    await drive.choose_vpc("automatic")
    yield "form-ready"
    await drive.start()
    await drive.expect("This starts a drill.")
    yield "confirmation"
    await drive.confirm()
    await drive.expect("accepted")
    await drive.let_time_pass(40)
    yield "monitor-running"
    await drive.let_time_pass(60)
    await drive.expect("ended")
    yield "monitor-done"
    await drive.press("t")
    await drive.expect("TIMELINE")
    yield "timeline"
    await drive.press("enter")
    await drive.expect("TO DO")
    await drive.press("v", "enter")
    await drive.expect("1 of 4 verified")
    await drive.press("down")
    yield "drill"
    await drive.press("X")
    await drive.expect("FINDING")
    yield "exercise"
    await drive.back()
    await drive.delete(name)
    await drive.let_time_pass(60)
    await drive.expect("stayed")
    yield "leftovers"
    await drive.press("C")
    await drive.expect("TO BE REMOVED HERE")
    yield "cleanup"
    await drive.press("O")
    await drive.expect("overdue")
    yield "overview"


async def be_led(drive: Drive) -> AsyncIterator[str]:
    """Begin a drill by the guide."""
    await drive.expect("Step 1 of 14")
    yield "guide"
    await drive.press("f2")
    await drive.expect("Choose the group")
    yield "guide-whole"


async def in_chinese(drive: Drive) -> AsyncIterator[str]:
    """Start a drill in Chinese and watch it."""
    await drive.move_to("pg-payments")
    yield "groups-zh"
    await drive.new_drill()
    yield "form-zh"
    await drive.start()
    await drive.expect("This starts a drill.")
    await drive.confirm()
    await drive.expect("accepted")
    await drive.let_time_pass(40)
    yield "monitor-zh"


async def arrive(drive: Drive, world: LiveWorld) -> AsyncIterator[str]:
    """Sign in for the first time, as far as the list of profiles."""
    yield "welcome"
    await drive.move_to("Sign in")
    await drive.press("enter")
    await drive.fill("region", world.access.region)
    await drive.fill("ak", world.access.ak)
    await drive.fill("sk", world.access.sk)
    await drive.fill("project_id", world.access.project_id)
    await drive.check()
    await drive.expect("may list protection groups")
    yield "sign-in"
    await drive.press("enter")
    await drive.expect("pg-archive")
    audit = replace(world.profile("audit"), readonly=True, auth=AuthMethod.PASSWORD)
    world.profiles.save(replace(audit, user="ada", domain="northwind-bank"), default=False)
    world.kernel.entries["audit"] = world.key
    await drive.press("p")
    await drive.expect("7 h left")
    await drive.move_to("audit")
    yield "profiles"


async def lose(drive: Drive, world: LiveWorld) -> AsyncIterator[str]:
    """Lose the answer to a create, as a connection does that breaks just then."""
    world.wire.cut(CREATE, RemoteProtocolError)
    await drive.submit("pg-crm")
    await drive.expect("Nobody knows yet")
    world.wire.mend()
    await drive.let_time_pass(25)
    yield "unknown"
    await drive.back()
    await drive.submit("pg-payments")
    await drive.let_time_pass(12)


async def come_back(drive: Drive, world: LiveWorld) -> AsyncIterator[str]:
    """Start again after the run before was killed, and settle what is for a person to say."""
    await drive.let_time_pass(12)
    yield "left"
    world.wire.change(DRILLS, _with_twins)
    await drive.back()
    world.wire.lose_answer(CREATE, RemoteProtocolError)
    await drive.submit("pg-intranet")
    await drive.let_time_pass(4)
    await drive.press("enter")
    await drive.expect("none of these")
    yield "settle"
    await drive.back()
    await drive.back()
    await drive.open_records()
    yield "records"


def _with_twins(answer: dict[str, list[dict[str, object]]]) -> object:
    """Let somebody else have made a drill of the same name at the same time."""
    drills = answer["disaster_recovery_drills"]
    ours = [one for one in drills if one["name"] == "drill-pg-intranet-20261123"]
    twins = [one | {"id": "5f0c7b1e-3d52-4b7a-9d39-0a6c5ad8c7e1"} for one in ours]
    return answer | {"disaster_recovery_drills": [*drills, *twins]}


async def take() -> dict[str, str]:
    """Return every picture as SVG text, by file name."""
    taken: dict[str, str] = {}
    for (columns, rows), wanted in SHOTS.items():
        async with rehearsal((columns, rows)) as drive:
            async for place in walk(drive):
                if place in wanted:
                    taken[f"{place}-{columns}x{rows}.svg"] = _drawn(drive, columns)
        async with rehearsal((columns, rows), runbook="first-drill") as drive:
            async for place in be_led(drive):
                if place in wanted:
                    taken[f"{place}-{columns}x{rows}.svg"] = _drawn(drive, columns)
        speak(CHINESE)
        try:
            async with rehearsal((columns, rows)) as drive:
                async for place in in_chinese(drive):
                    if place in wanted:
                        taken[f"{place}-{columns}x{rows}.svg"] = _drawn(drive, columns)
        finally:
            speak(ENGLISH)
        async with live((columns, rows)) as (drive, world):
            async for place in arrive(drive, world):
                if place in wanted:
                    taken[f"{place}-{columns}x{rows}.svg"] = _drawn(drive, columns)
        world = LiveWorld(kept=["prod"])
        world.profiles.profiles = {"prod": world.profile()}
        for part, killed in ((lose, True), (come_back, False)):
            async with live((columns, rows), world, profile="prod", killed=killed) as (drive, _):
                async for place in part(drive, world):
                    if place in wanted:
                        taken[f"{place}-{columns}x{rows}.svg"] = _drawn(drive, columns)
    return taken


def _drawn(drive: Drive, columns: int) -> str:
    return svg(drive.app.screen._compositor.render_strips(), columns)


def differing(pictures: Mapping[str, str], folder: Path = FOLDER) -> list[str]:
    """Return the names of files in `folder` that are missing, out of date, or not taken at all."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}
    return sorted(
        name for name in kept.keys() | pictures.keys() if kept.get(name) != pictures.get(name)
    )


def svg(rows: Sequence[Iterable[Segment]], columns: int) -> str:
    """Draw the rows of a terminal that is `columns` cells wide."""
    width, height = round(columns * WIDE) + 2 * EDGE, len(rows) * HIGH + 2 * EDGE
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">',
        f'<rect width="{width}" height="{height}" rx="6" fill="{GROUND}"/>',
        f'<g fill="{INK}" font-family="{FONTS}" font-size="14">',
    )
    body = (tag for number, row in enumerate(rows) for tag in _row(row, EDGE + number * HIGH))
    return "\n".join([*head, *body, "</g></svg>", ""])


def _row(row: Iterable[Segment], top: int) -> Iterator[str]:
    """Yield the tags of one row: the ground where it is not the usual one, then the text."""
    pieces = [(piece.text, piece.style or Style(), cell_len(piece.text)) for piece in row]
    column = 0
    for ground, same in groupby(pieces, lambda piece: _colours(piece[1])[1]):
        cells = sum(piece[2] for piece in same)
        if ground != GROUND:
            place = f'x="{_x(column)}" y="{top}" width="{cells * WIDE:g}" height="{HIGH}"'
            yield f'<rect {place} fill="{ground}"/>'
        column += cells
    column = 0
    for style, alike in groupby(pieces, lambda piece: piece[1]):
        text = "".join(piece[0] for piece in alike)
        for words in _WORDS.finditer(text):
            start = column + cell_len(text[: words.start()])
            # The width is said as well: a font of another width must not move the columns.
            place = f'x="{_x(start)}" y="{top + 13}" textLength="{cell_len(words[0]) * WIDE:g}"'
            yield f"<text {place}{_look(style)}>{escape(words[0])}</text>"
        column += cell_len(text)


def _x(column: int) -> str:
    return f"{EDGE + column * WIDE:g}"


def _look(style: Style) -> str:
    ink = _colours(style)[0]
    fill = f' fill="{ink}"' if ink != INK else ""
    bold = ' font-weight="bold"' if style.bold else ""
    underline = ' text-decoration="underline"' if style.underline else ""
    return f"{fill}{bold}{underline}"


def _colours(style: Style) -> tuple[str, str]:
    """Return ink and ground of a style, as a terminal would mix them."""
    ink, ground = _hex(style.color, INK), _hex(style.bgcolor, GROUND)
    if style.reverse:
        ink, ground = ground, ink
    return (_mixed(ink, ground) if style.dim else ink), ground


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    if color.type is ColorType.STANDARD and color.number is not None:
        return PALETTE[color.number % len(PALETTE)]
    return color.get_truecolor().hex


def _mixed(ink: str, ground: str) -> str:
    parts = ((int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(DIM * own + (1 - DIM) * other):02x}" for own, other in parts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the pictures anew, or with `--check` say which ones would change."""
    parser = ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if old")
    asked = parser.parse_args(arguments)
    pictures = asyncio.run(take())
    changed = differing(pictures)
    if not asked.check:
        FOLDER.mkdir(exist_ok=True)
        for name in changed:
            if name in pictures:
                (FOLDER / name).write_text(pictures[name], encoding="utf-8")
            else:
                (FOLDER / name).unlink()
    sys.stdout.writelines(f"{name}\n" for name in changed)
    return 1 if asked.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main())
