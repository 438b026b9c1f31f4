"""The command line. A command is a row in `catalogue` and a file in `commands`."""

from drilltui.cli.entry import main
from drilltui.cli.exits import EXIT_CODES

__all__ = ["EXIT_CODES", "main"]
