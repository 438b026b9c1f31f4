"""Who runs this, for the record."""

from __future__ import annotations

import os


def person() -> str:
    """Return the login name, or the number of a nameless user."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
