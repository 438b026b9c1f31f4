"""Everything that can go wrong, in words: what happened, and what a person can do.

    DrilltuiError
    ├── UsageError            arguments or values that cannot work        exit 2
    │   ├── ConfigError       config.toml cannot be used as it is
    │   ├── ReadOnly          this run may only read
    │   ├── NameInUse         the group has a drill of this name
    │   └── Blocked           an earlier call is not settled yet       exit 3
    ├── Kept                  something speaks against a removal          exit 1
    ├── NotClean              a record cannot be closed as clean          exit 1
    ├── Stopped               preflight found what forbids it             exit 1
    ├── SeenOtherwise         what was agreed to has changed meanwhile    exit 1
    ├── JournalError          the record cannot be read or written        exit 5
    ├── DiskError             a disk of this host does not take a file    exit 5
    ├── VaultError            the keyring does not give or take a secret  exit 5
    │   └── NoKeyring             there is none of this kind here
    ├── CredentialsNeeded     nothing to sign in with was found           exit 4
    └── CloudError            a call to the cloud did not succeed         exit 1
        ├── Refused           the service or its gateway answered "no"
        │   └── SignInRefused     who we are, or how we prove it, was refused   exit 4
        ├── Unreachable       no answer; says whether anything was sent         exit 4
        │   └── NotSignedIn       not sent, because signing in failed before
        └── Unreadable        an answer that is not the one the API promises
            └── Intercepted       a page of somebody else on the way            exit 4

Screens and the command line catch `DrilltuiError` only: anything else is a bug and must be loud.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from drilltui.domain.language import tr

_ENDS = (".", "!", "?", "。", "！", "？")


def joined(what: str, remedy: str) -> str:
    """Return what happened and what helps as two sentences.

    What a service says has no full stop, as a rule.
    """
    if not remedy:
        return what.strip()
    if what[-1:] in ("", *".!?:;。！？：；"):
        return f"{what} {remedy}".strip()
    return tr("{what}. {remedy}", what=what, remedy=remedy)


def as_sentence(text: str) -> str:
    """Return `text`, which may come from a service or from us, with a capital and a full stop."""
    begun = text[:1].upper() + text[1:]
    return begun if begun.endswith(_ENDS) or not begun else tr("{sentence}.", sentence=begun)


def listed(told: Iterable[str]) -> str:
    """Return what was found as one list; a sentence in it leaves its full stop."""
    return tr("; ").join(one.rstrip(".。") for one in told)


class DrilltuiError(Exception):
    """What happened, in one sentence, and what to do about it."""

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return joined(self.what, self.remedy)


class UsageError(DrilltuiError):
    """The caller asked for something impossible."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration file cannot be used as it is."""


class ReadOnly(UsageError):
    """Something would have changed the cloud in a run that may only read. Nothing was sent."""

    def __init__(self, what: str = "") -> None:
        super().__init__(
            what or tr("This run may only read: nothing was sent."),
            tr("To change something, start without --readonly and with a profile that allows it."),
        )


class NameInUse(UsageError):
    """The group has a drill of this name: looking a lost one up could not tell them apart.

    `free` is a name that is not in use. With `late`, the record of an earlier submission that was
    called absent and was to be sent once more, that drill may be what it made: no other name is
    proposed then, under which it would be made twice.
    """

    def __init__(self, name: str, free: str, late: str = "") -> None:
        self.free = "" if late else free
        if late:
            super().__init__(
                tr(
                    "The group has a drill called {name} now, which the earlier submission may "
                    "have made after all: nothing was sent.",
                    name=name,
                ),
                tr(
                    "Look at it. If it is that one: 'drilltui resume {record} --adopt {name}'.",
                    record=late,
                    name=name,
                ),
            )
            return
        super().__init__(
            tr("The group has a drill called {name} already: nothing was sent.", name=name),
            tr("Take another name; {free} is free.", free=free),
        )


class Blocked(UsageError):
    """An earlier call of the same kind is not settled, or is still carried out. Nothing was sent.

    `record_id` is the record that it belongs to.
    """

    exit_code = 3

    def __init__(self, what: str, remedy: str = "", *, record_id: str) -> None:
        super().__init__(what, remedy)
        self.record_id = record_id


class Kept(DrilltuiError):
    """Something speaks against a removal: it is not proven ours, or holds what is not ours.

    `reasons` are sentences. Nothing was sent.
    """

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons), tr("Nothing was sent."))
        self.reasons = reasons


class NotClean(DrilltuiError):
    """A record cannot be closed as clean. `missing` says in sentences what keeps it from that."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(
            tr("The drill is not clean: {missing}", missing=" ".join(missing)),
            tr("Clean up or accept what is left; or close it as not clean, with a reason."),
        )
        self.missing = missing


class Stopped(DrilltuiError):
    """Preflight found what the service would refuse, or fail with. Nothing was sent.

    `code` is the first code that was prevented.
    """

    def __init__(self, found: Sequence[str], remedy: str = "", *, code: str = "") -> None:
        self.code = code
        told = tr("Preflight stops it: {found}. Nothing was sent.", found=listed(found))
        super().__init__(told, remedy)


class SeenOtherwise(DrilltuiError):
    """What was seen when a person agreed is not what is seen now. Nothing was sent.

    `changes` say rule by rule what is seen otherwise, `unread` what could not be read this time.
    """

    def __init__(self, changes: Sequence[str], unread: Sequence[str] = ()) -> None:
        self.changes = tuple(changes)
        self.unread = tuple(unread)
        told = []
        if changes:
            what = listed(changes)
            told.append(tr("This has changed since you agreed: {what}.", what=what))
        if unread:
            what = tr(", ").join(unread)
            told.append(tr("This could not be read once more: {what}.", what=what))
        super().__init__(
            " ".join((*told, tr("Nothing was sent."))), tr("Look at it, then decide once more.")
        )


class JournalError(DrilltuiError):
    """The record on disk cannot be read or written."""

    exit_code = 5


class DiskError(DrilltuiError):
    """A disk of this host is full, or fails, where a file was to be written."""

    exit_code = 5


class VaultError(DrilltuiError):
    """The place that keeps secrets does not answer, is locked, or does not take one."""

    exit_code = 5


class NoKeyring(VaultError):
    """A kind of keyring that this host, or this session, does not have."""


class CredentialsNeeded(DrilltuiError):
    """Nothing to sign in with was found. `profile` is its name, empty when there is none yet."""

    exit_code = 4

    def __init__(self, what: str, remedy: str = "", *, profile: str = "") -> None:
        super().__init__(what, remedy)
        self.profile = profile


class CloudError(DrilltuiError):
    """A call to the cloud did not succeed. `request_id`, if there is one, is for support.

    `unsent` is True when the call itself never left, because signing in for it failed.
    """

    request_id = ""
    unsent = False

    def __str__(self) -> str:
        said = super().__str__()
        if not self.request_id:
            return said
        return tr("{error} (request {request})", error=said, request=self.request_id)


class Refused(CloudError):
    """The service, or the gateway in front of it, answered with an error.

    `status` is the HTTP status, `code` the service's own code such as ``SDRS.1002`` (or the status
    as text when the answer had none), `request_id` what support asks for (may be empty).
    `retry_after` is how many seconds it wants to be left alone, None when it did not say.
    """

    def __init__(
        self,
        *,
        status: int,
        code: str,
        message: str,
        request_id: str = "",
        remedy: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}", remedy)
        self.retry_after = retry_after
        self.status = status
        self.code = code
        self.message = message
        self.request_id = request_id


class SignInFault(Enum):
    """Why a sign-in was refused, as far as the answer tells."""

    SIGNATURE = "wrong signature"
    PASSWORD = "wrong user name or password"
    PASSCODE_NEEDED = "a passcode is asked for"
    PASSCODE = "wrong passcode"
    KEY_LOCKED = "the access key is locked"
    USER_LOCKED = "the user is locked"
    CLOCK = "this host's clock is off"
    ENDED = "the token or the temporary key has ended"
    NOT_ALLOWED = "the user may not sign in here"
    OTHER = "refused"


class SignInRefused(Refused):
    """The cloud does not accept who we are, or how we prove it. It is never tried again by itself:
    wrong signatures lock a key, wrong passwords a user.
    """

    exit_code = 4

    def __init__(
        self,
        fault: SignInFault,
        *,
        status: int,
        code: str,
        message: str,
        request_id: str = "",
        remedy: str = "",
    ) -> None:
        super().__init__(
            status=status, code=code, message=message, request_id=request_id, remedy=remedy
        )
        self.fault = fault


class Unreachable(CloudError):
    """No answer came. `sent` is False only when certainly no byte of the request left us."""

    exit_code = 4

    def __init__(self, what: str, *, sent: bool, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.sent = sent


class NotSignedIn(Unreachable):
    """Nothing was sent, because there is no sign-in to send it with.

    An earlier refusal stands until a person tries again, or nobody gave the passcode.
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what, sent=False, remedy=remedy)


class Unreadable(CloudError):
    """The answer was a success by its status, but not what the API promises.

    Nobody can tell from it whether the service saw the request.
    """

    def __init__(self, what: str, *, status: int, request_id: str = "", remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.status = status
        self.request_id = request_id


class Intercepted(Unreadable):
    """A page that is not the cloud's answered in its place: a login page of the network, mostly."""

    exit_code = 4
