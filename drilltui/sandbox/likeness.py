"""Scenarios that are like another one: what they say themselves comes in the place of its own.

Tables are joined key by key. In lists of tables with a ``name`` those of the same name are joined,
others are added at the end. Any other value takes the place of the one before.
"""

from typing import Any


def joined(before: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The document ``own``, with all that ``before`` says and it does not."""
    return {
        **before,
        **{key: _value(before[key], own[key]) if key in before else own[key] for key in own},
    }


def _value(before: Any, own: Any) -> Any:  # noqa: ANN401 - values of TOML
    if isinstance(before, dict) and isinstance(own, dict):
        return joined(before, own)
    if _named(before) and _named(own):
        mine = {one["name"]: one for one in own}
        kept = [joined(one, mine.pop(one["name"], {})) for one in before]
        return [*kept, *mine.values()]
    return own


def _named(value: Any) -> bool:  # noqa: ANN401 - a value of TOML
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("name"), str) for one in value
    )
