"""What runs inside of `drilltui keyring run`: says what it finds, keeps what it is told, waits.

inside.py [keep VALUE | show] [wait] [status N] [deaf] [children]
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime

from drilltui.domain.credential import Keepsake
from drilltui.domain.secret import Secret
from drilltui.store.vault.choice import choose_vault
from drilltui.store.vault.memory import MemoryVault


def say(line: str) -> None:
    """Show a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(words: list[str]) -> int:
    choice = await choose_vault(
        environ=os.environ, memory=MemoryVault(), now=lambda: datetime.now(UTC)
    )
    say(f"best: {choice.best.name}")
    status = 0
    while words:
        match words.pop(0):
            case "keep":
                await choice.best.write("prod", Keepsake(password=Secret(words.pop(0))))
            case "show":
                kept = await choice.best.read("prod")
                shown = kept.password.reveal() if kept and kept.password else "nothing"
                say(f"kept: {shown}")
            case "status":
                status = int(words.pop(0))
            case "deaf":
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
            case "wait":
                signal.signal(signal.SIGINT, signal.default_int_handler)  # not asyncio's
                say("waiting")
                sys.stdin.readline()
    say("leaving")
    return status


try:
    sys.exit(asyncio.run(main(sys.argv[1:])))
except KeyboardInterrupt:
    say("interrupted")
    sys.exit(7)
