"""Something to sign in with that another tool has set up on this host."""

from __future__ import annotations

from dataclasses import dataclass

from drilltui.domain.credential import Keepsake
from drilltui.domain.language import tr
from drilltui.domain.origin import Origin
from drilltui.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one place holds: a profile without secrets, and the secrets beside it.

    `source` is the place that holds the secrets. `remarks` are sentences: what is missing, what was
    left out, what is not safe there. A place that was found and could not be read is a candidate
    with nothing but remarks.
    """

    source: Origin
    profile: Profile
    keepsake: Keepsake
    remarks: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the secrets are enough to sign in with."""
        kept = self.keepsake
        return bool(kept.password or (kept.ak and kept.sk))

    def parts(self) -> tuple[str, ...]:
        """Return what is there in words, no secret among them: ``access key EXAM…0001``."""
        kept = self.keepsake
        named = (
            (tr("access key {key}", key=shortened(kept.ak)), kept.ak),
            (tr("secret key"), kept.sk),
            (tr("security token"), kept.security_token),
            (tr("password"), kept.password),
        )
        return tuple(words for words, value in named if value)


def shortened(ak: str) -> str:
    """Return enough of `ak` to tell keys apart: its ends. A short one shows nothing."""
    return f"{ak[:4]}…{ak[-4:]}" if len(ak) >= 12 else "…"
