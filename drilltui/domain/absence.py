"""What proves that a service does not have something (any more)."""

from __future__ import annotations

import re

from drilltui.domain.errors import CloudError, Refused

_NO_PROOF = frozenset({"VPC.0105"})
"""An inner fault of the service, which it tells with 404 as well."""


def is_missing(error: CloudError, service: str = "VPC") -> bool:
    """Whether a service itself says that there is no such thing.

    `service` is how its codes begin ("VPC", "Ecs", "EVS"). A 404 of the gateway or of a proxy says
    that a page is missing, and proves nothing.
    """
    if not isinstance(error, Refused) or error.status != 404:
        return False
    its_own = re.fullmatch(rf"{service}\.\d{{4}}", error.code, re.ASCII)
    return bool(its_own) and error.code not in _NO_PROOF
