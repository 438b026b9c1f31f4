"""Signing in: check what was typed, keep it once it was proven, find the project of a profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drilltui.domain.credential import Credential
from drilltui.domain.errors import CloudError
from drilltui.domain.language import tr
from drilltui.domain.ports import Person, Profiles, Vault
from drilltui.domain.profile import Profile
from drilltui.domain.verdict import Verdict
from drilltui.services.check import Check, OpenCloud, Proof, no_project
from drilltui.services.credentials import Credentials


class SignIn:
    """Checks a credential against the cloud, and keeps it once a person says so.

    `complete` adds to a profile what environment and options of this run say, as sessions use it.
    """

    def __init__(
        self,
        open_cloud: OpenCloud,
        credentials: Credentials,
        profiles: Profiles,
        complete: Callable[[Profile], Profile] = lambda profile: profile,
    ) -> None:
        self._open_cloud = open_cloud
        self._complete = complete
        self.credentials = credentials
        self.profiles = profiles

    async def check(self, profile: Profile, credential: Credential, person: Person) -> Proof:
        """Do the smallest read calls and say what they proved; nothing is kept.

        They go where a session of `profile` goes. The profile of the proof is `profile` all the
        same, with its project if that was found: what this run adds is not for the file.
        """
        whole = self._complete(profile)
        proof = await Check(self._open_cloud, whole, credential, person).run()
        if whole.project_id:
            return replace(proof, profile=profile)
        return replace(proof, profile=replace(profile, project_id=proof.profile.project_id))

    async def check_as_usual(
        self, profile: Profile, credential: Credential, person: Person
    ) -> Proof:
        """Check as a session without a person would have it: of several projects, in the main one.

        Raises what `placed` does when it takes a person to choose.
        """
        proof = await self.check(profile, credential, person)
        if not proof.projects:
            return proof
        placed = await self.placed(self._complete(profile), credential, person)
        remedy = tr("Without project_id it is the main one, {project}.", project=placed.project_id)
        first = [
            replace(one, remedy=remedy) if one.subject == "project" else one
            for one in proof.findings
        ]
        told = {one.subject for one in first}
        second = await self.check(
            replace(profile, project_id=placed.project_id), credential, person
        )
        rest = (
            one for one in second.findings if one.subject not in told or one.verdict is Verdict.STOP
        )
        return replace(second, findings=(*first, *rest))

    async def placed(self, profile: Profile, credential: Credential, person: Person) -> Profile:
        """Return `profile` with its project's id, read from the cloud if it does not say one.

        Without a word of a person it is the region's main project, as the vendor's SDK takes it.
        Raises CloudError when there is no such project, be it that a person has to choose from
        others (the command was right, and the cloud was asked: exit 1), or the cloud does not tell.
        """
        if profile.project_id:
            return profile
        projects = await Check(self._open_cloud, profile, credential, person).projects()
        if not projects:
            raise no_project(profile)
        main = [project for project in projects if project.name == profile.region]
        if len(main) != 1:
            listed = tr(", ").join(f"{project.name} ({project.id})" for project in projects)
            raise CloudError(
                tr(
                    "The region {region} has {count} projects: {projects}.",
                    region=profile.region,
                    count=len(projects),
                    projects=listed,
                ),
                tr("Say which one: project_id of the profile {profile}.", profile=profile.name),
            )
        return replace(profile, project_id=main[0].id)

    async def keep(
        self, profile: Profile, credential: Credential, vault: Vault, *, default: bool
    ) -> tuple[str, ...]:
        """Keep the credential in `vault`, then write the profile; return what else to tell.

        In this order: a profile without its secret would ask at every start. Raises VaultError,
        ConfigError or DiskError; then the vault has what it had before.
        """

        def save() -> None:
            self.profiles.save(profile, default=default)

        return await self.credentials.keep(profile, credential, vault, save)
