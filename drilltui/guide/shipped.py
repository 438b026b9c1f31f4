"""Which runbooks come with drilltui. Names alone: who only begins with one reads none for it."""

from __future__ import annotations

FIRST_DRILL = "first-drill"
"""The runbook that a rehearsal begins with."""

SHIPPED = (FIRST_DRILL, "standard-drill", "own-vpc", "clean-up")
"""The runbooks that come with drilltui, in the order in which they are offered."""
