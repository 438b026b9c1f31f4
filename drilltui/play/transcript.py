"""What is told of an unattended exercise: lines with the time since its beginning."""

from __future__ import annotations

from collections.abc import Callable

from drilltui.domain.plain_text import plain
from drilltui.domain.ports import Clock


class Transcript:
    """Tells what happens, line by line; `say` takes the lines. Names of the cloud are data."""

    def __init__(self, say: Callable[[str], None], clock: Clock) -> None:
        self._say = say
        self._clock = clock
        self._begin = clock.monotonic()

    def tell(self, what: str, *more: str) -> None:
        """Say something with its time, and `more` of it below."""
        seconds = int(self._clock.monotonic() - self._begin)
        self._say(f"{seconds // 60:3d}:{seconds % 60:02d}  {plain(what)}")
        self.add(*more)

    def add(self, *more: str) -> None:
        """Say more of what was told last."""
        for text in more:
            self._say(f"        {plain(text)}")
