"""A whole drill exercise without a screen: ``drilltui rehearse --play``.

It walks the road of the screens, over the same services, and says what it does with times.
"""

from __future__ import annotations

from drilltui.play.play import Play

__all__ = ["Play"]
