"""What a drill has left: what it is, what proves that the drill made it, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from drilltui.domain.event_data import day, moment, rows, text, texts
from drilltui.domain.json_value import JsonObject, JsonValue
from drilltui.domain.language import tr


class LeftoverKind(StrEnum):
    """What can stay after a drill. Values are written to disk: never change one, only add."""

    DRILL = "drill"
    SERVER = "server"
    VPC = "VPC"
    SUBNET = "subnet"
    SECURITY_GROUP = "security group"
    PUBLIC_IP = "elastic IP"
    VOLUME = "disk"
    SNAPSHOT = "snapshot"
    PORT = "port"


KINDS = {kind.value: kind for kind in LeftoverKind}
"""By their words, for what comes from a record."""


class Proof(StrEnum):
    """How sure it is that the drill made it. Never by a name alone."""

    RECORDED = "recorded"
    """The record has its id from the cloud's own answer, as made by or for this drill."""
    FITTING = "fitting"
    """Its parent and its time fit: a person has to look before anything is done to it."""
    CHOSEN = "chosen"
    """A person chose it for the drill: it was there before and is not the drill's to delete."""


_PROOFS = {proof.value: proof for proof in Proof}


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that is there and should not be, or whose staying has to be known.

    `evidence` says in a sentence what proves it to be of this drill; `remedy` what to do.
    `holds` names what else is in it, which keeps it from being deleted. `parent_id` is the VPC of a
    subnet, the server of a disk.
    """

    kind: LeftoverKind
    id: str
    name: str = ""
    detail: str = ""
    proof: Proof = Proof.RECORDED
    evidence: str = ""
    remedy: str = ""
    parent_id: str = ""
    created_at: datetime | None = None
    holds: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others: kind and id."""
        return (self.kind.value, self.id)

    @property
    def counts(self) -> bool:
        """False for what was there before the drill: it is shown, and nobody has to remove it."""
        return self.proof is not Proof.CHOSEN

    @property
    def called(self) -> str:
        """What to call it in a sentence: ``VPC vpc-drill-1``."""
        return tr("{kind} {name}", kind=tr(self.kind.value), name=self.name or self.id)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person lets leftovers be: which (kind and id), who, why, until when (None: for good)."""

    keys: frozenset[tuple[str, str]]
    by: str
    why: str
    at: datetime
    until: date | None = None

    def covers(self, leftover: Leftover, day: date) -> bool:
        """Whether `leftover` is accepted on `day`."""
        return leftover.key in self.keys and (self.until is None or day <= self.until)


def acceptance_of_record(data: JsonObject, at: datetime) -> Acceptance:
    """Return the acceptance that a record has kept."""
    keys = frozenset((text(row, "kind"), text(row, "id")) for row in rows(data, "items"))
    return Acceptance(keys, text(data, "by"), text(data, "why"), at, day(data, "until"))


class Cleanliness(StrEnum):
    """How a drill closes. Values are written to disk."""

    CLEAN = "clean"
    ACCEPTED = "clean with accepted leftovers"
    NOT_CLEAN = "not clean"


def record_of_leftover(leftover: Leftover) -> dict[str, JsonValue]:
    """Return what a record keeps of a leftover."""
    created_at = leftover.created_at
    return {
        "kind": leftover.kind.value,
        "id": leftover.id,
        "name": leftover.name,
        "detail": leftover.detail,
        "proof": leftover.proof.value,
        "evidence": leftover.evidence,
        "remedy": leftover.remedy,
        "parent_id": leftover.parent_id,
        "created_at": created_at.isoformat() if created_at else "",
        "holds": list(leftover.holds),
    }


def leftover_of_record(data: JsonObject) -> Leftover | None:
    """Return the leftover that a record has kept; None for a kind that this version does not know.

    Records of earlier versions tell kind, id, name and ``cidr`` only.
    """
    kind, id_ = KINDS.get(text(data, "kind")), text(data, "id")
    if kind is None or not id_:
        return None
    return Leftover(
        kind,
        id_,
        text(data, "name"),
        text(data, "detail") or text(data, "cidr"),
        # What an earlier version wrote says of no proof: somebody has to look.
        _PROOFS.get(text(data, "proof"), Proof.FITTING),
        text(data, "evidence"),
        text(data, "remedy"),
        text(data, "parent_id"),
        moment(data, "created_at"),
        texts(data, "holds") or (),
    )
