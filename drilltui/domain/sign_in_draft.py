"""What a person has typed to sign in, as far as it goes: judged, and made a profile and its secret.

A draft holds secrets as `Secret` only. What is left empty of the secret part may be found elsewhere
(the environment, a keyring): `found` is that credential, None when there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from drilltui.domain import sign_in_field as rules
from drilltui.domain.credential import AccessKey, Credential, Login
from drilltui.domain.field import Problem
from drilltui.domain.language import marked, tr
from drilltui.domain.profile import AuthMethod, Profile
from drilltui.domain.secret import Secret

NOTHING = Secret("")


class Method(Enum):
    """The ways to sign in, as a person is asked."""

    KEY = "access key"
    PASSWORD = "password"
    PASSCODE = "password and passcode"

    @classmethod
    def of(cls, profile: Profile) -> Method:
        """Return how `profile` signs in."""
        if profile.auth is AuthMethod.AKSK:
            return cls.KEY
        return cls.PASSCODE if profile.passcode else cls.PASSWORD


@dataclass(frozen=True, slots=True)
class SignInDraft:
    """The fields by their names; those of the other methods are of no account."""

    name: str = ""
    region: str = ""
    method: Method = Method.KEY
    ak: str = ""
    sk: Secret = NOTHING
    security_token: Secret = NOTHING
    user: str = ""
    domain: str = ""
    password: Secret = NOTHING
    user_id: str = ""
    project_id: str = ""
    ca_file: str = ""

    def problems(self, found: Credential | None) -> dict[str, Problem]:
        """Return what keeps this from being checked, by field, in the order of the fields."""
        judged = {
            "name": rules.profile_name_problem(self.name),
            "region": rules.region_problem(self.region),
            **dict(self._judged(found)),
            "project_id": rules.project_id_problem(self.project_id),
            "ca_file": rules.ca_file_problem(self.ca_file.strip()),
        }
        return {field: problem for field, problem in judged.items() if problem}

    def _judged(self, found: Credential | None) -> Iterator[tuple[str, Problem | None]]:
        """Yield what is wrong with the fields of the method."""
        if self.method is Method.KEY:
            yield from self._judged_key(found if isinstance(found, AccessKey) else None)
            return
        yield "user", rules.user_problem(self.user)
        yield "domain", rules.domain_problem(self.domain)
        if self.password or not self._password_in(found):
            yield "password", rules.password_problem(self.password.reveal())
        if self.method is Method.PASSCODE:
            yield "user_id", rules.user_id_problem(self.user_id)

    def _judged_key(self, found: AccessKey | None) -> Iterator[tuple[str, Problem | None]]:
        if self._completed_by(found):
            return
        yield "ak", rules.access_key_problem(self.ak)
        if found and self.ak and not self.sk:
            yield "sk", Problem(tr("the secret key is needed: what is there is of another key"), "")
        else:
            yield "sk", rules.key_problem(self.sk.reveal(), marked("secret key"))
        if self.security_token:
            token = self.security_token.reveal()
            yield "security_token", rules.key_problem(token, marked("security token"))

    def _completed_by(self, found: AccessKey | None) -> bool:
        """Whether `found` has what is left empty: never the secret of one key for another."""
        typed = self.sk or self.security_token
        return found is not None and not typed and self.ak in ("", found.ak)

    def _password_in(self, found: Credential | None) -> Secret:
        """Return the password that `found` has for whom is typed: never that of somebody else."""
        if isinstance(found, Login) and (found.user, found.domain) == self._whose:
            return found.password
        return NOTHING

    @property
    def _whose(self) -> tuple[str, str]:
        return self.user.strip(), self.domain.strip()

    def credential(self, found: Credential | None) -> Credential:
        """Return what was typed, completed by `found`. It serves when there are no `problems`."""
        if self.method is Method.KEY:
            if isinstance(found, AccessKey) and self._completed_by(found):
                return found
            return AccessKey(self.ak, self.sk, self.security_token or None)
        user, domain = self._whose
        return Login(
            user=user,
            domain=domain,
            password=self.password or self._password_in(found),
            user_id=self.user_id if self.method is Method.PASSCODE else "",
            passcode=self.method is Method.PASSCODE,
        )

    def profile(self, base: Profile | None) -> Profile:
        """Return the profile that was typed; what cannot be typed here stays as `base` has it.

        In another region, or under another name, the cloud and the addresses are found anew: they
        are not seen here, and would take the requests of this place to the one before.
        """
        before = base or Profile(self.name)
        key = self.method is Method.KEY
        stays = (self.name, self.region) == (before.name, before.region)
        user, domain = ("", "") if key else self._whose
        return replace(
            before,
            name=self.name,
            region=self.region,
            cloud=before.cloud if stays else "",
            auth=AuthMethod.AKSK if key else AuthMethod.PASSWORD,
            project_id=self.project_id,
            user=user,
            domain=domain,
            user_id=self.user_id if self.method is Method.PASSCODE else "",
            passcode=self.method is Method.PASSCODE,
            ca_file=self.ca_file.strip(),
            endpoints=before.endpoints if stays else {},
        )


def draft_of(profile: Profile) -> SignInDraft:
    """Return `profile` as a draft, without any secret."""
    return SignInDraft(
        name=profile.name,
        region=profile.region,
        method=Method.of(profile),
        user=profile.user,
        domain=profile.domain,
        user_id=profile.user_id,
        project_id=profile.project_id,
        ca_file=profile.ca_file,
    )
