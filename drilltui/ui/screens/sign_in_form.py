"""The fields of the sign-in screen, one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from drilltui.domain.credential import AccessKey
from drilltui.domain.language import tr
from drilltui.domain.sign_in_draft import Method, SignInDraft
from drilltui.ui.present import sign_in as present
from drilltui.ui.present.profiles import source_words
from drilltui.ui.widgets.columns import Column
from drilltui.ui.widgets.field import Field
from drilltui.ui.widgets.line_table import LineTable
from drilltui.ui.widgets.sheet import Sheet
from drilltui.ui.widgets.type_ahead import TypeAhead

if TYPE_CHECKING:
    from drilltui.domain.field import Problem
    from drilltui.domain.profile import ResolvedProfile
    from drilltui.services.credentials import FoundCredential

LABEL = 13

METHODS = (Column("", 21), Column("", 16, share=1))
REGIONS = (Column("", 14), Column("", 14), Column("", 7), Column("", 12, share=1, priority=1))

_OF_ONE_METHOD = frozenset(name for names in present.FIELDS_OF.values() for name in names)


class SignInForm(Vertical):
    """Knows what was typed (`draft`). Secrets are drawn as asterisks and never filled in."""

    DEFAULT_CSS: ClassVar[str] = """
    SignInForm { height: auto; }
    SignInForm > .note { margin: 0 1 0 13; }
    SignInForm > #method { height: 3; }
    SignInForm > .-other { display: none; }
    """

    class Edited(Message):
        """What was proved before is not what is typed now."""

    @dataclass
    class SourcesWanted(Message):
        """Secrets may be elsewhere now: another method, name, user or account was typed."""

    def __init__(
        self, draft: SignInDraft, known: Mapping[str, ResolvedProfile], edited: str
    ) -> None:
        super().__init__(id="form")
        self._known = known
        self._edited = edited
        self._method = draft.method
        self._asked = (draft.name, draft.user, draft.domain)
        self._fields = {
            name: Field(
                tr(label),
                "" if name in present.SECRETS else str(getattr(draft, name)),
                label_width=LABEL,
                placeholder=_placeholder(name),
                password=name in present.SECRETS,
                id=name,
            )
            for name, label in present.LABELS.items()
        }
        self._region = TypeAhead(self._fields["region"], REGIONS, present.region_rows)

    def compose(self) -> Iterator[Widget]:
        """One field below the other, each with its line of what is wrong."""
        for name, field in self._fields.items():
            yield self._region if name == "region" else field
            yield Sheet(wraps=True, id=f"{name}-note", classes="note")
            if name == "region":
                yield LineTable(METHODS, header=False, id="method")

    def on_mount(self) -> None:
        """Offer the methods, and show the fields of the one that is chosen."""
        methods = list(Method)
        table = self.query_one("#method", LineTable)
        table.set_rows(
            [method.name for method in methods],
            lambda number: present.method_row(methods[number]),
        )
        table.move_to(self._method.name)
        self._show_method()
        self._judge()

    def draft(self) -> SignInDraft:
        """Return what is typed."""
        typed, hidden = self._value, self._fields
        return SignInDraft(
            name=typed("name"),
            region=typed("region"),
            method=self._method,
            ak=typed("ak"),
            sk=hidden["sk"].secret,
            security_token=hidden["security_token"].secret,
            user=typed("user"),
            domain=typed("domain"),
            password=hidden["password"].secret,
            user_id=typed("user_id"),
            project_id=typed("project_id"),
            ca_file=typed("ca_file"),
        )

    def _value(self, name: str) -> str:
        return self._fields[name].value

    def focus_on(self, name: str) -> None:
        """Give the keys to a field."""
        self._fields[name].focus()

    def fill_in(self, name: str, value: str) -> None:
        """Put a value into a field, as if it had been typed."""
        self._fields[name].value = value
        self._judge()

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Say under each field what is wrong with it."""
        for name in present.LABELS:
            if name not in ("name", "region"):
                self._note(name).show(present.problem_lines(problems.get(name)))

    def show_source(self, found: FoundCredential | None) -> None:
        """Say, in the place of each secret that was found, where it comes from."""
        words = source_words(found.origin) if found else ""
        credential = found.credential if found else None
        if isinstance(credential, AccessKey):
            names = ["ak", "sk", *(["security_token"] if credential.security_token else [])]
        else:
            names = ["password"] if credential else []
        for name in ("ak", *present.SECRETS):
            usual = _placeholder(name)
            self._fields[name].placeholder = words if name in names else usual

    @on(Field.Changed)
    def _edit(self, event: Field.Changed) -> None:
        event.stop()
        self._judge()
        if (name := event.field.id) and name not in ("name", "region"):
            remark = present.key_remark(event.value) if name == "ak" else ()
            self._note(name).show(remark)
        self.post_message(self.Edited())

    @on(LineTable.Highlighted, "#method")
    def _choose_method(self, event: LineTable.Highlighted) -> None:
        event.stop()
        chosen = Method[event.key] if event.key else self._method
        if chosen is not self._method:
            self._method = chosen
            self._show_method()
            self.post_message(self.Edited())
            self.post_message(self.SourcesWanted())

    def _show_method(self) -> None:
        mine = present.FIELDS_OF[self._method]
        for name in _OF_ONE_METHOD:
            for widget in (self._fields[name], self._note(name)):
                widget.set_class(name not in mine, "-other")

    @on(TypeAhead.Moved)
    def _judge(self) -> None:
        """Show what the name and the region mean."""
        name, region = self._value("name"), self._value("region")
        self._note("name").show([present.name_line(name, self._known, self._edited)])
        own = self._known.get(name)
        stays = own is not None and own.profile.region == region
        address = own.profile.endpoints.get("sdrs", "") if own and stays else ""
        self._note("region").show([present.region_line(region, self._region.offered, address)])

    def _note(self, name: str) -> Sheet:
        return self.query_one(f"#{name}-note", Sheet)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Secrets may be kept for the name that was typed, and a password is of one user."""
        asked = (self._value("name"), self._value("user").strip(), self._value("domain").strip())
        if asked != self._asked:
            self._asked = asked
            self.post_message(self.SourcesWanted())

    @on(Field.Submitted)
    @on(LineTable.Chosen)
    @on(TypeAhead.Done)
    def _next_field(self, event: Message) -> None:
        event.stop()
        self.screen.focus_next()


def _placeholder(name: str) -> str:
    told = present.PLACEHOLDERS.get(name, "")
    return tr(told) if told else ""
