"""What proves that the VPC service does not have something (any more)."""

from __future__ import annotations

import re

from drilltui.domain.errors import CloudError, Refused

_OF_THE_SERVICE = re.compile(r"VPC\.\d{4}", re.ASCII)
_NO_PROOF = frozenset({"VPC.0105"})
"""An inner fault of the service, which it tells with 404 as well."""


def is_missing(error: CloudError) -> bool:
    """Whether the VPC service itself says that there is no such thing.

    A 404 of the gateway or of a proxy says that a page is missing, and proves nothing.
    """
    if not isinstance(error, Refused) or error.status != 404:
        return False
    return bool(_OF_THE_SERVICE.fullmatch(error.code)) and error.code not in _NO_PROOF
