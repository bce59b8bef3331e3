"""Who is computed now, who waits, and who is sent away."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from patchalign3d_cli.serving.failures import busy
from patchalign3d_cli.serving.limits import Limits

T = TypeVar("T")


class Gate:
    """Seats of requests, and the threads that compute them.

    Args:
        limits: How many requests are computed at once and how many wait.
    """

    def __init__(self, limits: Limits) -> None:
        self._seats = limits.running + limits.waiting
        self._running = limits.running
        self._threads: ThreadPoolExecutor | None = None
        self._counting = threading.Lock()
        self.seated = 0
        self.running = 0

    @property
    def waiting(self) -> int:
        """Requests with a seat that are not computed yet."""
        return max(0, self.seated - self.running)

    @contextlib.asynccontextmanager
    async def seat(self) -> AsyncIterator[None]:
        """Take a seat for a request, from its first byte on.

        Raises:
            RequestRefused: There is none.
        """
        if self.seated >= self._seats:
            raise busy()
        self.seated += 1
        try:
            yield
        finally:
            self.seated -= 1

    async def run(self, work: Callable[[], T]) -> T:
        """Compute something in a thread, once one is free.

        A request that is given up leaves the queue; work that has begun runs to its end and keeps
        its thread, so that no more than the limit ever runs.
        """

        def counted() -> T:
            with self._counting:
                self.running += 1
            try:
                return work()
            finally:
                with self._counting:
                    self.running -= 1

        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._running, thread_name_prefix="pa3d")
        return await asyncio.get_running_loop().run_in_executor(self._threads, counted)

    def close(self) -> None:
        """End the threads once they have done their work; what waits is given up."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None
