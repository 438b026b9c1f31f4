"""What the environment says about the terminal, settled before Textual is imported.

Textual reads its variables once, at import. Some of them break an operator's session (an exported
COLUMNS overrides the real width; a misspelt colour system ends the program), some record typed
secrets (TEXTUAL_LOG). This module imports nothing but the standard library and costs no time.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Final

from drilltui.domain.language import tr

COLOUR_SYSTEMS: Final = frozenset({"auto", "standard", "256", "truecolor"})
"""The values of TEXTUAL_COLOR_SYSTEM that Rich knows on POSIX; any other is a KeyError there."""

# These show 16 or 256 colours whatever COLORTERM, carried over by ssh, promises: GNU screen turns
# RGB into 16 colours, the kernel's console and the vt family approximate.
_FEW_COLOURS: Final = ("screen", "linux", "vt")

_KNOWN: Final = (
    "Eterm",
    "alacritty",
    "ansi",
    "contour",
    "cygwin",
    "foot",
    "ghostty",
    "gnome",
    "iterm",
    "kitty",
    "konsole",
    "linux",
    "mintty",
    "mlterm",
    "ms-terminal",
    "nsterm",
    "putty",
    "rxvt",
    "screen",
    "st-",
    "terminator",
    "tmux",
    "vscode",
    "vt",
    "vte",
    "wezterm",
    "xterm",
)
"""How the names start of terminals that obey cursor addressing and ECMA-48 attributes."""

_EXACTLY: Final = frozenset({"st"})

# What Python may have put into LC_CTYPE by itself under LANG=C (PEP 538).
_COERCED: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})


def prepare(environ: MutableMapping[str, str], *, developing: bool = False) -> None:
    """Settle `environ` for a run of the program; call it before anything imports Textual.

    Every TEXTUAL* variable but a valid TEXTUAL_COLOR_SYSTEM goes: they are switches for people who
    develop with Textual, and some write typed secrets to a file. The kitty keyboard protocol stays
    off: a link that drops would leave the person's own shell typing `97;;97u`. `developing` leaves
    the switches: only for a rehearsal, where there is no secret to be typed.
    """
    chosen = environ.get("TEXTUAL_COLOR_SYSTEM", "")
    for name in [name for name in environ if name.startswith("TEXTUAL") and not developing]:
        del environ[name]
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)
    environ["TEXTUAL_ANIMATIONS"] = "none"
    environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    term = environ.get("TERM", "")
    if chosen in COLOUR_SYSTEMS:
        environ["TEXTUAL_COLOR_SYSTEM"] = chosen
    elif term.startswith(_FEW_COLOURS):
        environ["TEXTUAL_COLOR_SYSTEM"] = "256" if "256" in term else "standard"
        environ.pop("COLORTERM", None)


def refusal(environ: Mapping[str, str], *, stdin_isatty: bool, stderr_isatty: bool) -> str | None:
    """Return why no screen can be shown here, with a remedy, or None when one can.

    Textual reads keys from standard input and draws on standard error. Without a terminal there it
    would spin at 100 % CPU or draw into nothing.
    """
    if not stdin_isatty:
        return tr(
            "No screen can be shown: standard input is not a terminal. "
            "Start it without a pipe or '<'; over ssh add -t: ssh -t HOST drilltui."
        )
    if not stderr_isatty:
        return tr(
            "No screen can be shown: it is drawn on standard error, which is not a terminal. "
            "Start it without '2>'."
        )
    term = environ.get("TERM", "")
    if term in _EXACTLY or term.startswith(_KNOWN):
        return None
    if not term:
        return tr(
            "No screen can be shown: TERM is not set, so what this terminal understands is not"
            " known. If it is like xterm, start with: TERM=xterm drilltui."
        )
    return tr(
        "No screen can be shown: TERM is {term}, so what this terminal understands is not known. "
        "If it is like xterm, start with: TERM=xterm drilltui.",
        term=repr(term[:40]),
    )


def needs_ascii(
    environ: Mapping[str, str],
    encoding: str | None,
    *,
    utf8_mode: bool = False,
    forced: bool = False,
) -> bool:
    """Tell whether only ASCII may be sent to this terminal.

    `encoding` is that of standard error, `utf8_mode` is `sys.flags.utf8_mode`, `forced` the
    person's own `--ascii`. Under LANG=C Python writes UTF-8 all the same (PEP 540) and may even set
    LC_CTYPE to say so (PEP 538), so the encoding alone proves nothing; PYTHONUTF8=1 is a choice.
    Terminals named vt* are taken at their word: they draw no UTF-8.
    """
    if forced or environ.get("TERM", "").startswith("vt"):
        return True
    if not _is_utf8(encoding or ""):
        return True
    if not utf8_mode or environ.get("PYTHONUTF8") == "1":
        return False
    return not _is_utf8(_locale(environ))


def _locale(environ: Mapping[str, str]) -> str:
    """Return the name of the person's locale, looking through what Python set by itself."""
    if everything := environ.get("LC_ALL"):
        return everything
    characters = environ.get("LC_CTYPE", "")
    if characters and characters not in _COERCED:
        return characters
    return environ.get("LANG", "")


def _is_utf8(name: str) -> bool:
    return "utf8" in name.lower().replace("-", "").replace("_", "")
