"""The kernel's keyring of the user, for hosts where nothing can be installed: with a time limit."""

from __future__ import annotations

import errno
import math
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from drilltui.domain.credential import Keepsake
from drilltui.domain.errors import VaultError
from drilltui.domain.language import marked, tr
from drilltui.store.vault import kernel_calls
from drilltui.store.vault.bounded import LIMIT, MAY_BE_GONE, MAY_BE_KEPT, Bounded
from drilltui.store.vault.payload import fields_in, fields_of, keepsake_of, not_ours, to_text

NAME = marked("kernel keyring")
TIME = timedelta(hours=8)
"""How long an entry stays unless said otherwise: a shift."""

T = TypeVar("T")

_UNTIL, _KEPT = "until", "kept"
_WITHOUT = marked("Secrets stay in this run's memory, or in a keyring: see `drilltui keyring run`.")
_WORDS: Mapping[int, tuple[str, str]] = {
    errno.EPERM: (
        marked("The kernel keyring is forbidden here, as the filters of containers do."),
        marked("Start drilltui on the host itself, or let the container have add_key and keyctl."),
    ),
    errno.EACCES: (marked("The kernel keyring does not let this process in."), _WITHOUT),
    errno.ENOSYS: (marked("This kernel has no keyring that drilltui could call."), _WITHOUT),
    errno.EDQUOT: (
        marked("The kernel keyring of this user is full."),
        marked("`cat /proc/key-users` shows the quota, `keyctl show @u` who uses it."),
    ),
}


class KernelKeyring:
    """A `domain.ports.Vault` in the kernel's memory, shared by all sessions of this user.

    Entries outlive the process and the login and are gone after `time`, or when the host restarts;
    nothing is ever on disk (but on a swap, where the host has one that is not encrypted). `now`
    tells when an entry ends: the kernel goes by the same wall clock, and does not say it.
    """

    lasting = True
    name = NAME

    def __init__(
        self, now: Callable[[], datetime], time: timedelta = TIME, limit: float = LIMIT
    ) -> None:
        self.keeps_for = time
        self.bounded = Bounded(NAME, limit)
        self._now = now

    async def read(self, profile: str) -> Keepsake | None:
        """Return the entry of `profile`, None when there is none or its time has ended."""
        entry = await self._entry(profile)
        return None if entry is None else keepsake_of(entry.get(_KEPT), NAME, profile)

    async def write(self, profile: str, keepsake: Keepsake) -> None:
        """Keep `keepsake` for the time of this vault, in place of what was kept for `profile`."""
        seconds = max(1, math.ceil(self.keeps_for.total_seconds()))
        until = self._now() + timedelta(seconds=seconds)

        def work() -> None:
            entry = {_UNTIL: until.isoformat(), _KEPT: fields_of(keepsake)}
            kernel_calls.keep(_description(profile), to_text(entry).encode(), seconds)

        await self._ask(work, MAY_BE_KEPT)

    async def forget(self, profile: str) -> bool:
        """Remove the entry of `profile`; False when there was none."""
        return await self._ask(lambda: kernel_calls.forget(_description(profile)), MAY_BE_GONE)

    async def time_left(self, profile: str) -> timedelta | None:
        """Return how long the entry of `profile` stays yet, None when there is none."""
        entry = await self._entry(profile)
        if entry is None:
            return None
        until = _moment(entry.get(_UNTIL))
        if until is None:
            raise not_ours(NAME, profile)
        return max(until - self._now(), timedelta(0))

    async def _entry(self, profile: str) -> Mapping[str, object] | None:
        def work() -> Mapping[str, object] | None:
            payload = kernel_calls.read(_description(profile))
            if payload is None:
                return None
            entry = fields_in(payload.decode("utf-8", "replace"))
            return entry if isinstance(entry, dict) else {}

        return await self._ask(work)

    async def _ask(self, work: Callable[[], T], late: str = "") -> T:
        try:
            return await self.bounded.call(work, late)
        except OSError as error:
            code = error.errno or 0
        what, remedy = _WORDS.get(
            code,
            (marked("The kernel keyring failed ({error})."), _WITHOUT),
        )
        raise VaultError(tr(what, error=errno.errorcode.get(code, code)), tr(remedy))


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _description(profile: str) -> bytes:
    """Return what the entry is called in /proc/keys: ASCII without control characters."""
    return b"drilltui:" + profile.encode("unicode_escape")
