"""How much of an export is read: it may come from anywhere, and be made to harm its reader."""

from __future__ import annotations

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of a whole export, packed or not; one of a record of 5,000 events has a few percent."""

MOST_LINE = 8 * 1024 * 1024
"""Bytes of one event."""

MOST_EVENTS = 50_000
"""Ten times a record that is called large: reading one that was made to harm takes seconds."""

MOST_MANIFEST = 1024 * 1024

MOST_DEPTH = 64
"""Brackets in brackets in one line."""
