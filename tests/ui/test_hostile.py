"""A cloud whose every name means harm, on a real terminal: nothing of it is ever obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.terminal.session import ROOT, Session

OUR_OWN = re.compile(r"\x1b\[[\d;]*[HmCDK]|[\r\b]")
"""All that is sent beside text while screens are shown: places, looks, blanks to the right."""

UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""What acts on a terminal, or on the order and width of the text around it, without being seen."""

PASTED = {
    "markup": "[@click=app.quit]x[/] [/nope]",
    "clipboard": "a\x1b]52;c;cm0gLXJmIC8K\x07b",
    "clear": "a\x1b[2J\x1b[1;1Hb",
    "c1": "a\x9b2J\x90q\x9cb",
    "bidi": "a\u202egnp\u202c\u2066b",
    "unseen": "a\u200b\u200d\ufeff\xadb",
    "lines": "a\r\nb\tc",
    "shell": "$(reboot) `reboot` ; rm -rf ~",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Session]:
    """The list of groups of the hostile scenario, at 80x24; what comes later is judged."""
    with Session(
        *("rehearse", "--scenario", "hostile", "--speed", "40"),
        app=str(ROOT / "drilltui" / "__main__.py"),
        environ={
            "PYTHONSAFEPATH": "1",  # our own folder is no place to import from
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        },
    ) as session:
        session.until("支付-保护组")
        session.output = b""
        yield session


def press(session: Session, keys: str, wanted: str) -> str:
    """Type `keys` and wait for `wanted`; return the screen."""
    session.type(keys)
    return session.until(wanted)


def escape(session: Session, wanted: str) -> None:
    """Press Escape and wait for `wanted`: a key that comes with it would be one with Alt."""
    session.type("\x1b")
    session.until(wanted)


def paste(session: Session, text: str) -> None:
    session.type(f"\x1b[200~{text}\x1b[201~")


def nothing_was_obeyed(session: Session) -> None:
    """Fail if the output since the first screen holds anything but text and our own moves."""
    text = OUR_OWN.sub("", session.output.decode("utf-8"))
    found = UNSEEN.search(text)
    assert found is None, repr(text[max(0, found.start() - 60) : found.end() + 60])
    assert session.process.poll() is None
    assert (session.screen.title, session.screen.icon_name) == ("", "")


def columns_are_straight(session: Session, title: str, signs: str = "+~!?-") -> int:
    """Fail unless a sign and a blank stand below `title` in every row; return how many there are.

    The title is looked for cell by cell, since pyte shows a wide character as one.
    """
    rows = range(session.screen.lines)
    texts = ["".join(session.screen.buffer[y][x].data or "\0" for x in range(80)) for y in rows]
    head = next(y for y, text in enumerate(texts) if title in text)
    x = texts[head].index(title)
    below = 0
    for y in range(head + 1, session.screen.lines):
        if not texts[y].strip():
            break
        assert texts[y][x - 1] == " ", texts[y]
        assert texts[y][x] in signs, texts[y]
        assert texts[y][x + 1] == " ", texts[y]
        below += 1
    return below


def test_every_screen_shows_hostile_names_and_obeys_none(hostile: Session) -> None:
    look_at_every_group(hostile)
    walk_to_the_servers(hostile)
    rename_and_delete(hostile)
    look_at_what_was_sent(hostile)
    nothing_was_obeyed(hostile)
    hostile.type("q")
    assert hostile.wait() == 0


def look_at_every_group(session: Session) -> None:
    assert columns_are_straight(session, "STATE") == 14
    assert "[@click=app.quit" in session.text()
    assert "pg-?]52;c;cm0gLX" in session.text()
    for needle, wanted in (
        ("bel", "line?break?back"),
        ("tnemyap", "abc?gnp.exe"),
        ("ments????", "zero?width"),
        ("2Jc1", "c1-?31m?"),
        ("gone", "csi-?[8mhidden"),
        ("clip", "osc-?]8;;http://evil"),
        ("支付", "数据库-01"),
        ("pg-👩", "🦊-01"),
        ("passwd", "$(reboot)"),
        ("[EU]", "\\[bold]backslash\\"),
    ):
        press(session, f"/\x15{needle}\r\r", wanted)
        press(session, "y", '"server_group": {')
        escape(session, "protected instance")
        escape(session, "by name   1 of 14")
    nothing_was_obeyed(session)


def walk_to_the_servers(session: Session) -> None:
    press(session, "/\x15quit]pg-payments\rn", "vpc-drill-?[2J?[H")
    press(session, "\tG", "type it below")
    assert "vpc-[@click=app" in session.text()
    press(session, "g\x1b[15~", "This starts a drill.")
    assert "[@click=app.quit]pg-payments[/]" in session.text()
    press(session, "\x1b[B\r", "app-02?[2J")
    session.until("SUCCESS 3 of 3")
    session.until("支付服务器-02")
    assert "app-01?]0;owned?" in session.text()
    assert columns_are_straight(session, "STATE ") == 2
    press(session, "y", '"status": "SUCCESS"')
    escape(session, "STANDS FOR")
    press(session, "\r", "State      + available")
    assert columns_are_straight(session, "STATE ") == 2
    nothing_was_obeyed(session)


def rename_and_delete(session: Session) -> None:
    press(session, "R", "New name")
    press(session, "\x15x-1\r", "drills > x-1")
    press(session, "D", "This deletes the drill x-1")
    press(session, "x-1\r", "x-1 > delete")
    session.until("+ gone")
    assert "subnet-?bd?" in session.until("things stayed")
    escape(session, "drills > x-1")
    escape(session, "STANDS FOR")
    escape(session, "by name   1 of 14")
    press(session, "d", "drill-?[1A?[2K")
    assert columns_are_straight(session, "STATE") == 3
    press(session, "y", '"drill_servers"')
    escape(session, "drill-?[1A?[2K")
    nothing_was_obeyed(session)


def look_at_what_was_sent(session: Session) -> None:
    press(session, "@", "PATH")
    press(session, "/vpcs?\r\r", "ANSWER")
    assert "\\u001b]52;c;" in session.text()
    press(session, "?", "Keys of: raw answer")
    escape(session, "ANSWER")
    press(session, "\x10", "Type a part")
    escape(session, "ANSWER")


def test_a_failure_that_talks_is_only_text(hostile: Session) -> None:
    press(hostile, "/pg-ledger\r", "by name   1 of 14")
    press(hostile, "n", "F5 start")
    press(hostile, "\x1b[15~", "This starts a drill.")
    press(hostile, "\x1b[B\r", "EVS.2024")
    shown = hostile.until("[@click=app.quit]quota[/]")
    assert "[/nope] ?]52;c;aGk=??[2J?31m" in shown
    press(hostile, "y", '"fail_reason"')
    nothing_was_obeyed(hostile)


def test_what_is_pasted_is_only_text(hostile: Session) -> None:
    for text in PASTED.values():
        press(hostile, "/", " / ")
        paste(hostile, text)
        hostile.until(lambda: bool(re.search(r"by name +\d+ of 14", hostile.text())))
        escape(hostile, "by name   14")
    press(hostile, "/EU\r", "by name   1 of 14")
    press(hostile, "n", "F5 start")
    for text in PASTED.values():
        hostile.type("\x1b[F\x15")
        hostile.until("a name is needed")
        paste(hostile, text)
        hostile.until(lambda: "a name is needed" not in hostile.text())
    escape(hostile, "by name   1 of 14")
    press(hostile, "d", "drill-?[1A?[2K")
    press(hostile, "D", "This deletes the drill")
    for text in PASTED.values():
        paste(hostile, text)
        press(hostile, "\r", "Not deleted")
        hostile.type("\x1b[F\x15")
    nothing_was_obeyed(hostile)
