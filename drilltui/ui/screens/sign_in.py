"""Sign in: fields, a check that says what it proved, and only then a place to keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from drilltui.domain.errors import DrilltuiError, UsageError, VaultError
from drilltui.domain.language import tr
from drilltui.domain.sign_in_draft import Method, SignInDraft, draft_of
from drilltui.ui.journeys import EnterProfile
from drilltui.ui.keys import bindings
from drilltui.ui.line import Line, Role, Span, line
from drilltui.ui.present import sign_in as present
from drilltui.ui.present.fitted import fit
from drilltui.ui.screens.frame import Frame
from drilltui.ui.screens.sign_in_form import SignInForm
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.worker import Worker

    from drilltui.domain.credential import Credential
    from drilltui.domain.ports import Person, Vault
    from drilltui.domain.profile import Profile, ResolvedProfile
    from drilltui.services.check import Proof
    from drilltui.services.credentials import FoundCredential
    from drilltui.services.entrance import Entrance
    from drilltui.ui.desk import Desk

CHOICES = (Column("", 20, share=1, most=30), Column("", 32, share=2))

USUAL = "prod"
"""The name that is suggested for the first profile."""


class SignInScreen(Frame[None]):
    """Nothing is kept before a check has proved it, and no check is repeated by itself.

    `name` is the profile that is changed, empty for a new one; `why` is what led here.
    """

    SCOPE: ClassVar[str] = "sign_in"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCOPE)]
    AUTO_FOCUS: ClassVar[str | None] = ""  # what is typed ahead must not go into the first field

    CSS = """
    SignInScreen #column { height: 1fr; scrollbar-size: 0 0; }
    SignInScreen #why { margin: 0 1; }
    SignInScreen #proof { margin: 1 1 0 1; }
    SignInScreen #choice { display: none; height: auto; max-height: 6; }
    SignInScreen #choice.-on { display: block; }
    """

    def __init__(
        self, desk: Desk, entrance: Entrance, person: Person, name: str = "", why: str = ""
    ) -> None:
        super().__init__(desk, [tr("sign in"), name] if name else [tr("sign in")])
        self._entrance = entrance
        self._person = person
        self._why = why
        self._profile_name = name
        known = entrance.configuration().profiles
        # What the environment and the options of this run say must not be written into the file.
        filed = entrance.sign_in.profiles.load().profiles
        self._filed: Mapping[str, ResolvedProfile] = {**known, **filed}
        self._found: FoundCredential | None = None
        self._found_for = ""
        self._asked: tuple[Profile, Credential] | None = None
        self._proved: tuple[Proof, Credential] | None = None
        self._vaults: Sequence[Vault] = ()
        self._kept = ""
        self._busy = ""
        self._edition = 0

    def body(self) -> Iterator[Widget]:
        """One column: what led here, the fields, what the check proved, what is to be chosen then.

        On a small terminal it moves so that whatever has the keys is in sight.
        """
        why = [_warning(self._why)] if self._why else []
        with VerticalScroll(can_focus=False, id="column"):
            yield Sheet(why, wraps=True, id="why")
            yield SignInForm(self._first_draft(), self._filed, self._profile_name)
            yield Sheet(wraps=True, scrolls=True, id="proof")
            yield LineTable(CHOICES, header=False, id="choice")

    def _first_draft(self) -> SignInDraft:
        if self._profile_name in self._filed:
            return draft_of(self._filed[self._profile_name].profile)
        names = [USUAL, *(f"{USUAL}-{number}" for number in range(2, len(self._filed) + 2))]
        return SignInDraft(next(name for name in names if name not in self._filed))

    def on_mount(self) -> None:
        """Begin where something is missing, and look where secrets may be already."""
        self._proof.can_focus = False
        draft = self._first_draft()
        missing = "ak" if draft.method is Method.KEY else "password"
        self._form.focus_on(missing if self._profile_name else "name")
        self._look_for_sources()

    @property
    def _form(self) -> SignInForm:
        return self.query_one(SignInForm)

    @property
    def _proof(self) -> Sheet:
        return self.query_one("#proof", Sheet)

    @property
    def _choice(self) -> LineTable:
        return self.query_one("#choice", LineTable)

    # Where secrets may be already.

    @on(SignInForm.SourcesWanted)
    def _look_for_sources(self) -> None:
        self._found = None
        self._form.show_source(None)
        _: Worker[None] = self.run_worker(
            self._find, group="sources", exclusive=True, description="look where secrets are"
        )

    async def _find(self) -> None:
        profile = self._profile(self._form.draft())
        if not profile.name:
            return
        filed = self._filed.get(profile.name)
        try:
            self._found = await self._entrance.credentials.proposed(
                profile, filed.profile if filed else None
            )
            self._found_for = profile.name
        except (VaultError, UsageError) as error:
            self.query_one("#why", Sheet).show([_warning(str(error))])
            return
        self._form.show_source(self._found)

    def _profile(self, draft: SignInDraft) -> Profile:
        filed = self._filed.get(draft.name) or self._filed.get(self._profile_name)
        return draft.profile(filed.profile if filed else None)

    # The check.

    def action_sign_in_check(self) -> None:
        """Check what is typed, or say what is to be mended first."""
        if self._busy:
            self.say(self._busy)
            return
        draft = self._form.draft()
        known = self._found if self._found_for == draft.name else None
        found = known.credential if known else None
        problems = draft.problems(found)
        self._form.show_problems(problems)
        if problems:
            name, problem = next(iter(problems.items()))
            self._form.focus_on(name)
            said = tr(
                "Not checked. {field}: {why}", field=tr(present.LABELS[name]), why=problem.text
            )
            self.say(said, Role.WARN)
            return
        self._forget_proof([line((tr("Checking ..."), Role.DIM))])
        self._asked = self._profile(draft), draft.credential(found)
        self._busy = tr("The check is under way; Esc leaves it.")
        # The worker takes no argument: Textual writes down what is handed to one.
        self.run_worker(self._check(), group="check", description="check the sign-in")

    async def _check(self) -> None:
        if self._asked is None:
            return
        (profile, credential), edition = self._asked, self._edition
        try:
            proof = await self._entrance.sign_in.check(profile, credential, self._person)
        finally:
            self._busy = ""
        lines = present.proof_lines(proof)
        if edition != self._edition:
            self._forget_proof([*lines, line((tr("Changed since: F5 checks again."), Role.WARN))])
            return
        self._forget_proof(lines)
        self.call_after_refresh(self._proof.scroll_visible, animate=False)
        if proof.projects:
            self._proved = proof, credential
            rows = {project.id: present.project_row(project) for project in proof.projects}
            self._offer(rows, tr("Choose the project; it is checked then."))
        elif proof.complete:
            choice = await self._entrance.credentials.vaults()
            if edition == self._edition:
                self._proved, self._vaults = (proof, credential), choice.vaults
                self._proof.show([*lines, line(choice.sentence)])
                rows = {vault.name: present.vault_row(vault) for vault in choice.vaults}
                self._offer(rows, tr("Proved. Enter keeps it where the cursor is."))

    def _offer(self, rows: Mapping[str, Sequence[Span]], told: str) -> None:
        """Let a person choose one of `rows`."""
        keys = list(rows)
        self._choice.set_rows(keys, lambda number: rows[keys[number]])
        self._choice.move_to(keys[0])
        self._choice.add_class("-on")
        self._choice.focus()
        self.call_after_refresh(self._choice.scroll_visible, animate=False)
        self.say(told)

    def _forget_proof(self, lines: Sequence[Line] = ()) -> None:
        """Show `lines` in the place of what was proved."""
        self._proved = None
        self._kept = ""
        self._vaults = ()
        self._choice.remove_class("-on")
        self._proof.show(lines)
        self._proof.can_focus = bool(lines)

    @on(SignInForm.Edited)
    def _edited(self) -> None:
        """What was proved is not what is typed now."""
        self._edition += 1
        if self._proved:
            self._forget_proof([line((tr("Changed: F5 checks it."), Role.DIM))])

    # Keeping.

    @on(LineTable.Chosen, "#choice")
    def _chosen(self, event: LineTable.Chosen) -> None:
        if self._vaults:
            self.action_sign_in_keep()
        elif self._proved:
            self._form.fill_in("project_id", event.key)
            self.action_sign_in_check()

    def action_sign_in_keep(self) -> None:
        """Keep what was proved, write the profile and open it."""
        if self._busy:
            self.say(self._busy)
        elif self._kept:
            self.post_message(EnterProfile(self._kept))
        elif not (self._proved and self._vaults):
            self.say(tr("Nothing is kept before it is proved: F5 checks."), Role.WARN)
        else:
            self._busy = tr("It is being kept.")
            self.run_worker(self._keep(), group="keep", description="keep a sign-in")

    async def _keep(self) -> None:
        if self._proved is None:
            return
        (proof, credential), vault = self._proved, self._vaults[self._choice.cursor]
        try:
            first = not self._entrance.sign_in.profiles.load().default_profile
            told = await self._entrance.sign_in.keep(
                proof.profile, credential, vault, default=first
            )
        except DrilltuiError as error:
            self.complain(error)
            return
        finally:
            self._busy = ""
        if told:
            self._kept = proof.profile.name
            self._proof.show([_warning(one) for one in told])
            self.say(tr("Kept: {place}. Enter opens the profile.", place=vault.name))
            return
        self.say(tr("Kept: {place}.", place=vault.name))
        self.post_message(EnterProfile(proof.profile.name))


def _warning(told: str) -> Line:
    return line((fit(tr("warn"), 6), Role.WARN), told)
