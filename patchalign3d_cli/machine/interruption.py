"""Signals that end a program: one exception in the main thread, at a moment that harms nothing."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
"""Ctrl-C; what `timeout`, containers and schedulers send; the end of a terminal."""


class Interrupted(KeyboardInterrupt):
    """The program was told to end.

    Args:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        name = signal.Signals(number).name
        super().__init__("interrupted" if name == "SIGINT" else f"interrupted by {name}")
        self.number = number


def exit_code(error: KeyboardInterrupt) -> int:
    """What a program ends with by convention: 128 and the signal's number, 130 for Ctrl-C."""
    return 128 + (error.number if isinstance(error, Interrupted) else signal.SIGINT)


class _State:
    """How many blocks hold signals back, and the signal that waits for them."""

    depth = 0
    waiting: int | None = None


def raise_on_signals(*ignored: int) -> None:
    """Turn the signals that end a program into `Interrupted`, raised in the main thread.

    What the parent process told this one to ignore stays ignored (`nohup`). After the first signal
    the others are ignored, so that nothing disturbs the tidying up.

    Args:
        ignored: Signals to ignore from now on.
    """
    for number in SIGNALS:
        if number in ignored:
            signal.signal(number, signal.SIG_IGN)
        elif signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _receive)


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Let a block run to its end first: a signal that comes meanwhile is raised behind it.

    For a few file operations that belong together. In other threads than the main one, which no
    signal reaches, it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _State.depth += 1
    try:
        yield
    finally:
        _State.depth -= 1
        if _State.waiting is not None and not _State.depth:
            number, _State.waiting = _State.waiting, None
            raise Interrupted(number)


def _receive(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    if _State.depth:
        _State.waiting = number
    else:
        raise Interrupted(number)
