"""The service's rules as data, because it changes its rules more often than its shape."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def rules(name: str) -> dict[str, Any]:
    """Return the rules of ``<name>.toml``; a missing or broken file is a packaging bug: raises."""
    # Imported here: the first frame of the screens needs no rule yet.
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
