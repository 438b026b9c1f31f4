"""Enterprise projects (EPS), which bundle an account's resources across its projects.

Source: Enterprise Project Management API reference, "Querying Enterprise Projects".
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

#: The ID and the name of the enterprise project that everything is in which names no other.
DEFAULT_PROJECT: Final = "0"
DEFAULT_NAME: Final = "default"


@dataclass(frozen=True, slots=True)
class EnterpriseProject:
    """An enterprise project; a disabled one takes nothing in."""

    id: str
    name: str
    description: str
    enabled: bool
    created: datetime
