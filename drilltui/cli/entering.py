"""Into a profile's cloud from a command without screens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drilltui.cli.terminal_person import TerminalPerson
from drilltui.domain.errors import CredentialsNeeded, NotSignedIn
from drilltui.services.entrance import Entrance
from drilltui.services.session import Session


@asynccontextmanager
async def entered(entrance: Entrance, named: str, person: TerminalPerson) -> AsyncIterator[Session]:
    """Open the session of a profile, and close it.

    Secrets that are missing are asked for and kept for this run. Raises CredentialsNeeded when
    nobody can be asked.
    """
    session = await _session(entrance, entrance.chosen(named), person)
    try:
        yield session
    except NotSignedIn as error:
        raise _explained(error, person) from error
    finally:
        await session.close()


async def _session(entrance: Entrance, name: str, person: TerminalPerson) -> Session:
    try:
        return await entrance.enter(name, person)
    except NotSignedIn as error:
        raise _explained(error, person) from error
    except CredentialsNeeded:
        profile = entrance.profile(name).profile
        credential = person.credential(profile)
        # The last vault is this run's memory: what is typed for one command is not kept unasked.
        memory = (await entrance.credentials.vaults()).vaults[-1]
        await entrance.credentials.keep(profile, credential, memory)
    return await entrance.enter(name, person)


def _explained(error: NotSignedIn, person: TerminalPerson) -> NotSignedIn | CredentialsNeeded:
    """Say why the passcode was not given, where nobody could be asked."""
    if not person.in_vain:
        return error
    return CredentialsNeeded(
        "A passcode is needed, and standard input is no terminal to ask on.",
        "Start it on a terminal; where nobody is, sign in with an access key.",
    )
