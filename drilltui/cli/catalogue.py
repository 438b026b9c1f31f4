"""Which commands there are: one row here, one file in `commands`.

A command's file has `arguments(parser)`, which says what it takes, and `run(asked)`, which does it
and returns the exit status. It is imported when its command is named, so it imports what is heavy
where it needs it.
"""

from __future__ import annotations

from importlib import import_module

from drilltui.domain.language import marked

TYPE_CHECKING = False

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Protocol

    class Command(Protocol):
        """The file of a command."""

        def arguments(self, parser: ArgumentParser) -> None:
            """Say what the command takes."""
            ...

        def run(self, asked: Namespace) -> int:
            """Do it; return the exit status."""
            ...


COMMANDS = {
    "rehearse": marked("learn a drill against the embedded cloud"),
    "groups": marked("list the protection groups"),
    "drills": marked("list the drills"),
    "show": marked("show a drill with its servers"),
    "preflight": marked("say what a drill of a group would meet"),
    "start": marked("start a drill"),
    "checklist": marked("show what is left to do by hand, and tick it"),
    "servers": marked("say or probe whether drill servers work"),
    "note": marked("write a note into the record of a drill"),
    "watch": marked("follow a job, or what a record left unfinished"),
    "rename": marked("give a drill another name"),
    "delete": marked("delete a drill with its servers"),
    "clean": marked("remove what a deleted drill left, as far as it is proven ours"),
    "brief": marked("say what an exercise is for"),
    "hold": marked("hold an exercise up, or go on"),
    "service": marked("say whether the service works on the drill servers"),
    "finding": marked("write down what is to be mended"),
    "handover": marked("hand an exercise over to somebody"),
    "takeover": marked("take an exercise over, from here or from an export"),
    "signoff": marked("sign a record by name and role"),
    "close": marked("close a record, as clean as its drill is"),
    "overdue": marked("list the groups that should have been drilled by now"),
    "leftovers": marked("list what all earlier drills have left"),
    "resume": marked("settle and follow whatever was left"),
    "records": marked("list the records, or read one"),
    "debrief": marked("talk over a rehearsal by its record"),
    "report": marked("print the report of a record"),
    "export": marked("write a record with its report, to be verified anywhere"),
    "verify": marked("verify an export, or a record of this host"),
    "runbook": marked("check, list or read the runbooks that lead through a drill"),
    "credentials": marked("see, keep or forget the secrets of profiles"),
    "import": marked("take over the credentials that other tools have"),
    "keyring": marked("run a command with a keyring of its own"),
    "doctor": marked("look at everything that signing in needs"),
    "explain": marked("say what an error code means, and what to do"),
    "info": marked("print versions, paths and profiles"),
    "sandbox": marked("serve the embedded cloud on loopback"),
}
"""The commands in the order of the help, and what each is for; said by `tr`."""

_FILES = {"import": "importing"}
"""Files that cannot be named like their command, because Python has that word for itself."""

WITHOUT_NAME = "live"
"""The file of what runs when no command is named."""


def command(name: str) -> Command:
    """Return the file of the command `name`."""
    found: Command = import_module(f"drilltui.cli.commands.{_FILES.get(name, name)}")
    return found
