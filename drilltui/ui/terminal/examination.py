"""What this terminal can do, as findings. Like `environment` it imports nothing of Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drilltui.domain.finding import Finding
from drilltui.domain.language import marked, tr
from drilltui.domain.verdict import Verdict
from drilltui.ui.terminal import environment

USUAL = (80, 24)
SMALLEST = (60, 20)
"""Columns and rows that the screens are made for, and down to which they can be read."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a process knows of its terminal. `size` is columns and rows, None when nobody tells."""

    size: tuple[int, int] | None
    stdin_isatty: bool
    stderr_isatty: bool
    encoding: str | None
    utf8_mode: bool


def terminal_findings(environ: Mapping[str, str], terminal: Terminal) -> tuple[Finding, ...]:
    """Say what can be shown on `terminal`, and what helps."""
    return (
        _screens(environ, terminal),
        _size(terminal),
        _colours(environ),
        _characters(environ, terminal),
        _connection(environ),
        _clipboard(environ),
    )


def _screens(environ: Mapping[str, str], terminal: Terminal) -> Finding:
    refusal = environment.refusal(
        environ, stdin_isatty=terminal.stdin_isatty, stderr_isatty=terminal.stderr_isatty
    )
    if refusal:
        return Finding(marked("terminal"), Verdict.WARN, refusal)
    seen = tr("TERM is {term}", term=environ.get("TERM", ""))
    return Finding(marked("terminal"), Verdict.OK, seen)


def _size(terminal: Terminal) -> Finding:
    if terminal.size is None:
        return Finding(marked("size"), Verdict.UNKNOWN, tr("nobody tells"))
    columns, rows = terminal.size
    seen = tr("{columns} columns, {rows} rows", columns=columns, rows=rows)
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        remedy = tr(
            "Make it larger: {least} can be read, {usual} is usual.",
            least=f"{SMALLEST[0]}x{SMALLEST[1]}",
            usual=f"{USUAL[0]}x{USUAL[1]}",
        )
        return Finding(marked("size"), Verdict.WARN, seen, remedy)
    return Finding(marked("size"), Verdict.OK, seen)


def _colours(environ: Mapping[str, str]) -> Finding:
    if environ.get("NO_COLOR"):
        seen = tr("none, as NO_COLOR asks; words and signs say it all")
        return Finding(marked("colours"), Verdict.OK, seen)
    return Finding(marked("colours"), Verdict.OK, tr("the terminal's own sixteen"))


def _characters(environ: Mapping[str, str], terminal: Terminal) -> Finding:
    if environment.needs_ascii(environ, terminal.encoding, utf8_mode=terminal.utf8_mode):
        seen = tr("ASCII only; others are shown as ?")
        remedy = tr("If it shows UTF-8, say so: LANG=C.UTF-8.")
        return Finding(marked("characters"), Verdict.WARN, seen, remedy)
    return Finding(marked("characters"), Verdict.OK, "UTF-8")


def _connection(environ: Mapping[str, str]) -> Finding:
    inside = "tmux" if environ.get("TMUX") else "screen" if environ.get("STY") else ""
    if not environ.get("SSH_CONNECTION"):
        seen = tr("local, in {multiplexer}", multiplexer=inside) if inside else tr("local")
        return Finding(marked("connection"), Verdict.OK, seen)
    if inside:
        seen = tr("SSH, in {multiplexer}: it outlives the connection", multiplexer=inside)
        return Finding(marked("connection"), Verdict.OK, seen)
    remedy = tr("In tmux or screen it would go on; what is recorded is there in any case.")
    seen = tr("SSH: it ends with the connection")
    return Finding(marked("connection"), Verdict.OK, seen, remedy)


def _clipboard(environ: Mapping[str, str]) -> Finding:
    """Say what chance OSC 52 has: no terminal answers it."""
    if environ.get("TERM", "").startswith(("linux", "vt")):
        seen = tr("this terminal has none")
        return Finding(marked("clipboard"), Verdict.WARN, seen, tr("Copy by hand."))
    if environ.get("TMUX"):
        remedy = "tmux: set -g set-clipboard on"
        seen = tr("OSC 52, if tmux passes it on")
        return Finding(marked("clipboard"), Verdict.OK, seen, remedy)
    return Finding(marked("clipboard"), Verdict.OK, tr("OSC 52, if the terminal allows it"))
