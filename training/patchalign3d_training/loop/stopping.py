"""Stopping a run in good order when the user or the system asks for it."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

_IMPATIENT = 2.0  # seconds; launchers pass one Ctrl-C on twice or thrice within less


class StopRequest:
    """Whether a stop was asked for. A later Ctrl-C does not wait for the step's end."""

    def __init__(self) -> None:
        self.asked = False
        self._since = 0.0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        now = time.monotonic()
        if self.asked and number == signal.SIGINT and now - self._since > _IMPATIENT:
            raise KeyboardInterrupt
        if not self.asked:
            self.asked, self._since = True, now


@contextlib.contextmanager
def stop_on_signals() -> Iterator[StopRequest]:
    """Turn SIGINT (Ctrl-C) and SIGTERM into a request while the block runs.

    Outside the main thread, where Python takes no signals, nobody asks.
    """
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield request
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, request) for number in numbers]
    try:
        yield request
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def ignore_interrupts(worker: int) -> None:
    """Let a process that reads ahead outlive Ctrl-C: its run still takes a step and saves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
