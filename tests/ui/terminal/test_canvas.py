from __future__ import annotations

import re

import pyte
from hypothesis import example, given
from hypothesis import strategies as st

from drilltui.ui.terminal.canvas import Canvas

COLUMNS, ROWS = 12, 4
NARROW = "ab Z#─é  "
WIDE = "漢字e\u0301 a \U0001f600"
LOOKS = ("", "1", "7", "31", "4;32", "41", "1;38;5;9", "48;2;1;2;3", "0", "97;100", "39;44", "9")

Cell = tuple[str, str, str, bool, bool, bool, bool, bool]


def screen() -> tuple[pyte.Screen, pyte.Stream]:
    """A terminal as the driver leaves it at the start: it does not wrap."""
    shown = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.Stream(shown)
    stream.feed("\x1b[?7l")
    return shown, stream


def picture(shown: pyte.Screen) -> list[list[Cell]]:
    """What a person sees: the colour of ink that is not there is not seen."""
    return [[_cell(shown.buffer[row][column]) for column in range(COLUMNS)] for row in range(ROWS)]


def _cell(cell: pyte.screens.Char) -> Cell:
    seen = cell.reverse or cell.underscore or cell.strikethrough
    if cell.data == " " and not seen:
        return (" ", "", cell.bg, False, False, False, False, False)
    return (
        cell.data,
        cell.fg,
        cell.bg,
        cell.bold,
        cell.italics,
        cell.underscore,
        cell.reverse,
        cell.strikethrough,
    )


@st.composite
def frames(draw: st.DrawFn, alphabet: str = NARROW) -> str:
    """What Textual writes for one frame: places, looks, texts that fit, and the cursor last."""
    out = []
    for _ in range(draw(st.integers(1, 6))):
        row, column = draw(st.integers(1, ROWS)), draw(st.integers(1, COLUMNS))
        out.append(f"\x1b[{row};{column}H")
        room = COLUMNS - column + 1
        for _ in range(draw(st.integers(1, 3))):
            text = draw(st.text(alphabet, max_size=room if alphabet is NARROW else room // 2))
            room -= len(text) if alphabet is NARROW else 2 * len(text)
            look = draw(st.sampled_from(LOOKS))
            out.append(f"\x1b[{look}m{text}\x1b[0m" if look else text)
            if room <= 0:
                break
    out.append(f"\x1b[{draw(st.integers(1, ROWS))};{draw(st.integers(1, COLUMNS))}H")
    return "".join(out)


@given(st.lists(st.tuples(frames(), st.booleans()), min_size=1, max_size=8), frames())
@example([("\x1b[1;1H\x1b[41m            \x1b[0m\x1b[2;1H", True)], "\x1b[1;1Hgarbage")
def test_the_terminal_shows_what_the_frames_would_have_shown(
    painted: list[tuple[str, bool]], garbage: str
) -> None:
    expected, theirs = screen()
    shown, ours = screen()
    ours.feed(garbage + "\x1b[1;31;44m")  # whatever was there, and a pen left in any state
    canvas = Canvas(COLUMNS, ROWS)
    brought = None
    for frame, sent in [("\x1b[2;2H \x1b[1;1H", False), *painted]:
        theirs.feed(frame)
        canvas.paint(frame)
        if sent:
            ours.feed(canvas.changes())
            assert picture(shown) == picture(expected)
            wanted = (expected.cursor.y, expected.cursor.x)
            if wanted != brought:
                assert (shown.cursor.y, shown.cursor.x) == wanted
            brought = wanted
            assert shown.cursor.attrs == expected.cursor.attrs
    ours.feed(canvas.changes())
    assert picture(shown) == picture(expected)
    assert canvas.changes() == ""


def test_there_is_nothing_to_send_before_the_first_frame() -> None:
    assert Canvas(COLUMNS, ROWS).changes() == ""


@given(st.lists(frames(NARROW + WIDE), min_size=1, max_size=6))
def test_step_by_step_or_at_once_is_the_same_with_wide_characters(painted: list[str]) -> None:
    by_steps, at_once = screen(), screen()
    stepping, waiting = Canvas(COLUMNS, ROWS), Canvas(COLUMNS, ROWS)
    for frame in painted:
        stepping.paint(frame)
        waiting.paint(frame)
        by_steps[1].feed(stepping.changes())
    at_once[1].feed(waiting.changes())
    assert by_steps[0].display == at_once[0].display
    assert picture(by_steps[0]) == picture(at_once[0])


@given(st.text())
def test_nothing_but_text_places_and_looks_comes_out(text: str) -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint(f"\x1b[1;1H{text}\x1b[2;1H")
    rest = re.sub(r"\x1b\[[\d;]*[mHJKC]|[\r\b]", "", canvas.changes())
    assert not re.search("[\x00-\x1f\x7f-\x9f]", rest)


def test_a_hyperlink_leaves_its_text_only() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[1;1H\x1b]8;id=1;http://x\x1b\\here\x1b]8;;\x1b\\\x1b[1;1H")
    assert canvas.changes() == "\x1b[m\x1b[2J\x1b[Hhere\r"


def test_behind_a_character_of_doubtful_width_the_place_is_told() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[1;1H漢|\x1b[1;1H")
    assert "漢\x1b[1;3H|" in canvas.changes()


def test_half_a_wide_character_is_never_left() -> None:
    shown, stream = screen()
    canvas = Canvas(COLUMNS, ROWS)
    for frame, row in [
        ("\x1b[1;3H漢字\x1b[1;1H", "  漢字"),
        ("\x1b[1;4Hx\x1b[1;1H", "   x字"),
        ("\x1b[1;5Hy\x1b[1;1H", "   xy"),
        ("\x1b[1;12H漢\x1b[1;1H", "   xy"),
    ]:
        canvas.paint(frame)
        stream.feed(canvas.changes())
        assert shown.display[0].rstrip() == row


def test_what_lies_outside_the_terminal_is_cut() -> None:
    canvas = Canvas(4, 1)
    canvas.paint("\x1b[1;3Habc\x1b[2;1Hdef\x1b[9;9H")
    assert canvas.changes() == "\x1b[m\x1b[2J\x1b[1;3Hab\x1b[1;4H"


def test_forgetting_draws_the_same_picture_again() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[2;1Hhello\x1b[1;1H")
    first = canvas.changes()
    assert canvas.changes() == ""
    canvas.forget()
    assert canvas.changes() == first


def test_another_size_waits_for_another_picture() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[2;1Hhello\x1b[1;1H")
    canvas.changes()
    canvas.resize(6, 2)
    assert canvas.size == (6, 2)
    assert canvas.changes() == ""
    canvas.paint("\x1b[2;1Hhello\x1b[1;1H")
    assert canvas.changes() == "\x1b[m\x1b[2J\x1b[2Hhello\x1b[H"


def test_the_same_size_again_draws_again_as_it_may_have_been_another_between() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[2;1Hhello\x1b[1;1H")
    first = canvas.changes()
    canvas.resize(COLUMNS, ROWS)
    assert canvas.changes() == first


def test_a_counter_costs_its_digits_and_one_movement() -> None:
    canvas = Canvas(80, 24)
    for second in (6, 7, 8):
        canvas.paint(f"\x1b[9;30H\x1b[1;36m00:00:0{second} elapsed\x1b[0m\x1b[1;1H")
        output = canvas.changes()
    assert output == "\b\x1b[1;36m8\x1b[m"


def test_a_rest_of_blanks_is_erased_in_the_default_colours() -> None:
    canvas = Canvas(COLUMNS, ROWS)
    canvas.paint("\x1b[1;1Habcdefghijkl\x1b[1;1H")
    canvas.changes()
    canvas.paint("\x1b[1;1H\x1b[31mab          \x1b[0m\x1b[1;1H")
    assert canvas.changes() == "\x1b[31mab\x1b[m\x1b[K"
