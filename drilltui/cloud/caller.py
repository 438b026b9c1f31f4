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
from drilltui.cloud.read_only import READS
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
from drilltui.domain.language import tr
from drilltui.domain.ports import Clock

_STOPPED_BEFORE_SERVICES = frozenset({"APIGW.0301", "APIGW.0307"})
"""Codes by which the gateway says that it let nothing through (gateway error codes, 401)."""


class Caller:
    """Makes calls in the name of `identity`, as far as `gate` lets them through.

    Raises `CloudError`: Refused for an answer that says no, Unreachable for none, Unreadable for
    one that is not what the API promises. Raises ReadOnly for a call that may change something,
    when `courier` carries reads only. `tries` is how often a read is sent at most, None for as
    often as the courier's `retry` says.
    """

    def __init__(
        self,
        courier: Courier,
        identity: Identity,
        gate: Gate,
        *,
        clock: Clock,
        chance: Random,
        tries: int | None = None,
    ) -> None:
        self._courier = courier
        self._identity = identity
        self._gate = gate
        self._clock = clock
        self._chance = chance
        self._tries = tries

    def once(self) -> Caller:
        """Return the same caller, but each read is sent once: what fails is told at once."""
        return Caller(
            self._courier, self._identity, self._gate,
            clock=self._clock, chance=self._chance, tries=1,
        )  # fmt: skip

    @property
    def skew(self) -> timedelta | None:
        """How far the cloud's clock was ahead of ours in its newest answer."""
        return self._courier.skew

    def try_again(self) -> None:
        """Let a person have another try after a refused sign-in."""
        self._gate.try_again()
        self._identity.try_again()

    async def read(
        self, url: str, *, identity: Identity | None = None, aside: bool = False
    ) -> Answer:
        """GET `url`, again where that may help. `identity` replaces the usual one.

        What is read `aside` is no reason to stop: who does not take us for it, without finding
        fault with the key, is asked for everything else as before.
        """
        planned = PlannedRequest("GET", url)
        for attempt in count(1):
            outcome = await self._call(planned, identity or self._identity, attempt, aside=aside)
            if isinstance(outcome, Answer):
                return outcome
            delay = self._courier.retry.delay(outcome, attempt, self._chance)
            if delay is None or attempt == self._tries:
                raise outcome.error
            await self._clock.sleep(delay)
        raise AssertionError("count() does not end")

    async def change(self, planned: PlannedRequest) -> Answer:
        """Send `planned`, byte for byte, at most once.

        A token that the gateway refuses is replaced and `planned` sent with the new one, because
        nothing has come through the gateway then. A 401 of anybody else proves less: it is told
        at once, and a new token is got for what comes after it.
        """
        outcome = await self._call(planned, self._identity, 1)
        if isinstance(outcome, Failure):
            raise _not_sent(outcome.error) if outcome.unsent else outcome.error
        return outcome

    async def _call(
        self, planned: PlannedRequest, who: Identity, attempt: int, *, aside: bool = False
    ) -> Answer | Failure:
        host = urlsplit(planned.url).netloc
        self._gate.check(host)
        proof = await self._proven(host, await who.proof())
        if isinstance(proof, Failure):
            return proof
        async with self._gate.turn(host) as missed:
            if missed:
                return missed
            outcome = await self._courier.carry(planned, proof, attempt)
            refused = _token_refused(outcome, proof)
            if refused is None:
                self._heard(host, outcome, aside)
                return outcome
        if planned.method not in READS and refused.code not in _STOPPED_BEFORE_SERVICES:
            # Told at once: who waits for a new token, or a passcode, may never hear of it.
            who.drop(proof)
            refused.remedy = tr(
                "The sign-in is renewed now: look what has changed, then try again."
            )
            return outcome
        other = await self._proven(host, await who.renewed(proof) or proof)
        if isinstance(other, Failure):
            return other
        return await self._once_more(planned, other, attempt + 1, aside)

    def _heard(self, host: str, outcome: Answer | Failure, aside: bool) -> None:
        error = outcome.error if isinstance(outcome, Failure) else None
        if aside and isinstance(error, SignInRefused) and error.fault is SignInFault.OTHER:
            return
        self._gate.heard(host, outcome)

    async def _once_more(
        self, planned: PlannedRequest, proof: Proof, attempt: int, aside: bool
    ) -> Answer | Failure:
        """Send a request again with another token, and take what comes of it."""
        host = urlsplit(planned.url).netloc
        outcome = await self._courier.carry(planned, proof, attempt)
        if refused := _token_refused(outcome, proof):
            fresh = _of_no_use(refused)
            if not aside:
                self._gate.refused_at(host, fresh)
            return Failure(fresh)
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


def _token_refused(outcome: Answer | Failure, proof: Proof) -> SignInRefused | None:
    """Return the refusal of a token, None when `outcome` is none."""
    error = outcome.error if isinstance(outcome, Failure) else None
    return error if proof.by is By.TOKEN and isinstance(error, SignInRefused) else None


def _of_no_use(error: SignInRefused) -> SignInRefused:
    """Say of a second refusal in a row that the token was a new one."""
    return SignInRefused(
        SignInFault.OTHER,
        status=error.status,
        code=error.code,
        message=error.message,
        request_id=error.request_id,
        remedy=tr("IAM gave a new token and it is refused here: check region and endpoints."),
    )


def _not_sent(error: CloudError) -> CloudError:
    """Say of a failed sign-in what it means for a change: the change itself was never sent."""
    if isinstance(error, NotSignedIn) or (isinstance(error, Refused) and error.status < 500):
        error.unsent = True  # else it would read like a refusal of the change
        return error
    unsent = Unreachable(error.what, sent=False, remedy=error.remedy)
    unsent.__cause__ = error
    return unsent
