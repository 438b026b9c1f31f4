"""What a run of the fault tests is asked for, read before the environment is swept.

DRILLTUI_FAULTS=long makes ten times as many crashes; DRILLTUI_SEED=N makes the one crash of that
seed, to repeat what has failed. DRILLTUI_LONG=N makes N times as many examples of the property
tests that are long (tests/services/test_never_doubled.py).
"""

from __future__ import annotations

import os

LONG = os.environ.get("DRILLTUI_FAULTS") == "long"
LONGER = int(os.environ.get("DRILLTUI_LONG", "1"))
SEED = os.environ.get("DRILLTUI_SEED", "")
