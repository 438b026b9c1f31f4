"""Making one call: sign in for it where that is needed, send it, try again where that may help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from random import Random
from urllib.parse import urlsplit

from drilltui.cloud.answer import Answer
from drilltui.cloud.courier import Courier
from drilltui.cloud.gate import Gate
from drilltui.cloud.identity import Identity
from drilltui.cloud.proof import By, Proof
from drilltui.cloud.retry import Failure
from drilltui.domain.errors import (
    CloudError,
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    Unreachable,
)
from drilltui.domain.exchange import PlannedRequest
from drilltui.domain.ports import Clock


class Caller:
    """Makes calls in the name of `identity`, as far as `gate` lets them through.

    Raises `CloudError`: Refused for an answer that says no, Unreachable for none, Unreadable for
    one that is not what the API promises. Raises ReadOnly for a call that may change something,
    when `courier` carries reads only.
    """

    def __init__(
        self, courier: Courier, identity: Identity, gate: Gate, *, clock: Clock, chance: Random
    ) -> None:
        self._courier = courier
        self._identity = identity
        self._gate = gate
        self._clock = clock
        self._chance = chance

    @property
    def skew(self) -> timedelta | None:
        """How far the cloud's clock was ahead of ours in its newest answer."""
        return self._courier.skew

    def try_again(self) -> None:
        """Let a person have another try after a refused sign-in."""
        self._gate.try_again()

    async def read(self, url: str, *, identity: Identity | None = None) -> Answer:
        """GET `url`, again where that may help. `identity` replaces the usual one."""
        planned = PlannedRequest("GET", url)
        for attempt in count(1):
            outcome = await self._call(planned, identity or self._identity, attempt)
            if isinstance(outcome, Answer):
                return outcome
            delay = self._courier.retry.delay(outcome, attempt, self._chance)
            if delay is None:
                raise outcome.error
            await self._clock.sleep(delay)
        raise AssertionError("count() does not end")

    async def change(self, planned: PlannedRequest) -> Answer:
        """Send `planned`, byte for byte, at most once.

        A token that the gateway refuses is replaced and `planned` sent with the new one: that
        refusal proves that nothing was carried out.
        """
        outcome = await self._call(planned, self._identity, 1)
        if isinstance(outcome, Failure):
            raise _not_sent(outcome.error) if outcome.unsent else outcome.error
        return outcome

    async def _call(self, planned: PlannedRequest, who: Identity, attempt: int) -> Answer | Failure:
        self._gate.check()
        host = urlsplit(planned.url).netloc
        proof = await self._proven(host, await who.proof())
        if isinstance(proof, Failure):
            return proof
        async with self._gate.turn(host) as missed:
            if missed:
                return missed
            outcome = await self._courier.carry(planned, proof, attempt)
            if not _token_refused(outcome, proof):
                self._gate.heard(host, outcome)
                return outcome
        return await self._once_more(planned, who, proof, attempt)

    async def _once_more(
        self, planned: PlannedRequest, who: Identity, refused: Proof, attempt: int
    ) -> Answer | Failure:
        """Send a request again with another token, and take what comes of it."""
        host = urlsplit(planned.url).netloc
        proof = await self._proven(host, await who.renewed(refused) or refused)
        if isinstance(proof, Failure):
            return proof
        outcome = await self._courier.carry(planned, proof, attempt + 1)
        if _token_refused(outcome, proof):
            outcome = _of_no_use(outcome)
        self._gate.heard(host, outcome)
        return outcome

    async def _proven(self, host: str, proof: Proof | Failure) -> Proof | Failure:
        """Tell the gate what came of signing in; a token means that IAM has accepted us."""
        if isinstance(proof, Failure):
            self._gate.heard(host, proof)
            return replace(proof, unsent=True)
        if proof.by is By.TOKEN:
            self._gate.accept()
        return proof


def _token_refused(outcome: Answer | Failure, proof: Proof) -> bool:
    error = outcome.error if isinstance(outcome, Failure) else None
    return proof.by is By.TOKEN and isinstance(error, SignInRefused)


def _of_no_use(outcome: Answer | Failure) -> Answer | Failure:
    """Say of a second refusal in a row that the token was a new one."""
    if isinstance(outcome, Failure) and isinstance(outcome.error, SignInRefused):
        error = outcome.error
        fresh = SignInRefused(
            SignInFault.OTHER,
            status=error.status,
            code=error.code,
            message=error.message,
            request_id=error.request_id,
            remedy="IAM gave a new token and it is refused here: check region and endpoints.",
        )
        return replace(outcome, error=fresh)
    return outcome


def _not_sent(error: CloudError) -> CloudError:
    """Say of a failed sign-in what it means for a change: the change itself was never sent."""
    if isinstance(error, NotSignedIn) or (isinstance(error, Refused) and error.status < 500):
        return error
    unsent = Unreachable(error.what, sent=False, remedy=error.remedy)
    unsent.__cause__ = error
    return unsent
