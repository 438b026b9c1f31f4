"""Into a profile's cloud from a command without screens."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drilltui.cli import prompt
from drilltui.cli.output import mention
from drilltui.cli.terminal_person import TerminalPerson
from drilltui.domain.errors import CredentialsNeeded, NotSignedIn, SignInRefused
from drilltui.domain.exchange import Exchange
from drilltui.domain.language import tr
from drilltui.domain.origin import Origin, OriginKind
from drilltui.domain.plain_text import plain
from drilltui.services.entrance import Entrance
from drilltui.services.session import Session


@asynccontextmanager
async def entered(entrance: Entrance, named: str, person: TerminalPerson) -> AsyncIterator[Session]:
    """Open the session of a profile, and close it.

    Secrets that are missing are asked for and kept for this run. Raises CredentialsNeeded when
    nobody can be asked.
    """
    entrance.requests.subscribe(_tell_trouble)
    try:
        session = await _session(entrance, entrance.chosen(named), person)
        session.requests.subscribe(_tell_trouble)
        mention(*map(plain, session.notices))
        try:
            yield session
        finally:
            await session.close()
    except NotSignedIn as error:
        raise _explained(error, person) from error
    except SignInRefused as error:
        raise _sourced(error, entrance) from error


def _tell_trouble(exchange: Exchange) -> None:
    """Say why nothing has come yet, to a person who waits: reads are repeated for a while."""
    if exchange.unanswered and sys.stderr.isatty():
        prompt.tell(
            tr("Try {number}: {failure}", number=exchange.attempt, failure=exchange.failure)
        )


async def _session(entrance: Entrance, name: str, person: TerminalPerson) -> Session:
    try:
        return await entrance.enter(name, person)
    except CredentialsNeeded:
        profile = entrance.profile(name).profile
        credential = person.credential(profile)
        # The last vault is this run's memory: what is typed for one command is not kept unasked.
        memory = (await entrance.credentials.vaults()).vaults[-1]
        await entrance.credentials.keep(profile, credential, memory)
    return await entrance.enter(name, person)


def _sourced(error: SignInRefused, entrance: Entrance) -> SignInRefused:
    """Say whose secret was refused: a variable that is left over goes before a good one."""
    return SignInRefused(
        error.fault,
        status=error.status,
        code=error.code,
        message=error.message,
        request_id=error.request_id,
        remedy=f"{error.remedy} {_came(entrance.origin)}".strip(),
    )


def _came(origin: Origin | None) -> str:
    if origin is None or origin.kind is OriginKind.ASKED:
        return tr("The secret was typed in.")
    return tr("The secret came from the {origin}.", origin=origin)


def _explained(error: NotSignedIn, person: TerminalPerson) -> NotSignedIn | CredentialsNeeded:
    """Say why the passcode was not given, where nobody could be asked."""
    if not person.in_vain:
        return error
    return CredentialsNeeded(
        tr("A passcode is needed, and standard input is no terminal to ask on."),
        tr("Start it on a terminal; where nobody is, sign in with an access key."),
    )
