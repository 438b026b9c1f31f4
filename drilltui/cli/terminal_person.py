"""The person at the terminal of a command without screens: `domain.ports.Person`."""

from __future__ import annotations

from drilltui.cli import prompt
from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.errors import ConfigError, CredentialsNeeded, UsageError
from drilltui.domain.language import marked, tr
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret
from drilltui.domain.sign_in_field import key_problem, passcode_problem, password_problem

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable

    from drilltui.domain.field import Problem

TRIES = 3
"""How often something that cannot be right is asked for again, before anything is sent."""


WITHOUT_A_PERSON = marked(
    "Start it on a terminal, give the secrets with --secret-fd or the "
    "environment, or keep them: 'drilltui credentials set'."
)
"""What helps where nobody can be asked."""


class TerminalPerson:
    """Answers what only a person knows, if there is one.

    `in_vain` tells whether a passcode was wanted while nobody could be asked.
    """

    def __init__(self) -> None:
        self.there = prompt.somebody_there()
        self.in_vain = False

    async def passcode(self, user: str, why: str) -> Secret | None:
        """Ask for the six digits. The event loop stands still meanwhile: there is only this."""
        if not self.there:
            self.in_vain = True
            return None
        for _ in range(TRIES):
            typed = prompt.hidden(tr("{why} Passcode of {user}: ", why=why, user=user))
            if typed is None or not typed:
                return None
            digits = Secret(typed.reveal().replace(" ", ""))
            if not (problem := passcode_problem(digits.reveal())):
                return digits
            prompt.tell(tr("Not a passcode: {problem}.", problem=problem.text))
        return None

    def credential(self, profile: Profile) -> Credential:
        """Ask for what `profile` signs in with.

        Raises CredentialsNeeded when nobody can be asked or nothing is typed, ConfigError when the
        profile does not say whose password it is, UsageError for what cannot be a key.
        """
        if not self.there:
            raise CredentialsNeeded(
                tr(
                    "The profile {profile} needs {wanted}, and standard input is no "
                    "terminal to ask on.",
                    profile=profile.name,
                    wanted=_wanted(profile),
                ),
                tr(WITHOUT_A_PERSON),
                profile=profile.name,
            )
        if profile.auth is AuthMethod.PASSWORD:
            return self._login(profile)
        return self._access_key(profile)

    def _login(self, profile: Profile) -> Login:
        if not (profile.user and profile.domain):
            raise ConfigError(
                tr(
                    "The profile {profile} does not say whose password it signs in with.",
                    profile=profile.name,
                ),
                tr("Give it a user and a domain (the account's name)."),
            )
        question = tr(
            "Password of {user} (account {domain}): ", user=profile.user, domain=profile.domain
        )
        password = _asked(profile, lambda: prompt.hidden(question), password_problem)
        return Login(profile.user, profile.domain, password, profile.user_id, profile.passcode)

    def _access_key(self, profile: Profile) -> AccessKey:
        ak = _asked(profile, lambda: _key_id(profile), lambda ak: key_problem(ak, "access key"))
        sk = _asked(
            profile, lambda: _key(tr("Secret key (SK): ")), lambda sk: key_problem(sk, "key")
        )
        token = _key(tr("Security token (of a temporary key; Enter: none): "))
        if token and (problem := key_problem(token.reveal(), "security token")):
            raise UsageError(
                tr("This is no security token: {problem}.", problem=problem.text),
                tr("Nothing was sent."),
            )
        return AccessKey(ak.reveal(), sk, token or None)


def _asked(
    profile: Profile, ask: Callable[[], Secret | None], judge: Callable[[str], Problem | None]
) -> Secret:
    """Ask until the answer can be right, a few times. CredentialsNeeded when there is none."""
    for _ in range(TRIES):
        typed = ask()
        if not typed:
            break
        if not (problem := judge(typed.reveal())):
            return typed
        prompt.tell(tr("Not this: {problem}.", problem=problem.text))
    raise CredentialsNeeded(
        tr(
            "The profile {profile} needs {wanted}, and none was given.",
            profile=profile.name,
            wanted=_wanted(profile),
        ),
        tr(WITHOUT_A_PERSON),
        profile=profile.name,
    )


def _key(question: str) -> Secret | None:
    """Ask for a key unseen. Pasting brings blanks along, and no key has any."""
    typed = prompt.hidden(question)
    return Secret(typed.reveal().strip()) if typed else typed


def _key_id(profile: Profile) -> Secret | None:
    """Ask for an AK, which is a name and may be seen."""
    typed = prompt.shown(tr("Access key (AK) of {name}: ", name=profile.name))
    return Secret(typed) if typed else None


def _wanted(profile: Profile) -> str:
    return tr("a password") if profile.auth is AuthMethod.PASSWORD else tr("an access key")
