"""YAML out of a file that anybody may have written."""

from __future__ import annotations

from drilltui.domain.language import tr
from drilltui.store.text_file import UnusableFile


def mapping_in(text: str) -> dict[str, object]:
    """Return the mapping in `text`. Raises UnusableFile in words that hold nothing of the text."""
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        if not error.problem_mark:
            raise UnusableFile(tr("is no YAML")) from None
        line = error.problem_mark.line + 1
        raise UnusableFile(tr("is no YAML (line {line})", line=line)) from None
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        raise UnusableFile(tr("is no YAML")) from None
    if not isinstance(found, dict):
        raise UnusableFile(tr("holds no settings"))
    return {key: value for key, value in found.items() if isinstance(key, str)}
