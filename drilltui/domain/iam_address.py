"""What an address of IAM tells about the place it belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from drilltui.domain.profile_key import cloud_problem
from drilltui.domain.sign_in_field import region_problem


def place_of(address: str) -> tuple[str, str]:
    """Return region and cloud of ``https://iam.<region>.<cloud>``, two empty texts for others.

    The address of a whole cloud, ``https://iam.myhuaweicloud.com``, names no region.
    """
    host = urlsplit(address).hostname or ""
    service, _, rest = host.partition(".")
    region, _, cloud = rest.partition(".")
    if service != "iam" or cloud_problem(cloud) or region_problem(region):
        return "", ""
    return region, cloud
