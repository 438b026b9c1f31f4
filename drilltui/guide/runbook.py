"""A runbook: the steps that lead through a drill, each with what proves that it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drilltui.domain.json_value import JsonValue
from drilltui.domain.record import Event
from drilltui.guide.words import NOTHING, Text

EVERYWHERE = "everywhere"
"""The scope of a place that is on every screen."""

FAILED = "failed"
"""What a place says it is for when its step has failed; see `Place.when`."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An event of the record that shows something: its kind, and what its data say, if that counts.

    Of several values any is enough.
    """

    kind: str
    data: Mapping[str, tuple[JsonValue, ...]] = field(default_factory=dict)

    def fits(self, event: Event) -> bool:
        """Whether `event` is such a one."""
        if event.kind != self.kind:
            return False
        return all(event.data.get(name) in values for name, values in self.data.items())


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done: a screen, by its scope of the key registry, with a key or a field.

    `first` are keys to press before it, `each` says that it is done for every row of a list, `fill`
    what is typed into the field: a name that the record knows (see `guide.fill`), or own words when
    it is empty. `also` are further fields of the screen to write own words into, after the field.
    `do` says what to do here where it differs from what the step says. `when` is a fact of the
    record, or `FAILED`: while it holds, only places that say so count.
    """

    scope: str
    key: str = ""
    field: str = ""
    first: tuple[str, ...] = ()
    each: bool = False
    fill: str = ""
    also: tuple[str, ...] = ()
    do: Text = NOTHING
    when: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on: to the step `to`, which comes later in the runbook."""

    key: str
    title: Text
    to: str


@dataclass(frozen=True, slots=True)
class Done:
    """What shows that a step is done: one of some events, a fact of the record, or a person's word.

    Of a fact that does not hold any more the step is not done any more. With a fact, `tick` says
    that a person may leave the step out, by a tick whose remark says why.
    """

    signs: tuple[Sign, ...] = ()
    fact: str = ""
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `places` are empty where it is done away from drilltui, by hand or by talking.

    `failed_by` are the events that show that it failed, `fails` what to do then. `minutes` is how
    long it may take, None for no target. A `milestone` that is done leaves behind what stands
    before it, done or not. `probe` is the title of a probe that helps; `api` what the service's own
    reference says about it, for "why?".
    """

    key: str
    title: Text
    why: Text
    do: Text
    done: Done = field(default_factory=Done)
    places: tuple[Place, ...] = ()
    fails: Text = NOTHING
    failed_by: tuple[Sign, ...] = ()
    choices: tuple[Choice, ...] = ()
    minutes: float | None = None
    milestone: bool = False
    probe: str = ""
    api: Text = NOTHING

    @property
    def by_person(self) -> bool:
        """Whether only a person's word shows it: a tick, or a decision."""
        return bool(self.choices) or (self.done.tick and not self.done.fact)

    @property
    def optional(self) -> bool:
        """Whether a person may say that it is not needed."""
        return self.done.tick and bool(self.done.fact)

    def choice(self, key: str) -> Choice | None:
        """Return the choice of this key, if there is one."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Runbook:
    """Steps in order. `digest` is that of the text it was read from: what a record was led by."""

    key: str
    title: Text
    about: Text
    steps: tuple[Step, ...]
    digest: str = ""

    def step(self, key: str) -> Step | None:
        """Return the step of this key, if there is one."""
        return next((one for one in self.steps if one.key == key), None)
