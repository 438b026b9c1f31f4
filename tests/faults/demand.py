"""What a run of the fault tests is asked for, read before the environment is swept.

DRILLTUI_FAULTS=long makes ten times as many crashes; DRILLTUI_SEED=N makes the one crash of that
seed, to repeat what has failed.
"""

from __future__ import annotations

import os

LONG = os.environ.get("DRILLTUI_FAULTS") == "long"
SEED = os.environ.get("DRILLTUI_SEED", "")
