"""Running the event loop so that its end waits for nothing that is stuck."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` as `asyncio.run` does, and return what it returns.

    asyncio looks host names up in threads that it joins in the end: with a resolver that does not
    answer, leaving the program would take as long as the resolver's patience, 20 s and more.
    """

    async def begun() -> T:
        asyncio.get_running_loop().set_default_executor(_Unjoined())
        return await main

    return asyncio.run(begun())


class _Unjoined(ThreadPoolExecutor):
    """Makes each call in a daemon thread of its own, which nobody waits for."""

    def submit(
        self,
        call: Callable[..., T],
        /,
        *args: Any,  # noqa: ANN401 - as it is inherited
        **kwargs: Any,  # noqa: ANN401
    ) -> Future[T]:
        """Begin `call`; the result tells when it has ended."""
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = call(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for it
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=work, name="drilltui look-up", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for nothing, whatever is asked for."""
