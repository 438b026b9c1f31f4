"""Lets a secret, which it was given by a variable, get to one kind of place: `leaky.py PLACE`."""

import base64
import logging
import os
import subprocess
import sys
from pathlib import Path

SECRET = os.environ["GIVEN"]
WAITING = (sys.executable, "-c", "input()")


def child(*arguments: str, **environ: str) -> None:
    """Start a process that waits for a line."""
    subprocess.run(
        ["leaky-child", *WAITING[1:], *arguments],
        executable=sys.executable,
        env={"PATH": os.environ["PATH"], **environ},
        check=True,
    )


match sys.argv[1]:
    case "file":
        Path(os.environ["HOME"], ".cache").write_bytes(b"\0" + SECRET.encode() + b"\0")
    case "name of a file":
        Path(os.environ["TMPDIR"], SECRET.encode().hex()).touch()
    case "log":
        logging.getLogger("leaky").debug("sent %r", {"X-Auth-Token": SECRET.encode()})
    case "standard output":
        sys.stdout.write(base64.b64encode(f"ada:{SECRET}".encode()).decode())
    case "standard error":
        sys.stderr.write(repr(SECRET))
    case "clipboard":
        copied = base64.b64encode(f"X-Auth-Token: {SECRET}".encode()).decode()
        sys.stdout.write(f"\x1b]52;c;{copied}\x07")
    case "bytes of the terminal":
        sys.stdout.write(f"{SECRET}\r\x1b[2K")
    case "coloured text":
        sys.stdout.write("\x1b[1m".join(SECRET) + "\r\x1b[2K")
    case "picture of the terminal":
        for row in (1, 2):
            for number, character in sorted(enumerate(SECRET), key=lambda one: one[0] % 2):
                sys.stdout.write(f"\x1b[{1 + (99 + number) // 120};{1 + (99 + number) % 120}H")
                sys.stdout.write(character if row == 1 else "-")
                sys.stdout.flush()
            if row == 1:
                input()
    case "arguments":
        child(SECRET)
    case "environ":
        child(ANOTHER_NAME=SECRET)
