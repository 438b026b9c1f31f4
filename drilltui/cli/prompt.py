"""Questions on the terminal, for commands without screens.

They go to the terminal itself and not to standard output: what a command prints may be piped away.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from drilltui.domain.errors import UsageError
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret


def somebody_there() -> bool:
    """Tell whether a person can be asked: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def tell(sentence: str) -> None:
    """Say something to the person who is being asked."""
    sys.stderr.write(f"{plain(sentence)}\n")


def hidden(prompt: str) -> Secret | None:
    """Ask for a secret, which is not shown. None when the person ends the input (Ctrl+D).

    Raises UsageError when there is no terminal, or one that cannot keep from showing it.
    """
    import getpass
    import warnings

    try:
        with warnings.catch_warnings(), _interruptible():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return Secret(getpass.getpass(plain(prompt)))
    except EOFError:
        sys.stderr.write("\n")
        return None
    except (getpass.GetPassWarning, OSError):
        raise UsageError(
            "There is no terminal here that a secret can be typed on unseen.",
            "Start it on a terminal.",
        ) from None
    except UnicodeError:
        raise UsageError(
            "What was typed is no text in this terminal's encoding.", "Check LANG, and try again."
        ) from None


def shown(prompt: str) -> str | None:
    """Ask for something that may be seen. None when the person ends the input."""
    sys.stderr.write(plain(prompt))
    sys.stderr.flush()
    with _interruptible():
        line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        return None
    return line.strip()


def agreed(question: str) -> bool:
    """Ask yes or no. Whatever does not begin with y is a no."""
    return (shown(f"{question} [y/N] ") or "").lower().startswith("y")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end the question at once.

    An event loop takes the first one as a wish to be granted at its next turn, which does not come
    while we wait for a line.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise
    finally:
        signal.signal(signal.SIGINT, before)
