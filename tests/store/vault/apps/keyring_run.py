"""`drilltui keyring run -- COMMAND` without the rest of drilltui, on the terminal it is given.

Started by a shell with job control where its first argument is `shell`.
"""

import fcntl
import getpass
import os
import sys
import termios

from drilltui.domain.errors import DrilltuiError
from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret
from drilltui.store.vault.keyring_session import run_in_keyring


def ask(prompt: str) -> Secret:
    """Ask as a program does."""
    return Secret(getpass.getpass(prompt))


if os.getsid(0) == os.getpid():  # the shell that started us has done so already
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
if sys.argv[1] == "shell":
    os.execv("/bin/sh", ["sh", "-i"])
try:
    sys.exit(run_in_keyring(sys.argv[1:], ask=ask, environ=os.environ))
except DrilltuiError as error:
    sys.stderr.write(f"drilltui: {plain(str(error))}\n")
    sys.exit(error.exit_code)
