"""Changing the text of a configuration file by as little as possible.

Comments, order and spacing are the person's. The result is read again before it is used: it must
say what was asked for, and of everything else what it said before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from drilltui.domain.profile_key import ENDPOINTS, Value
from drilltui.store.config_keys import DEFAULT_PROFILE, PROFILES

if TYPE_CHECKING:
    from tomlkit.container import Container
    from tomlkit.items import InlineTable, Key, Table

Node: TypeAlias = "MutableMapping[str, Any]"
"""A table of the document, in whichever of its many forms it is written."""


class NotEditable(Exception):
    """The text is written in a way that cannot be changed without harm to the rest of it."""


def with_profile(
    text: str, name: str, changes: Mapping[str, Value | None], *, default: bool
) -> str:
    """Return `text` with `changes` made to the profile `name`, by flat key; None takes a key out.

    A profile that is not there is added at the end. `default` makes it the usual one.
    """

    def edit(document: Node) -> None:
        table = _profile_table(document, name)
        for key, value in changes.items():
            _change(table, key, value)
        if default:
            document[DEFAULT_PROFILE] = name

    return _edited(text, edit, _wanted(text, name, changes, default=default))


def without_profile(text: str, name: str) -> str:
    """Return `text` without the profile `name`, which is there."""
    wanted = tomllib.loads(text)
    del wanted[PROFILES][name]
    usual = wanted.get(DEFAULT_PROFILE) == name
    if usual:
        del wanted[DEFAULT_PROFILE]

    def edit(document: Node) -> None:
        _take_out(document[PROFILES], name)
        if usual:
            del document[DEFAULT_PROFILE]

    return _edited(text, edit, wanted)


def _edited(text: str, edit: Callable[[Node], None], wanted: Mapping[str, object]) -> str:
    """Return `text` after `edit`, proven to say what is `wanted`."""
    from tomlkit import parse
    from tomlkit.exceptions import TOMLKitError

    try:
        document = parse(text)
        edit(document)
        return _proven(document.as_string(), wanted)
    except (TOMLKitError, ValueError, TypeError, AttributeError, LookupError) as error:
        # Forms that hardly anybody writes make the library stumble over its own types.
        raise NotEditable from error


def _wanted(
    text: str, name: str, changes: Mapping[str, Value | None], *, default: bool
) -> dict[str, Any]:
    """Return what the changed text has to say."""
    wanted = deepcopy(tomllib.loads(text))
    profile = wanted.setdefault(PROFILES, {}).setdefault(name, {})
    for key, value in changes.items():
        table, last = profile, key
        if key.startswith(f"{ENDPOINTS}."):
            table, last = profile.setdefault(ENDPOINTS, {}), key.partition(".")[2]
        if value is None:
            table.pop(last, None)
        else:
            table[last] = value
    if default:
        wanted[DEFAULT_PROFILE] = name
    return wanted


def _proven(text: str, wanted: Mapping[str, object]) -> str:
    if _without_empty(tomllib.loads(text)) != _without_empty(wanted):
        raise NotEditable
    return text


def _without_empty(said: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out tables that are empty: they say nothing but for a profile's own."""
    profiles = {
        name: {key: value for key, value in profile.items() if value != {}}
        for name, profile in said.get(PROFILES, {}).items()
    }
    return {**said, PROFILES: profiles}


def _profile_table(document: Node, name: str) -> Node:
    """Return the table of the profile `name`, a new one when there is none."""
    from tomlkit import inline_table, table
    from tomlkit.items import InlineTable

    if PROFILES not in document:
        document[PROFILES] = table(is_super_table=True)
    profiles = document[PROFILES]
    if name not in profiles:
        profiles[name] = inline_table() if isinstance(profiles, InlineTable) else table()
    found: Node = profiles[name]
    return found


def _change(table: Node, key: str, value: Value | None) -> None:
    if key.startswith(f"{ENDPOINTS}."):
        if ENDPOINTS not in table:
            if value is None:
                return
            _add(table, ENDPOINTS, _new_table(table))
        table, key = table[ENDPOINTS], key.partition(".")[2]
    if value is None:
        table.pop(key, None)
    elif key in table:
        table[key] = value
    else:
        _add(table, key, value)


def _new_table(parent: Node) -> Table | InlineTable:
    from tomlkit import inline_table, table
    from tomlkit.items import InlineTable

    if isinstance(parent, InlineTable):
        return inline_table()
    made = table()
    made.trivia.indent = "\n"
    return made


def _add(table: Node, key: str, value: Value | Table | InlineTable) -> None:
    """Add `key` below the last one, above the comments that lead over to what follows."""
    from tomlkit.items import Table

    if isinstance(table, Table) and (last := _last_key(table.value)):
        table.value._insert_after(last, key, value)
    else:
        table[key] = value


def _last_key(container: Container) -> Key | None:
    """Return the last key with a value of its own; None when there is none, or it is dotted."""
    from tomlkit.items import AoT, Table

    keys = [
        key
        for key, item in container.body
        if key is not None and not isinstance(item, (Table, AoT))
    ]
    return keys[-1] if keys and not keys[-1].is_dotted() else None


def _take_out(profiles: Node, name: str) -> None:
    """Remove the table `name`, but for the comments below it: they lead over to what follows."""
    from tomlkit.items import Table, Whitespace

    if not (isinstance(profiles, Table) and isinstance(profiles[name], Table)):
        del profiles[name]
        return
    tail = _tail(profiles[name].value)
    body = profiles.value.body
    place = next(at for at, (key, _) in enumerate(body) if key is not None and key.key == name)
    del profiles[name]
    if tail.strip():
        body[place] = (None, Whitespace(tail))


def _tail(container: Container) -> str:
    """Return the text below the last value, sub-tables included."""
    from tomlkit.items import Table

    tail = ""
    for key, item in container.body:
        if key is None:
            tail += item.as_string()
        elif isinstance(item, Table):
            tail = _tail(item.value)
        else:
            tail = ""
    return tail
