"""Work in pieces, on as many threads as this process may use.

Python's threads do: numpy lets go of the interpreter while it computes. What the pieces are does
not depend on the threads, and each piece is one thread's alone, so results do not either.

Threads take turns at the interpreter with each operation, so pieces should be large: operations of
a few microseconds gain nothing.
"""

import contextlib
import contextvars
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from patchalign3d_cli.machine.resources import usable_threads

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_requests: SimpleQueue[Callable[[], None]] = SimpleQueue()  # what helping threads are to do
_starting = threading.Lock()
_helpers: list[threading.Thread] = []

_limiting = threading.Lock()
_computing = 0  # how many hold products to one thread at the moment
_limit = contextlib.ExitStack()

thread_count = cache(usable_threads)


def slices(count: int, most: int) -> list[slice]:
    """Cut `count` rows into as few pieces of at most `most` as will do, of nearly equal size."""
    number = max(1, -(-count // most))
    bounds = [count * piece // number for piece in range(number + 1)]
    return [slice(start, stop) for start, stop in zip(bounds[:-1], bounds[1:], strict=True)]


def run_pieces(work: Callable[[Piece], Result], pieces: Sequence[Piece]) -> list[Result]:
    """Do a piece of work for each of `pieces`; the results in their order.

    This thread works along. It waits only for pieces that another has begun: threads that find no
    free core cost nothing.

    Args:
        work: Shares nothing with other pieces that it changes, and calls this function nowhere.
        pieces: What it is called with.
    """
    threads = min(thread_count(), len(pieces))
    if threads <= 1:
        return [work(piece) for piece in pieces]
    waiting = iter(list(enumerate(pieces)))  # each `next` is one thread's
    finished: SimpleQueue[tuple[int, Any, BaseException | None]] = SimpleQueue()

    def take_pieces() -> None:
        for number, piece in waiting:
            try:
                finished.put((number, work(piece), None))
            except BaseException as error:  # noqa: BLE001 - raised below, where it is waited for
                finished.put((number, None, error))

    _start_helpers(threads - 1)
    for _ in range(threads - 1):  # each in a copy of this thread's settings, as numpy's errstate
        context = contextvars.copy_context()
        _requests.put(lambda context=context: context.run(take_pieces))  # type: ignore[misc]
    take_pieces()
    results: list[Any] = [None] * len(pieces)
    for _ in pieces:
        number, results[number], error = finished.get()
        if error is not None:
            raise error
    return results


def _start_helpers(count: int) -> None:
    with _starting:
        while len(_helpers) < count:
            name = f"pa3d-light-{len(_helpers)}"
            _helpers.append(threading.Thread(target=_help, name=name, daemon=True))
            _helpers[-1].start()


def _help() -> None:
    while True:
        _requests.get()()


@contextlib.contextmanager
def single_products() -> Iterator[None]:
    """Hold each product of numpy to one thread meanwhile: the pieces have the others.

    OpenBLAS loses with the small products of one shape what its threads gain, and it lets one
    caller in at a time. Nothing is imported where the environment says one already.
    """
    global _computing
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        yield
        return
    with _limiting:  # several callers at once share one limit, and the last of them lifts it
        if _computing == 0:
            _limit.enter_context(_controller().limit(limits=1, user_api="blas"))
        _computing += 1
    try:
        yield
    finally:
        with _limiting:
            _computing -= 1
            if _computing == 0:
                _limit.close()


@cache
def _controller() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
