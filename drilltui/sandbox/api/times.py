"""How each service writes a moment down (API reference, simulator defaults)."""

from datetime import UTC, datetime


def plain(moment: datetime) -> str:
    """Groups, instances, drills: milliseconds with their trailing zeros cut, and no zone."""
    text = moment.astimezone(UTC).isoformat(" ", "milliseconds")
    return text[:20] + (text[20:23].rstrip("0") or "0")


def six_digits(moment: datetime) -> str:
    """Replication pairs: six digits after the point, and no zone."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"


def stamp(moment: datetime) -> str:
    """Jobs and failed tasks: three digits after the point, with ``Z``."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"


def iam(moment: datetime) -> str:
    """IAM: six digits after the point, with ``Z``."""
    return f"{six_digits(moment)}Z"


def vpc(moment: datetime) -> str:
    """VPC: whole seconds, and no zone."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def ecs(moment: datetime) -> str:
    """ECS: whole seconds, with ``Z``."""
    return f"{vpc(moment)}Z"
