"""How a scenario tells times: as ages and spans, which are kinds of ``timedelta``."""

from datetime import timedelta
from typing import NewType

#: How long before the start something happened; written like ``"12 days ago"``.
Age = NewType("Age", timedelta)

#: How long something lasts; written like ``"15 minutes"``.
Span = NewType("Span", timedelta)
