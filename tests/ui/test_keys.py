from __future__ import annotations

from collections import Counter

import pytest
from textual.app import App
from textual.binding import Binding

from drilltui.ui.keys import (
    EVERYWHERE,
    KEYS,
    SCOPES,
    TYPING,
    bindings,
    key,
    key_name,
    keys_of,
    keys_on,
)

FORBIDDEN = {"ctrl+s", "ctrl+b", "ctrl+a", "ctrl+c", "ctrl+z", "ctrl+enter"}


def test_ids_are_unique_and_every_scope_is_known() -> None:
    assert max(Counter(entry.id for entry in KEYS).values()) == 1
    assert {scope for entry in KEYS for scope in entry.scopes} == set(SCOPES)


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_means_two_things_on_one_screen(scope: str) -> None:
    used = Counter(name for entry in keys_on(scope) if entry.bound for name in entry.keys)
    assert [name for name, count in used.items() if count > 1] == []


def test_no_key_needs_alt_or_collides_with_the_terminal() -> None:
    names = {name for entry in KEYS for name in entry.keys}
    assert not names & FORBIDDEN
    assert not [name for name in names if "alt" in name or "super" in name or "meta" in name]


@pytest.mark.parametrize("scope", sorted(TYPING))
def test_where_letters_are_typed_no_action_of_the_screen_is_a_letter(scope: str) -> None:
    assert [n for e in keys_of(scope) if e.bound for n in e.keys if len(key_name(n)) == 1] == []


@pytest.mark.parametrize("entry", KEYS, ids=lambda entry: entry.id)
def test_words_are_short_and_whole(entry: object) -> None:
    found = key(entry.id)  # type: ignore[attr-defined]
    assert found is entry
    assert 0 < len(found.label) <= 14
    assert found.tells.endswith(".")
    assert not set("[]|`") & set(found.label + found.tells)


def test_bindings_carry_id_action_and_words() -> None:
    (start,) = [b for b in bindings("drill_form") if b.id == "drill.start"]
    assert start == Binding(
        "f5",
        "drill_start",
        "start",
        key_display="F5",
        tooltip="Start the drill, after one more look at what will happen.",
        id="drill.start",
    )


def test_what_a_widget_handles_is_not_bound_again() -> None:
    assert "field.next" in {entry.id for entry in keys_of("drill_form")}
    assert "tab" not in {binding.key for binding in bindings("drill_form")}


def test_only_ctrl_keys_of_everywhere_come_first() -> None:
    first = {b.key for scope in SCOPES for b in bindings(scope) if b.priority}
    assert first == {"ctrl+p", "ctrl+q", "ctrl+t", "ctrl+l"}


def test_a_screen_takes_keys_from_those_of_everywhere() -> None:
    (leave,) = [entry for entry in keys_on("help") if entry.id == "app.leave"]
    assert leave.keys == ("ctrl+q",)
    assert "help.open" not in {entry.id for entry in keys_on("help")}
    assert keys_on(EVERYWHERE) == list(keys_of(EVERYWHERE))


def test_an_unknown_scope_is_named() -> None:
    with pytest.raises(KeyError, match="no scope 'grups'"):
        bindings("grups")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("question_mark", "?"), ("escape", "Esc"), ("f5", "F5"), ("f", "f"), ("G", "G"),
        ("ctrl+p", "Ctrl+P"), ("shift+tab", "Shift+Tab"), ("pageup", "PgUp"),
    ],
)  # fmt: skip
def test_keys_are_called_as_people_call_them(name: str, said: str) -> None:
    assert key_name(name) == said


async def test_every_key_reaches_its_action() -> None:
    pressed: list[str] = []

    class Everywhere(App[None]):
        ENABLE_COMMAND_PALETTE = False
        BINDINGS = [*bindings(EVERYWHERE), *bindings("groups")]  # noqa: RUF012 - Textual's name

        async def run_action(self, action: object, *args: object, **kwargs: object) -> bool:
            pressed.append(str(action))
            return True

    wanted = [entry for entry in keys_on("groups") if entry.bound]
    async with Everywhere().run_test() as pilot:
        for entry in wanted:
            for name in entry.keys:
                pressed.clear()
                await pilot.press(name)
                assert [a.rpartition(".")[2] for a in pressed] == [entry.action], name
