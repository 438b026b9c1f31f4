"""What this terminal can do, as findings. Like `environment` it imports nothing of Textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drilltui.domain.finding import Finding
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
        return Finding("terminal", Verdict.WARN, refusal)
    return Finding("terminal", Verdict.OK, f"TERM is {environ.get('TERM', '')}")


def _size(terminal: Terminal) -> Finding:
    if terminal.size is None:
        return Finding("size", Verdict.UNKNOWN, "nobody tells")
    columns, rows = terminal.size
    seen = f"{columns} columns, {rows} rows"
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        remedy = f"Make it larger: {SMALLEST[0]}x{SMALLEST[1]} can be read, "
        return Finding("size", Verdict.WARN, seen, f"{remedy}{USUAL[0]}x{USUAL[1]} is usual.")
    return Finding("size", Verdict.OK, seen)


def _colours(environ: Mapping[str, str]) -> Finding:
    if environ.get("NO_COLOR"):
        return Finding("colours", Verdict.OK, "none, as NO_COLOR asks; words and signs say it all")
    return Finding("colours", Verdict.OK, "the terminal's own sixteen")


def _characters(environ: Mapping[str, str], terminal: Terminal) -> Finding:
    if environment.needs_ascii(environ, terminal.encoding, utf8_mode=terminal.utf8_mode):
        remedy = "If it shows UTF-8, say so: LANG=C.UTF-8."
        return Finding("characters", Verdict.WARN, "ASCII only; others are shown as ?", remedy)
    return Finding("characters", Verdict.OK, "UTF-8")


def _connection(environ: Mapping[str, str]) -> Finding:
    inside = "tmux" if environ.get("TMUX") else "screen" if environ.get("STY") else ""
    if not environ.get("SSH_CONNECTION"):
        return Finding("connection", Verdict.OK, f"local{', in ' + inside if inside else ''}")
    if inside:
        return Finding("connection", Verdict.OK, f"SSH, in {inside}: it outlives the connection")
    remedy = "In tmux or screen it would go on; what is recorded is there in any case."
    return Finding("connection", Verdict.OK, "SSH: it ends with the connection", remedy)


def _clipboard(environ: Mapping[str, str]) -> Finding:
    """Say what chance OSC 52 has: no terminal answers it."""
    if environ.get("TERM", "").startswith(("linux", "vt")):
        return Finding("clipboard", Verdict.WARN, "this terminal has none", "Copy by hand.")
    if environ.get("TMUX"):
        remedy = "tmux: set -g set-clipboard on"
        return Finding("clipboard", Verdict.OK, "OSC 52, if tmux passes it on", remedy)
    return Finding("clipboard", Verdict.OK, "OSC 52, if the terminal allows it")
