"""What every test of this folder is marked with."""

from __future__ import annotations

import pytest

PEER = [
    pytest.mark.peers,
    # The SDK's own warnings are not ours to mend: it calls `datetime.utcnow` (deprecated since
    # Python 3.12) and grumbles when python-dateutil, which it does not require, is not installed.
    # Warnings that come from anywhere else stay errors.
    pytest.mark.filterwarnings(r"ignore:::.*(huaweicloudsdk|dateutil)"),
]
