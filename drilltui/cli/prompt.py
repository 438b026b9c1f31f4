"""Questions on the terminal, for commands without screens.

They go to the terminal itself and not to standard output: what a command prints may be piped away.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from drilltui.cli.output import mention
from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret

_YES = ("y", "是")
"""How a yes begins, in each language whatever is spoken."""

_questions = 0


def somebody_there() -> bool:
    """Tell whether a person can be asked: standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def asking() -> bool:
    """Tell whether an answer is being waited for."""
    return _questions > 0


def tell(sentence: str) -> None:
    """Say something to the person who is being asked."""
    mention(plain(sentence))


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
        mention("")
        return None
    except (getpass.GetPassWarning, OSError):
        raise UsageError(
            tr("There is no terminal here that a secret can be typed on unseen."),
            tr("Start it on a terminal."),
        ) from None
    except UnicodeError:
        raise UsageError(
            tr("What was typed is no text in this terminal's encoding."),
            tr("Check LANG, and try again."),
        ) from None


def shown(prompt: str) -> str | None:
    """Ask for something that may be seen. None when the person ends the input."""
    sys.stderr.write(plain(prompt))
    sys.stderr.flush()
    with _interruptible():
        try:
            line = sys.stdin.readline()
        except OSError:  # a terminal that has hung up
            line = ""
    if not line:
        mention("")
        return None
    return line.strip()


def agreed(question: str) -> bool:
    """Ask yes or no. Whatever does not begin with y, or with its like in Chinese, is a no."""
    return (shown(f"{question} [y/N] ") or "").lower().startswith(_YES)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end the question at once.

    An event loop takes the first one as a wish to be granted at its next turn, which does not come
    while we wait for a line.
    """
    global _questions
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _questions += 1
    try:
        yield
    except KeyboardInterrupt:
        mention("")
        raise
    finally:
        _questions -= 1
        signal.signal(signal.SIGINT, before)
