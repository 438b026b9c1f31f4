"""Writes everything that any library logs into a file, as somebody does who looks for a fault."""

import asyncio.base_events
import logging
import os
from typing import Any

if folder := os.environ.get("DEBUG_LOGS"):
    logging.basicConfig(
        level=logging.DEBUG,
        filename=os.path.join(folder, f"debug-{os.getpid()}.log"),
        format="%(asctime)s %(name)s %(levelname)s %(message)s",
    )
    for name in ("httpx", "httpcore", "hpack", "h11", "asyncio", "keyring"):
        logging.getLogger(name).setLevel(logging.DEBUG)

    begin = asyncio.base_events.BaseEventLoop.__init__

    def begin_slow(loop: Any) -> None:
        """Take every turn for a slow one: in its debug mode the loop writes down what it did."""
        begin(loop)
        loop.slow_callback_duration = 0.0

    asyncio.base_events.BaseEventLoop.__init__ = begin_slow  # type: ignore[assignment,method-assign]
