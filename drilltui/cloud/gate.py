"""The sign-in gate: what keeps a wrong secret from being sent again and again.

More than five wrong signatures in a row lock an access key, several wrong passwords a user; ten
screens that begin at once would do it in a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from drilltui.cloud.answer import Answer
from drilltui.cloud.key_lock import KeyLock
from drilltui.cloud.retry import Failure
from drilltui.domain.errors import (
    CloudError,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
)
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Clock

_EVERYWHERE = ""
_PERSON = marked("Nothing more is sent until you try again.")


@dataclass(frozen=True, slots=True)
class _Shut:
    """Why nothing goes through, and since when (`Clock.monotonic`)."""

    error: SignInRefused | NotSignedIn
    since: float


class Gate:
    """Lets calls go one at a time until the credential was accepted, and none after a refusal.

    `lock` is what is known of the access key's lock, None for a login. The gate belongs to one
    cloud; a person who signs in anew opens another one.
    """

    def __init__(self, clock: Clock, lock: KeyLock | None = None) -> None:
        self._clock = clock
        self._lock = lock
        self._accepted = False
        self._shut: dict[str, _Shut] = {}  # by host
        self._turn = asyncio.Lock()
        self._misses: dict[str, tuple[int, CloudError]] = {}
        self._missed = 0

    def check(self, host: str) -> None:
        """Raise NotSignedIn when nothing may be sent to `host`."""
        now = self._clock.monotonic()
        if self._lock and (left := self._lock.left(now)):
            raise NotSignedIn(
                tr(
                    "Not sent: the access key is locked for five minutes after too many wrong "
                    "signatures, {seconds} s are left.",
                    seconds=f"{left:.0f}",
                ),
                remedy=tr("Check its secret meanwhile. Nothing more is sent until you try again."),
            )
        if shut := self._shut.get(_EVERYWHERE) or self._shut.get(host):
            raise _again(shut, now)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[Failure | None]:
        """Wait until a call to `host` may go.

        Gives a failure instead when `host` could not be reached while this call waited: whoever
        waits behind others must not wait for the same time-out once more. Raises NotSignedIn.
        """
        self.check(host)
        if not self._accepted:
            missed = self._missed
            async with self._turn:
                self.check(host)
                if not self._accepted:
                    yield self._miss(host, missed)
                    return
        yield None

    def heard(self, host: str, outcome: Answer | Failure) -> None:
        """Learn from what came of a call to `host`, or of the sign-in for it."""
        if isinstance(outcome, Answer):
            self.accept()
            return
        error = outcome.error
        if isinstance(error, SignInRefused | NotSignedIn):
            self._refuse(error)
        elif isinstance(error, Refused) and _knows_us(error):
            self.accept()
        elif isinstance(error, Unreachable):
            self._missed += 1
            self._misses[host] = (self._missed, error)

    def refused_at(self, host: str, error: SignInRefused) -> None:
        """Learn that `host` refuses us, or a token that IAM has just given, as others do not.

        It is no matter of who we are, and it locks nothing: other hosts may take it.
        """
        self._shut[host] = _Shut(error, self._clock.monotonic())

    def accept(self) -> None:
        """Let calls go side by side: the cloud knows who we are.

        An answer that was still out when another call was refused opens nothing again.
        """
        if _EVERYWHERE in self._shut:
            return
        self._accepted = True
        if self._lock:
            self._lock.right()

    def try_again(self) -> None:
        """Let one call go for a trial, because a person says so. A locked key stays locked."""
        if not (self._lock and self._lock.left(self._clock.monotonic())):
            self._shut.clear()

    def _refuse(self, error: SignInRefused | NotSignedIn) -> None:
        now = self._clock.monotonic()
        self._accepted = False
        self._shut[_EVERYWHERE] = _Shut(error, now)
        if self._lock and isinstance(error, SignInRefused):
            if error.fault is SignInFault.SIGNATURE:
                self._lock.wrong(now)
            elif error.fault is SignInFault.KEY_LOCKED:
                self._lock.locked(now)

    def _miss(self, host: str, missed: int) -> Failure | None:
        number, error = self._misses.get(host, (0, None))
        if error is None or number <= missed:
            return None
        return Failure(Unreachable(error.what, sent=False, remedy=error.remedy), passing=True)


def _knows_us(error: Refused) -> bool:
    """True for a refusal by a service, which is asked only once the gateway knows who asks."""
    service, dot, _ = error.code.partition(".")
    return bool(dot) and error.status < 500 and not service.upper().startswith("APIG")


def _again(shut: _Shut, now: float) -> NotSignedIn:
    error = shut.error
    if isinstance(error, NotSignedIn):
        return NotSignedIn(error.what, remedy=error.remedy or tr(_PERSON))
    return NotSignedIn(
        tr(
            "Not sent: the sign-in was refused {ago} ({why}).",
            ago=_ago(now - shut.since),
            why=tr(error.fault.value),
        ),
        remedy=f"{error.remedy} {tr(_PERSON)}".strip(),
    )


def _ago(seconds: float) -> str:
    if seconds < 120:
        return tr("{number} s ago", number=f"{seconds:.0f}")
    return tr("{number} min ago", number=f"{seconds / 60:.0f}")
