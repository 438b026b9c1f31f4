"""What of a record is hidden when it is exported: ``[evidence]`` of the configuration file.

[evidence]
redact = ["person", "signed.name", "remark"]
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from drilltui.domain.language import tr
from drilltui.store.config_fault import fault, only

EVIDENCE = "evidence"
_REDACT = "redact"
_FIELD = re.compile(r"[A-Za-z_*][\w*-]*(\.[A-Za-z_*][\w*-]*)?", re.ASCII)
_MOST = 100


def redact_in(document: Mapping[str, object], path: str) -> tuple[str, ...]:
    """Return the fields that are hidden in every export; empty when none is said."""
    table = document.get(EVIDENCE, {})
    if not isinstance(table, Mapping):
        raise fault(path, EVIDENCE, tr("must be a table"))
    only(table, (_REDACT,), EVIDENCE, path)
    fields = table.get(_REDACT, [])
    place = f"{EVIDENCE}.{_REDACT}"
    if not isinstance(fields, list) or len(fields) > _MOST:
        raise fault(path, place, tr("must be a list of names of fields"))
    for number, one in enumerate(fields, start=1):
        if not isinstance(one, str) or not _FIELD.fullmatch(one):
            why = tr(
                'number {number} must be the name of a field: "by", "signed.name"', number=number
            )
            raise fault(path, place, why)
    return tuple(fields)
