"""Signing in for the first time: check what was typed, say what that proved, then keep it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from drilltui.domain.credential import AccessKey, Credential
from drilltui.domain.errors import CloudError, DrilltuiError, Refused, SignInRefused, UsageError
from drilltui.domain.finding import Finding
from drilltui.domain.ports import Cloud, Person, Profiles, Vault
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.skew import skew_finding
from drilltui.domain.verdict import Verdict
from drilltui.services.credentials import Credentials

OpenCloud: TypeAlias = Callable[[Profile, Credential, Person], Cloud]
"""Opens the cloud of a profile and sends nothing yet. UsageError for a value that can be none.

Clouds that are opened for the same login in one run share its tokens: a passcode serves once.
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check proved, step by step, and what it found out.

    `profile` is the one that was checked, with what was found filled in. `projects` are those of
    its region when there is more than one and none was said: a person chooses, and checks again.
    `error` is what ended the check early; the last of the `findings` says it too.
    """

    profile: Profile
    findings: tuple[Finding, ...]
    projects: tuple[Project, ...] = ()
    error: DrilltuiError | None = None

    @property
    def complete(self) -> bool:
        """True when everything was proven that working with this profile needs."""
        return self.error is None and not self.projects


class SignIn:
    """Checks a credential against the cloud, and keeps it once a person says so."""

    def __init__(self, open_cloud: OpenCloud, credentials: Credentials, profiles: Profiles) -> None:
        self._open_cloud = open_cloud
        self.credentials = credentials
        self.profiles = profiles

    async def check(self, profile: Profile, credential: Credential, person: Person) -> Proof:
        """Do the smallest read calls and say what they proved: nothing is kept.

        After one that refuses the credential nothing more is sent.
        """
        findings: list[Finding] = []
        try:
            return await self._check(profile, credential, person, findings)
        except DrilltuiError as error:
            subject = _subject(error, credential, findings)
            findings.append(Finding(subject, Verdict.STOP, error.what, error.remedy))
            return Proof(profile, tuple(findings), error=error)

    async def _check(
        self, profile: Profile, credential: Credential, person: Person, findings: list[Finding]
    ) -> Proof:
        if not profile.project_id:
            projects = await self._projects(profile, credential, person, findings)
            if len(projects) != 1:
                return _undecided(profile, projects, findings)
            profile = replace(profile, project_id=projects[0].id)
            findings.append(Finding("project", Verdict.OK, f"{projects[0].name}, found by region"))
        cloud = self._open_cloud(profile, credential, person)
        try:
            await cloud.look()
        finally:
            _note_clock(cloud, findings)
            await cloud.close()
        if not any(finding.subject == _proven(credential) for finding in findings):
            findings.append(Finding(_proven(credential), Verdict.OK, "accepted"))
        findings.append(Finding("permission", Verdict.OK, "may list protection groups"))
        return Proof(profile, tuple(findings))

    async def placed(self, profile: Profile, credential: Credential, person: Person) -> Profile:
        """Return `profile` with its project's id, read from the cloud if it does not say one.

        Without a word of a person it is the region's main project, as the vendor's SDK takes it.
        Raises UsageError when there is no such project but others to choose from, CloudError when
        there is none at all or the cloud does not tell.
        """
        if profile.project_id:
            return profile
        projects = await self._projects(profile, credential, person, [])
        main = [project for project in projects if project.name == profile.region]
        if not projects:
            raise _no_project(profile)
        if len(main) != 1:
            listed = ", ".join(f"{project.name} ({project.id})" for project in projects)
            raise UsageError(
                f"The region {profile.region} has {len(projects)} projects: {listed}.",
                f"Say which one: project_id of the profile {profile.name}.",
            )
        return replace(profile, project_id=main[0].id)

    async def _projects(
        self, profile: Profile, credential: Credential, person: Person, findings: list[Finding]
    ) -> tuple[Project, ...]:
        """Read the projects of the profile's region: the main one and its sub-projects."""
        cloud = self._open_cloud(profile, credential, person)
        try:
            projects = await cloud.projects()
        except Refused as error:
            if isinstance(error, SignInRefused):
                raise
            findings.append(Finding(_proven(credential), Verdict.OK, "accepted"))
            raise _unlistable(error) from error
        finally:
            _note_clock(cloud, findings)
            await cloud.close()
        findings.append(Finding(_proven(credential), Verdict.OK, "accepted"))
        return tuple(one for one in projects if _is_in(one, profile.region) and one.enabled)

    async def keep(
        self, profile: Profile, credential: Credential, vault: Vault, *, default: bool
    ) -> None:
        """Keep the credential in `vault`, then write the profile.

        In this order: a profile without its secret would ask at every start. Raises VaultError or
        ConfigError.
        """
        await self.credentials.keep(profile, credential, vault)
        self.profiles.save(profile, default=default)


def _proven(credential: Credential) -> str:
    """Return what is proven once the cloud has accepted it."""
    return "signature" if isinstance(credential, AccessKey) else "password"


def _subject(error: DrilltuiError, credential: Credential, findings: list[Finding]) -> str:
    """Return which step an error ended."""
    if isinstance(error, SignInRefused):
        return _proven(credential)
    if any(finding.subject == "project" for finding in findings):
        return "permission" if isinstance(error, Refused) else "service"
    return "project" if isinstance(error, Refused) else "network"


def _note_clock(cloud: Cloud, findings: list[Finding]) -> None:
    known = any(finding.subject == "clock" for finding in findings)
    if not known and cloud.skew is not None:
        findings.append(skew_finding(cloud.skew))


def _is_in(project: Project, region: str) -> bool:
    """A region's main project is named like it, a sub-project begins so (IAM API, projects)."""
    return project.name == region or project.name.startswith(f"{region}_")


def _undecided(profile: Profile, projects: tuple[Project, ...], findings: list[Finding]) -> Proof:
    if projects:
        seen = f"{len(projects)} projects in {profile.region}: choose one"
        findings.append(Finding("project", Verdict.WARN, seen))
        return Proof(profile, tuple(findings), projects)
    error = _no_project(profile)
    findings.append(Finding("project", Verdict.STOP, error.what, error.remedy))
    return Proof(profile, tuple(findings), error=error)


def _no_project(profile: Profile) -> CloudError:
    return CloudError(
        f"This user has no project in the region {profile.region}.",
        "Check the region, or give the project id if you know it.",
    )


def _unlistable(error: Refused) -> Refused:
    return Refused(
        status=error.status,
        code=error.code,
        message=error.message,
        request_id=error.request_id,
        remedy="This user may not list projects: give the project id (console: My Credentials).",
    )
