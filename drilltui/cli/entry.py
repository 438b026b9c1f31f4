"""Where the program begins: arguments in, one command run, an exit status out."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from drilltui.cli.language_choice import language_of
from drilltui.cli.output import OutputLostError, complain, drop_output, say
from drilltui.cli.parser import parsed
from drilltui.domain.language import speak, tr

# Type checkers take this for true. The module `typing` would be a quarter of what --help costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Bad input is a sentence, never a traceback."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # names from a cloud fit no terminal's encoding
    typed = sys.argv[1:] if arguments is None else arguments
    speak(language_of(typed, os.environ))
    try:
        try:
            return _run(typed)
        finally:
            say()  # --help too is only out when it is flushed
    except KeyboardInterrupt:
        return complain(tr("Interrupted."), 130)
    except BrokenPipeError:
        drop_output()
        return 141  # as a shell tells of a program that the end of its pipe has ended
    except OutputLostError as lost:
        return complain(tr("The output cannot be written: {why}.", why=lost), 5)
    except Exception as bug:  # noqa: BLE001 - the outermost edge: nothing is above it but Python
        from drilltui.cli.crash import crashed

        return crashed(bug)


def _run(arguments: Sequence[str]) -> int:
    asked = parsed(arguments)
    command: Callable[[Namespace], int] = asked.command
    # Imported after the arguments are known to be good: --help and --version stay light.
    from drilltui.domain.errors import DrilltuiError
    from drilltui.domain.plain_text import plain

    try:
        return command(asked)
    except DrilltuiError as error:
        return complain(plain(str(error)), error.exit_code)
