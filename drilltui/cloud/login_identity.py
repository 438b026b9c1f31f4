"""A user with a password: proves itself with a token, and gets one when there is none."""

from __future__ import annotations

from datetime import timedelta

from drilltui.cloud.courier import Courier
from drilltui.cloud.proof import Proof
from drilltui.cloud.retry import Failure
from drilltui.cloud.token import Token, read_token
from drilltui.cloud.token_proof import TokenProof
from drilltui.cloud.token_request import PasswordProof, Scope, token_request
from drilltui.cloud.token_store import SharedToken, TokenKey, TokenStore
from drilltui.domain.credential import Login
from drilltui.domain.errors import (
    NotSignedIn,
    Refused,
    SignInFault,
    SignInRefused,
    Unreadable,
)
from drilltui.domain.language import marked, tr
from drilltui.domain.ports import Clock, Person
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_field import passcode_problem

MOST_PASSCODES = 3
"""How many passcodes are asked for in a row: IAM locks the user after some wrong ones."""

PAUSE = timedelta(minutes=1)
"""How long an early renewal that failed is left alone: the old token serves meanwhile."""

_WHY = marked("The account asks for the passcode of a virtual MFA device.")
_AGAIN = marked("That passcode was not accepted: each serves once, so wait for the next one.")


class LoginIdentity:
    """Gets tokens for `login` from the IAM at `endpoint`, and shares them through `store`.

    A token with little time left is replaced, once for all who wait; if that fails for reasons that
    pass, the old one serves until its end. `person` is asked for passcodes, None for nobody there.

    A refusal stands for all who share, until a person tries again; making a new identity is such a
    try, since that is what a person does who signs in anew.
    """

    def __init__(
        self,
        courier: Courier,
        login: Login,
        *,
        endpoint: str,
        scope: Scope,
        store: TokenStore,
        clock: Clock,
        person: Person | None = None,
    ) -> None:
        self._courier = courier
        self._login = login
        self._endpoint = endpoint
        self._scope = scope
        self._store = store
        self._clock = clock
        self._person = person
        self._forgiven = self._shared().refusal

    async def proof(self) -> Proof | Failure:
        """Return a proof with a token that lasts yet."""
        shared = self._shared()
        if token := shared.usable(self._clock.now()):
            return TokenProof(token)
        if shared.refusal is not None and shared.refusal is not self._forgiven:
            return shared.refusal
        outcome = await shared.flight.join(lambda: self._renew(shared))
        return TokenProof(outcome) if isinstance(outcome, Token) else outcome

    async def renewed(self, refused: Proof) -> Proof | Failure | None:
        """Return a proof with another token than the one that was refused."""
        if not isinstance(refused, TokenProof):
            return None
        self.drop(refused)
        return await self.proof()

    def drop(self, refused: Proof) -> None:
        """Forget the token that was refused."""
        if isinstance(refused, TokenProof):
            self._shared().drop(refused.token)

    def try_again(self) -> None:
        """Let a refusal that stands keep nothing back any more."""
        self._forgiven = self._shared().refusal

    def _key(self, scope: Scope) -> TokenKey:
        login = self._login
        return TokenKey(self._endpoint, login.user, login.domain, login.password, scope)

    def _shared(self) -> SharedToken:
        return self._store.shared(self._key(self._scope))

    async def _renew(self, shared: SharedToken) -> Token | Failure:
        outcome = await self._issue(shared)
        if isinstance(outcome, Failure):
            if old := self._old(shared, outcome):
                return old
            stands = isinstance(outcome.error, SignInRefused | NotSignedIn)
            shared.refusal = outcome if stands else None
            return outcome
        shared.token, shared.not_before, shared.refusal = outcome, None, None
        shared.user_id = outcome.user_id or shared.user_id
        if outcome.project_id:
            self._store.also(self._key(Scope(project_id=outcome.project_id)), shared)
        return outcome

    def _old(self, shared: SharedToken, failure: Failure) -> Token | None:
        """Return the old token while it lasts, unless it is us whom IAM does not take any more."""
        token, now = shared.token, self._clock.now()
        if token is None or now >= token.ends or isinstance(failure.error, SignInRefused):
            return None
        # Somebody who gave no passcode is asked again at the end, not every minute.
        declined = isinstance(failure.error, NotSignedIn)
        shared.not_before = token.ends if declined else now + PAUSE
        return token

    async def _issue(self, shared: SharedToken) -> Token | Failure:
        """Ask IAM; with a passcode at once where that is known, else when it says so."""
        user_id = self._login.user_id or shared.user_id
        if not (user_id and (self._login.passcode or shared.passcode_needed)):
            outcome = await self._ask()
            if _fault(outcome) is not SignInFault.PASSCODE_NEEDED or not user_id:
                return outcome
        shared.passcode_needed = True
        return await self._issue_with_passcode(user_id)

    async def _issue_with_passcode(self, user_id: str) -> Token | Failure:
        why = tr(_WHY)
        outcome: Token | Failure = _no_passcode(tr("No passcode was given that could be one."))
        for _ in range(MOST_PASSCODES):
            passcode = await self._given(why)
            if passcode is None:
                return _no_passcode(tr("Signing in needs a passcode, and none was given."))
            if problem := passcode_problem(passcode.reveal()):
                why = tr("A passcode has six digits ({why}).", why=problem.text)
                continue
            outcome = await self._ask(user_id, passcode)
            if _fault(outcome) is not SignInFault.PASSCODE:
                return _used(outcome)
            why = tr(_AGAIN)
        return outcome

    async def _given(self, why: str) -> Secret | None:
        """Ask the person."""
        given = await self._person.passcode(self._login.user, why) if self._person else None
        return None if given is None else Secret(given.reveal().strip())

    async def _ask(self, user_id: str = "", passcode: Secret | None = None) -> Token | Failure:
        """Send one request for a token."""
        planned = token_request(self._endpoint, self._login, self._scope, user_id)
        proof = PasswordProof(self._login, self._scope, user_id, passcode)
        outcome = await self._courier.carry(planned, proof, 1)
        if isinstance(outcome, Failure):
            return _about_the_project(outcome, self._scope)
        try:
            return read_token(outcome, self._clock.now())
        except Unreadable as error:
            return Failure(error)


def _fault(outcome: Token | Failure) -> SignInFault | None:
    error = outcome.error if isinstance(outcome, Failure) else None
    return error.fault if isinstance(error, SignInRefused) else None


def _no_passcode(what: str) -> Failure:
    return Failure(NotSignedIn(what, remedy=tr("Try again when you have the device at hand.")))


def _used(outcome: Token | Failure) -> Token | Failure:
    """Keep a passcode that met trouble on its way from being sent or asked for by itself."""
    if isinstance(outcome, Token) or isinstance(outcome.error, SignInRefused):
        return outcome
    what = tr("{error} The passcode is spent.", error=outcome.error.what)
    error = NotSignedIn(what, remedy=outcome.error.remedy)
    error.__cause__ = outcome.error
    return Failure(error)


def _about_the_project(failure: Failure, scope: Scope) -> Failure:
    """Say which project IAM does not know."""
    error = failure.error
    if isinstance(error, Refused) and error.status == 404 and not error.remedy:
        named = scope.project_id or scope.name
        error.remedy = tr("Check region and project: this user does not reach {name}.", name=named)
    return failure
