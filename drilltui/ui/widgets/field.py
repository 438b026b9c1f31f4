"""One line to type into, with its name to the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from drilltui.domain.plain_text import plain
from drilltui.domain.secret import Secret
from drilltui.ui.line import Role, line
from drilltui.ui.widgets.sheet import Sheet


def without_outer_ends(text: str) -> str:
    """Return a pasted secret without the line ends around it, and otherwise as it is.

    It is drawn as asterisks only, so nothing of it can act on a terminal; a character that was
    replaced would make it a wrong secret that looks like a right one.
    """
    return text.strip("\r\n")


def one_line(text: str) -> str:
    """Return pasted text as one line: outer line ends dropped, inner ones made blanks.

    Nothing else is lost: what a terminal might obey becomes `?` and shows up as a problem of the
    value instead of vanishing from it.
    """
    return plain(" ".join(text.strip("\r\n").splitlines()))


class _Entry(Input):
    """Textual's input without border and blinking, which takes harmless text only."""

    DEFAULT_CSS: ClassVar[str] = """
    _Entry, _Entry:focus {
        width: 1fr;
        height: 1;
        border: none;
        padding: 0;
        background: ansi_default;
        background-tint: 0%;
        color: ansi_default;
        &>.input--cursor, &>.input--selection, &>.input--placeholder {
            background: ansi_default;
            color: ansi_default;
            text-style: reverse;
        }
        &>.input--selection { text-style: underline; }
        &>.input--placeholder { text-style: dim; }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """The width of the text. Textual's own lays the whole screen out anew at every key; a field is
    one row high and as wide as its place, whatever it holds."""

    def validate_value(self, value: str) -> str:
        """Let no character through that a terminal might obey, however it came in.

        A secret is not shown and stays as it is: what is no part of one is said by its problem.
        """
        return value if self.password else plain(value)

    def on_mount(self) -> None:
        """Follow the cursor from the first change on: Textual waits for a second one."""
        self._initial_value = False

    @property
    def _value(self) -> Text:
        """The value as it is drawn: a secret as asterisks, which every terminal has."""
        if not self.password:
            return super()._value
        return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")

    def on_paste(self, event: events.Paste) -> None:
        """Insert what was pasted, all of it, instead of its first line only."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        clean = without_outer_ends if self.password else one_line
        self.replace(clean(event.text), start, end)


class Field(Widget):
    """A name and one editable line. A value that is too long stays whole: judging is not its task.

    `label_width` is the width of the name in cells, a blank before it included, so that
    fields line up. `placeholder` is shown while the line is empty. A `password` is drawn as
    asterisks; messages about it do not hold it, and it is read as `secret`.
    """

    DEFAULT_CSS: ClassVar[str] = """
    Field { layout: horizontal; width: 1fr; height: 1; }
    Field > Sheet { height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The person changed the value."""

        field: Field
        value: str

        @property
        def control(self) -> Field:
            """The field, for `@on(Field.Changed, "#name")`."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter was pressed in the field."""

        field: Field
        value: str

        @property
        def control(self) -> Field:
            """The field, for `@on(Field.Submitted, "#name")`."""
            return self.field

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        label_width: int = 12,
        placeholder: str = "",
        password: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._said = label
        self._label = Sheet([line((f" {label}", Role.DIM))])
        self._label.styles.width = label_width
        self._entry = _Entry(
            placeholder=plain(placeholder),
            password=password,
            select_on_focus=False,
            compact=True,
        )
        self._entry.cursor_blink = False
        self._early: str | None = plain(value)

    def compose(self) -> ComposeResult:
        """Lay the name and the line side by side."""
        early, self._early = self._early, None
        self.value = early or ""
        yield self._label
        yield self._entry

    @property
    def value(self) -> str:
        """What the line holds, harmless but otherwise as typed."""
        return self._entry.value if self._early is None else self._early

    @value.setter
    def value(self, value: str) -> None:
        """Replace the value; nobody is told, because nobody typed it."""
        if self._early is not None:
            # Textual's input takes no value before there is an application.
            self._early = plain(value)
            return
        with self._entry.prevent(Input.Changed):
            self._entry.value = value
            self._entry.cursor_position = len(self._entry.value)

    @property
    def secret(self) -> Secret:
        """What the line holds, exactly as it was typed or pasted."""
        return Secret(self.value)

    @property
    def placeholder(self) -> str:
        """What is shown while the line is empty."""
        return str(self._entry.placeholder)

    @placeholder.setter
    def placeholder(self, text: str) -> None:
        self._entry.placeholder = plain(text)

    def focus(self, scroll_visible: bool = True) -> Field:
        """Give the keys to the line."""
        self._entry.focus(scroll_visible)
        return self

    def speak_of(self, *, spoken: bool) -> None:
        """Mark the name, or not: the guide speaks of this field."""
        role = Role.SPOKEN if spoken else Role.DIM
        self._label.show([line(" ", (self._said, role))])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell about a change in words of this widget."""
        event.stop()
        self.post_message(self.Changed(self, self._told))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell about Enter in words of this widget."""
        event.stop()
        self.post_message(self.Submitted(self, self._told))

    @property
    def _told(self) -> str:
        """The value for messages, which are logged and shown by whoever looks for a fault."""
        return "" if self._entry.password else self._entry.value
