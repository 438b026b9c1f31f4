"""Who we are to the cloud: what a request is given to prove it, and what after a refusal."""

from __future__ import annotations

from typing import Protocol

from drilltui.cloud.proof import Proof
from drilltui.cloud.retry import Failure


class Identity(Protocol):
    """Gives a proof for each request."""

    async def proof(self) -> Proof | Failure:
        """Return what proves who sends a request, or why there is nothing to prove it with."""
        ...

    async def renewed(self, refused: Proof) -> Proof | Failure | None:
        """Return another proof in place of one that was refused, None when there is no other."""
        ...

    def drop(self, refused: Proof) -> None:
        """Forget a proof that was refused: whatever is sent next gets another one."""
        ...

    def try_again(self) -> None:
        """Let a person have another try after a refusal that stands."""
        ...


class KeyIdentity:
    """An access key: one proof, which signs each request anew."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof

    async def proof(self) -> Proof:
        """Return the key's proof."""
        return self._proof

    async def renewed(self, refused: Proof) -> None:
        """A key that was refused is not tried again: wrong signatures lock it."""

    def drop(self, refused: Proof) -> None:
        """There is no other key to take in its place."""

    def try_again(self) -> None:
        """Nothing to do: a key is proven by each request, and the gate keeps its refusals."""
