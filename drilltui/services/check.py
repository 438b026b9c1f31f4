"""One check of a credential: the smallest read calls, and what each of them proved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from drilltui.domain.credential import AccessKey, Credential
from drilltui.domain.errors import (
    CloudError,
    DrilltuiError,
    NotSignedIn,
    Refused,
    SignInRefused,
    Unreachable,
    Unreadable,
)
from drilltui.domain.finding import Finding
from drilltui.domain.language import tr
from drilltui.domain.ports import Cloud, Person
from drilltui.domain.profile import Profile
from drilltui.domain.project import Project
from drilltui.domain.skew import skew_finding
from drilltui.domain.verdict import Verdict

OpenCloud: TypeAlias = Callable[[Profile, Credential, Person], Awaitable[Cloud]]
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


class Check:
    """Looks at one thing after the other, and stops at the first that is not so."""

    def __init__(
        self, open_cloud: OpenCloud, profile: Profile, credential: Credential, person: Person
    ) -> None:
        self._open_cloud = open_cloud
        self._profile = profile
        self._credential = credential
        self._person = person
        self._findings: list[Finding] = []
        self._step = "values"
        # What is proven once the cloud has accepted it.
        self._proven = "signature" if isinstance(credential, AccessKey) else "password"

    async def run(self) -> Proof:
        """Return what was proven. After a call that refuses the credential none is sent."""
        try:
            projects = () if self._profile.project_id else await self.projects()
            if not self._profile.project_id:
                if len(projects) > 1:
                    return self._undecided(projects)
                self._take(projects)
            await self._permission()
        except DrilltuiError as error:
            return self._stopped(error)
        return Proof(self._profile, tuple(self._findings))

    async def projects(self) -> tuple[Project, ...]:
        """Read the projects of the profile's region: the main one and its sub-projects."""
        async with self._cloud("project") as cloud:
            try:
                found = await cloud.projects()
            except Refused as error:
                raise error if _unknown(error) else _unlistable(error) from error
        return tuple(one for one in found if one.enabled and _is_in(one, self._profile.region))

    def _take(self, projects: tuple[Project, ...]) -> None:
        if not projects:
            raise no_project(self._profile)
        self._profile = replace(self._profile, project_id=projects[0].id)
        self._add("project", Verdict.OK, tr("{name}, found by the region", name=projects[0].name))

    async def _permission(self) -> None:
        async with self._cloud("permission") as cloud:
            await cloud.look()
        self._add("permission", Verdict.OK, tr("may list protection groups"))

    @asynccontextmanager
    async def _cloud(self, step: str) -> AsyncIterator[Cloud]:
        """Give a cloud for one step; note its clock, and that it knows us if it does."""
        cloud = await self._open_cloud(self._profile, self._credential, self._person)
        self._step = step
        try:
            yield cloud
        except Refused as error:
            self._note(cloud, known=not _unknown(error))
            raise
        except CloudError:
            self._note(cloud, known=False)
            raise
        else:
            self._note(cloud, known=True)
        finally:
            await cloud.close()

    def _note(self, cloud: Cloud, *, known: bool) -> None:
        if cloud.skew is not None and not self._has("clock"):
            self._findings.append(skew_finding(cloud.skew))
        if known and not self._has(self._proven):
            self._add(self._proven, Verdict.OK, tr("accepted"))

    def _undecided(self, projects: tuple[Project, ...]) -> Proof:
        seen = tr(
            "{count} projects in {region}: choose one",
            count=len(projects),
            region=self._profile.region,
        )
        self._add("project", Verdict.WARN, seen)
        return Proof(self._profile, tuple(self._findings), projects)

    def _stopped(self, error: DrilltuiError) -> Proof:
        code = error.code if isinstance(error, Refused) else ""
        subject = self._subject(error)
        self._findings.append(Finding(subject, Verdict.STOP, error.what, error.remedy, code))
        return Proof(self._profile, tuple(self._findings), error=error)

    def _subject(self, error: DrilltuiError) -> str:
        if isinstance(error, SignInRefused | NotSignedIn):
            return self._proven
        return "network" if isinstance(error, Unreachable | Unreadable) else self._step

    def _has(self, subject: str) -> bool:
        return any(finding.subject == subject for finding in self._findings)

    def _add(self, subject: str, verdict: Verdict, seen: str) -> None:
        self._findings.append(Finding(subject, verdict, seen))


def no_project(profile: Profile) -> CloudError:
    """Return what is wrong when the user has no project in the region of `profile`."""
    return CloudError(
        tr("This user has no project in the region {region}.", region=profile.region),
        tr("Check the region, or give the project id if you know it."),
    )


def _is_in(project: Project, region: str) -> bool:
    """A region's main project is named like it, a sub-project begins so (IAM API, projects)."""
    return project.name == region or project.name.startswith(f"{region}_")


def _unknown(error: Refused) -> bool:
    """Whether `error` leaves open if the cloud knows who asks: the gateway's own, or a 5xx."""
    return (
        isinstance(error, SignInRefused)
        or error.status >= 500
        or error.code.upper().startswith("APIG")
    )


def _unlistable(error: Refused) -> Refused:
    return Refused(
        status=error.status,
        code=error.code,
        message=error.message,
        request_id=error.request_id,
        remedy=tr(
            "This user may not list projects: give the project id (console: My Credentials)."
        ),
    )
