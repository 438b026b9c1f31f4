"""Reading a scenario: TOML in, a checked ``Scenario`` out.

Every fault is a ``ScenarioError`` of one sentence that names the file and the key.
"""

import dataclasses
import difflib
import random
import re
from datetime import timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from drilltui.plain_file import NotPlain, TooLarge, read_plain_file
from drilltui.sandbox.ages import Age, Span
from drilltui.sandbox.lesson_table import SurpriseTable
from drilltui.sandbox.likeness import joined
from drilltui.sandbox.scenario import Scenario, ScenarioError
from drilltui.sandbox.scenario_rules import check_scenario
from drilltui.toml_text import NumberTooLong, TooDeep, parsed

_Table = TypeVar("_Table")

_KINDS: Final[dict[object, str]] = {str: "text", int: "a whole number", bool: "true or false"}

#: The seed of a world that nobody asks another one for.
SEED: Final = 7

#: Bytes; the largest that comes with the program is a seventieth of it.
LARGEST: Final = 1024 * 1024

#: Where worlds lie that scenarios are like; they are none themselves.
_WORLDS: Final = "worlds"

_AGE: Final = re.compile(r"(\d{1,9}) (second|minute|hour|day)s? ago")
_SPAN: Final = re.compile(r"(\d{1,9}) (second|minute|hour|day)s?")


def known_scenarios() -> list[str]:
    """The names of the scenarios that come with the program."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in _folder().iterdir()
        if entry.name.endswith(".toml")
    )


def load_scenario(name: str, seed: int = SEED) -> Scenario:
    """The scenario called ``name``, or the one in the TOML file at the path ``name``.

    Anything with a path separator or the ending ``.toml`` is a path. Of one that is drawn the
    ``seed`` decides which (see ``drawn``). Raises ``ScenarioError``.
    """
    told, source = _document(drawn(name, seed))
    scenario = _table(Scenario, told, f"{source}: ")
    check_scenario(scenario, source)
    return scenario


def drawn(name: str, seed: int) -> str:
    """The name of the scenario that ``name`` stands for: itself, unless it is a surprise."""
    surprise = load_surprise(name)
    return random.Random(f"{name}/{seed}").choice(surprise.draws) if surprise else name


def load_surprise(name: str) -> SurpriseTable | None:
    """What a scenario that is drawn says of itself; None for others. Raises ``ScenarioError``."""
    told, source = _document(name)
    if "draws" not in told:
        return None
    surprise = _table(SurpriseTable, told, f"{source}: ")
    unknown = [one for one in surprise.draws if one == name or one not in known_scenarios()]
    if unknown or not surprise.draws:
        raise ScenarioError(f"{source}: draws must name other scenarios, not {unknown}.")
    return surprise


def _document(name: str) -> tuple[dict[str, Any], str]:
    """What the file of a scenario says, with what it is like, and the file's name."""
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return _with_likeness(_told_by(_read(path), str(path)), str(path)), str(path)
    if name not in known_scenarios():
        known = ", ".join(known_scenarios())
        raise ScenarioError(f"There is no scenario {name!r}; known scenarios: {known}.")
    return _shipped(name), f"{name}.toml"


@cache
def _shipped(name: str) -> dict[str, Any]:
    """The document of a scenario that comes with the program; nobody changes it."""
    source = f"{name}.toml"
    return _with_likeness(_told_by(_packaged(source), source), source)


def _with_likeness(told: dict[str, Any], source: str) -> dict[str, Any]:
    """``told``, with all that the world it is ``like`` says and it does not."""
    if "like" not in told:
        return told
    like = told["like"]
    worlds = sorted(entry.name.removesuffix(".toml") for entry in _folder(_WORLDS).iterdir())
    if like not in worlds:
        raise ScenarioError(f"{source}: like must be one of: {', '.join(worlds)}.")
    world = f"{_WORLDS}/{like}.toml"
    own = {key: value for key, value in told.items() if key != "like"}
    return joined(_told_by(_packaged(world), world), own)


def _packaged(file: str) -> str:
    return _folder(file).read_text("utf-8")


def _folder(path: str = "") -> Traversable:
    return resources.files("drilltui.sandbox") / "scenarios" / path


def _read(path: Path) -> str:
    try:
        content, _ = read_plain_file(path, LARGEST)
        return content.decode("utf-8")
    except NotPlain as error:
        raise ScenarioError(f"{path}: is not a file. Name a TOML file.") from error
    except TooLarge as error:
        most = LARGEST // 1024
        raise ScenarioError(f"{path}: is larger than {most} kB. Make it shorter.") from error
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: is not UTF-8 text (byte {error.start}).") from error


def _told_by(text: str, source: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except TooDeep as error:
        raise ScenarioError(f"{source}: is nested too deep. See the shipped scenarios.") from error
    except NumberTooLong as error:
        raise ScenarioError(f"{source}: has a number that is too long. Shorten it.") from error
    except ValueError as error:
        raise ScenarioError(f"{source}: is not valid TOML: {error}.") from error


def _table(kind: type[_Table], raw: object, where: str) -> _Table:
    """An instance of the dataclass ``kind`` from a TOML table found at ``where``."""
    if not isinstance(raw, dict):
        raise ScenarioError(f"{where or 'the file'} must be a table.")
    fields = {field.name: field for field in dataclasses.fields(cast("Any", kind))}
    for key in raw:
        if key not in fields:
            raise ScenarioError(f"{where}unknown key {key!r}{_nearest(key, list(fields))}.")
    types_of = get_type_hints(kind)
    values = {key: _value(types_of[key], value, f"{where}{key}") for key, value in raw.items()}
    for name, field in fields.items():
        if name not in values and field.default is dataclasses.MISSING:
            raise ScenarioError(f"{where}the key {name!r} is missing.")
    return kind(**values)


def _value(kind: object, raw: object, where: str) -> object:
    """The value of a key at ``where``, whose field is annotated with ``kind``."""
    if get_origin(kind) in (Union, UnionType):  # always with None, which TOML does not have
        kind = next(option for option in get_args(kind) if option is not NoneType)
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        if not isinstance(raw, list):
            raise ScenarioError(f"{where} must be a list.")
        return tuple(_value(item, one, f"{where}[{place}]") for place, one in enumerate(raw))
    if kind is Age:
        return _age(raw, where)
    if kind is Span:
        return _span(raw, where)
    if dataclasses.is_dataclass(kind):
        return _table(cast("type[object]", kind), raw, f"{where}.")
    if type(raw) is not kind:
        raise ScenarioError(f"{where} must be {_KINDS[kind]}.")
    return raw


def _age(raw: object, where: str) -> Age:
    found = _AGE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise ScenarioError(f'{where} must be an age such as "12 days ago" or "40 seconds ago".')
    return Age(timedelta(**{f"{found[2]}s": int(found[1])}))


def _span(raw: object, where: str) -> Span:
    found = _SPAN.fullmatch(raw) if isinstance(raw, str) else None
    if found is None or int(found[1]) == 0:
        raise ScenarioError(f'{where} must be a span such as "15 minutes" or "20 seconds".')
    return Span(timedelta(**{f"{found[2]}s": int(found[1])}))


def _nearest(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else f" (known keys: {', '.join(known)})"
