"""A person's yes before something is changed; a program says ``--yes``."""

from __future__ import annotations

from collections.abc import Sequence

from drilltui.cli import prompt
from drilltui.domain.errors import UsageError
from drilltui.domain.language import tr


def refuse_without_a_voice(*, yes: bool) -> None:
    """Raise UsageError when nobody has said yes and nobody can be asked. Nothing was sent yet."""
    if not (yes or prompt.somebody_there()):
        raise UsageError(
            tr("Standard input is no terminal to ask on: nothing was sent."), tr("Say --yes.")
        )


def ask(what: Sequence[str], question: str, *, yes: bool) -> None:
    """Show what would be done and ask whether to. UsageError for a no."""
    if yes:
        return
    for line in what:
        prompt.tell(line)
    if not prompt.agreed(question):
        raise UsageError(tr("Nothing was sent."))


def ask_for_the_name(what: Sequence[str], name: str, *, yes: bool) -> None:
    """Show what would be done and ask for the name of it: a y is typed too easily."""
    if yes:
        return
    for line in what:
        prompt.tell(line)
    if prompt.shown(tr("Type the drill's name to delete it: ")) != name:
        raise UsageError(tr("That is not its name: nothing was sent."))
