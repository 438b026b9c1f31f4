"""What a record is called: the minute in which it was opened, and a few letters by chance. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

_FORM: Final = re.compile(r"\d{8}-\d{4}-\w{1,32}", re.ASCII)


def new_record_id(opened_at: datetime, ending: str) -> str:
    """Return ``20261126-0914-k7q2``, for `ending` ``k7q2``."""
    return f"{opened_at:%Y%m%d-%H%M}-{ending}"


def is_record_id(text: str) -> bool:
    """Tell whether `text` has the form of a record's id; no job's id has it."""
    return bool(_FORM.fullmatch(text))
