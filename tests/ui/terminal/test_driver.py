"""The whole driver on a real pseudo terminal, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from drilltui.ui.terminal.clipboard import sequence
from tests.ui.terminal.session import APPS, LIMIT, STATUS_OF_SIGNAL, Session, clean_environ

RESTING = {7, 25}
"""Modes of a terminal at rest: wrapping, cursor shown."""

HOSTILE = b"\x1b]52;c;aGk=\x1b\\ \x1b[2J \xc2\x9b31m \xe2\x80\xae"


# -- ends


@pytest.mark.parametrize(("number", "status"), STATUS_OF_SIGNAL)
def test_a_signal_ends_it_with_its_status_and_the_terminal_restored(
    number: signal.Signals, status: int
) -> None:
    with Session() as session:
        session.until("server 7")
        assert session.modes_on() - RESTING == {1049, 2004}
        assert session.tty_modes() != session.modes_before
        session.signal(number)
        session.drain()
        assert session.wait() == status
        assert session.modes_on() == RESTING
        assert session.tty_modes() == session.modes_before


@pytest.mark.parametrize("arguments", [(), ("controlling",)], ids=["no SIGHUP", "SIGHUP"])
def test_a_terminal_that_is_gone_ends_it(arguments: tuple[str, ...]) -> None:
    with Session(*arguments) as session:
        session.until("server 7")
        session.unplug()
        assert session.wait() in {120, 129}  # 120: Python could not flush to it either


def test_a_stuck_event_loop_is_ended_with_the_terminal_restored() -> None:
    with Session("hasty") as session:
        session.until("server 7")
        session.type("w")
        session.beats(1)
        session.signal(signal.SIGTERM)
        session.drain()
        assert session.wait() == 143
        assert session.modes_on() == RESTING
        assert session.tty_modes() == session.modes_before


@pytest.mark.parametrize(
    ("debug", "told"), [("", b"ValueError\r\n"), ("1", b"ValueError: no such?[2Jthing 7")]
)
def test_a_crash_has_a_status_and_shows_neither_values_nor_escape_codes(
    debug: str, told: bytes
) -> None:
    with Session(environ={"DRILLTUI_DEBUG": debug}) as session:
        session.until("server 7")
        session.type("x")
        output = session.drain()
        assert session.wait() == 5
        assert told in output
        assert b"hunter2" not in output.split(b"\x1b[?1049l")[1].replace(b'secret = "hunter2"', b"")
        assert session.modes_on() == RESTING


def test_without_a_terminal_for_keys_it_is_refused() -> None:
    run = subprocess.run(
        [sys.executable, str(APPS / "desk.py")],
        env={**clean_environ(), "HEARTBEAT": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert run.returncode == 1
    assert "standard input is not a terminal" in run.stderr
    assert "\x1b" not in run.stderr + run.stdout


# -- stopping and going on


def test_stopped_and_continued_it_restores_and_repaints() -> None:
    with Session() as session:
        before = session.until("server 7")
        session.signal(signal.SIGTSTP)
        session.until(lambda: session.output.endswith(b"\x1b[?25h"))
        session.wait_for_stop()
        assert session.modes_on() == RESTING
        assert session.tty_modes() == session.modes_before
        session.screen.reset()
        session.signal(signal.SIGCONT)
        assert session.until("server 7") == before
        session.type("d")
        session.until("deeds 1")
        session.type("q")
        session.drain()
        assert session.wait() == 0
        assert session.modes_on() == RESTING


def test_a_stray_sigcont_only_repaints() -> None:
    with Session() as session:
        before = session.until("server 7")
        session.screen.reset()
        session.signal(signal.SIGCONT)
        assert session.until("server 7") == before
        assert session.output.count(b"\x1b[?1049h") == 1
        session.type("q")
        session.drain()
        assert session.wait() == 0
        assert session.tty_modes() == session.modes_before


def test_stopped_behind_its_back_it_takes_the_terminal_back() -> None:
    with Session() as session:
        before = session.until("server 7")
        session.signal(signal.SIGSTOP)
        session.wait_for_stop()
        session.set_tty_modes(session.modes_before)  # as a shell does
        session.screen.reset()
        session.signal(signal.SIGCONT)
        assert session.until("server 7") == before
        session.type("d")
        session.until("deeds 1")


def test_sent_to_the_background_it_comes_back_to_the_foreground() -> None:
    with Session(app="shell.py", environ={"PS1": "prompt>"}) as session:
        session.until("prompt>")
        session.type(f"{sys.executable} {APPS / 'desk.py'}\r")
        before = session.until("server 7")
        session.type("z")
        session.until(lambda: session.output.rstrip().endswith(b"prompt>"))
        assert session.modes_on() == RESTING
        session.screen.reset()
        seen = len(session.output)
        session.type("bg\r")
        while b"Stopped" not in session.output[seen:]:  # for wanting the terminal
            session.ask("jobs\r", b"prompt>")
        session.type("fg\r")
        session.until(lambda: session.text() == before)
        session.type("d")
        session.until("deeds 1")
        session.type("q")
        session.until(lambda: session.modes_on() == RESTING)


# -- a terminal that does not read


def test_a_terminal_that_does_not_read_stalls_nothing_and_then_shows_the_newest() -> None:
    with Session("ticking") as session:
        session.until("server 7")
        seen = len(session.output)
        session.beats(100)  # the event loop goes on, long after nothing fits into the terminal
        session.until("   100 ")
        assert session.text().count("   100 ") == 10
        # Each frame changes 600 cells: all of them would be more than 60 kB.
        assert len(session.output) - seen < 30_000


def test_a_signal_ends_it_while_the_terminal_does_not_read() -> None:
    with Session("ticking") as session:
        session.until("server 7")
        session.beats(60)
        session.signal(signal.SIGTERM)
        assert session.wait() == 143
        assert session.tty_modes() == session.modes_before


# -- hostile text, shown and pasted


def test_no_widget_sends_hostile_text_raw() -> None:
    with Session("hostile") as session:
        session.until("aGk=")
        session.until(lambda: session.text().count("link=http") >= 7)
        session.type("q")
        output = session.drain()
        assert session.wait() == 0
    for bad in ("\x1b]", "\x9b", "\u202e", "\u200b", "\0", "\x7f", "\x07"):
        assert bad not in output.decode()
    assert output.count(b"\x1b[2J") == 1  # ours, at the start


@pytest.mark.parametrize(
    "pieces",
    [
        [b"\x1b[200~x" + HOSTILE + b"\x1bddd\x1b[201~"],
        [b"\x1b[200~x\x1b[201~ddd\x1b[201~"],
        [b"\x1b[20", b"0~x\x1bddd", b"ddd\x1b[2", b"01~"],
        [b"\x1b", b"[200~x", b"\x1b", b"ddd\x1b", b"[201~"],
    ],
    ids=["escapes", "its own end", "split marks", "split at the escape"],
)
def test_a_paste_is_never_keys(session_at_rest: Session, pieces: list[bytes]) -> None:
    session = session_at_rest
    session.type("d")
    session.until("deeds")
    deeds = session.text().splitlines()[0]
    for piece in pieces:
        session.type(piece)
    session.until("pasted 'x")
    assert session.text().splitlines()[0].endswith(deeds)
    assert "\\x1b" not in session.text()


@pytest.fixture(scope="module")
def session_at_rest() -> Iterator[Session]:
    with Session() as session:
        session.until("server 7")
        yield session


# -- what is sent


def test_one_key_costs_a_few_bytes(session_at_rest: Session) -> None:
    session_at_rest.type("i")
    session_at_rest.until("typing")
    session_at_rest.type("a")
    session_at_rest.until("value 'a'")
    seen = len(session_at_rest.output)
    session_at_rest.type("b")
    session_at_rest.until("value 'ab'")
    assert len(session_at_rest.output) - seen < 60
    session_at_rest.type("\t")


def test_keys_typed_ahead_go_where_the_keys_before_them_lead(session_at_rest: Session) -> None:
    session_at_rest.type("ihead\t")
    session_at_rest.until("head'")
    before = session_at_rest.text().splitlines()[0].split("deeds ")[1]
    session_at_rest.type("diqdxw")
    session_at_rest.until(f"qdxw' deeds {int(before) + 1}")
    session_at_rest.type("\t")


def test_an_escape_is_one_key(session_at_rest: Session) -> None:
    session_at_rest.type("\x1b")
    session_at_rest.until("escaped")


def test_repainting_shows_the_same(session_at_rest: Session) -> None:
    before = session_at_rest.text()
    session_at_rest.screen.reset()
    session_at_rest.type("r")
    session_at_rest.until("server 7")
    assert session_at_rest.text() == before


def test_a_new_size_is_followed(session_at_rest: Session) -> None:
    session_at_rest.resize(60, 20)
    session_at_rest.until("60 by 20")
    session_at_rest.resize(80, 24)
    session_at_rest.until("80 by 24")


def test_the_clipboard_sequence_passes_whole(session_at_rest: Session) -> None:
    session_at_rest.type("c")
    session_at_rest.until("may not have taken it")
    assert sequence("name", {}).encode() in session_at_rest.output


def test_the_mouse_is_taken_on_request_and_given_back() -> None:
    with Session() as session:
        session.until("server 7")
        assert not session.modes_on() & {1000, 1002, 1003, 1006, 1015, 1016}
        session.type("m")
        session.until("mouse taken")
        assert session.modes_on() & {1000, 1002, 1003, 1006, 1015, 1016} == {1002, 1006}
        session.type("q")
        session.drain()
        assert session.modes_on() == RESTING


# -- environments


@pytest.mark.parametrize(
    "environ",
    [
        {"TERM": "vt100", "LANG": "C", "COLUMNS": "100", "LINES": "50"},
        {"TERM": "linux", "LANG": "C", "COLORTERM": "truecolor"},
        {"TERM": "screen", "LANG": "C", "COLORTERM": "truecolor", "NO_COLOR": "1"},
        {"TERM": "xterm-256color", "LC_ALL": "POSIX", "TEXTUAL_COLOR_SYSTEM": "mauve"},
    ],
    ids=lambda environ: environ["TERM"],
)
def test_a_terminal_without_utf8_gets_ascii_and_its_own_size(environ: dict[str, str]) -> None:
    with Session(environ={"LANG": "", **environ}, own_stdout=False) as session:
        text = session.until("server 7")
        assert "- ???? ? | ok" in text
        lines = text.splitlines()
        assert lines[1] == "+" + "-" * 78 + "+"
        assert lines[2].endswith("|")
        session.type("q")
        output = session.drain()
        assert session.wait() == 0
    assert output.isascii()
    assert b"38;2" not in output
    assert b"\x1b[<u" not in output
    if "NO_COLOR" in environ:
        assert not any(f"\x1b[{colour}".encode() in output for colour in (30, 34, 40, 47))


def test_with_utf8_the_glyphs_and_wide_characters_are_shown() -> None:
    with Session() as session:
        text = session.until("server 7")
        assert "─ 漢" in text
        assert "╭" in text
