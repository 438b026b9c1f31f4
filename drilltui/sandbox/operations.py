"""Names for what requests ask for, as scenarios use them to say which ones a fault strikes."""

import re
from typing import Final

_PROJECT: Final = r"/v[\d.]+/[^/]+"

_PATTERNS: Final = {
    "token": ("POST", r"/v3/auth/tokens"),
    "list-groups": ("GET", rf"{_PROJECT}/server-groups"),
    "show-group": ("GET", rf"{_PROJECT}/server-groups/[^/]+"),
    "list-instances": ("GET", rf"{_PROJECT}/protected-instances"),
    "list-pairs": ("GET", rf"{_PROJECT}/replications"),
    "list-drills": ("GET", rf"{_PROJECT}/disaster-recovery-drills"),
    "create-drill": ("POST", rf"{_PROJECT}/disaster-recovery-drills"),
    "show-drill": ("GET", rf"{_PROJECT}/disaster-recovery-drills/[^/]+"),
    "rename-drill": ("PUT", rf"{_PROJECT}/disaster-recovery-drills/[^/]+"),
    "delete-drill": ("DELETE", rf"{_PROJECT}/disaster-recovery-drills/[^/]+"),
    "show-job": ("GET", rf"{_PROJECT}/jobs/[^/]+"),
    "list-vpcs": ("GET", rf"{_PROJECT}/vpcs"),
    "delete-vpc": ("DELETE", rf"{_PROJECT}/vpcs/[^/]+"),
    "list-subnets": ("GET", rf"{_PROJECT}/subnets"),
    "delete-subnet": ("DELETE", rf"{_PROJECT}/vpcs/[^/]+/subnets/[^/]+"),
    "show-server": ("GET", rf"{_PROJECT}/(?:cloud)?servers/[^/]+"),
}

#: Every name of an operation; ``any`` is all of them, and all that have no name.
OPERATIONS: Final = ("any", *_PATTERNS)

_COMPILED: Final = [(name, way, re.compile(path)) for name, (way, path) in _PATTERNS.items()]


def operation_of(method: str, path: str) -> str:
    """The name of what a request asks for, ``"other"`` for what has none."""
    for name, way, pattern in _COMPILED:
        if way == method and pattern.fullmatch(path):
            return name
    return "other"
