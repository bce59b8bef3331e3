"""Requests to stop."""

import signal
import threading

import pytest

from patchalign3d_training.loop import stopping
from patchalign3d_training.loop.stopping import stop_on_signals


def test_one_request_may_arrive_several_times(monkeypatch: pytest.MonkeyPatch):
    before = signal.getsignal(signal.SIGINT)
    with stop_on_signals() as request:
        assert not request.asked
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM):
            signal.raise_signal(number)
        assert request.asked
    monkeypatch.setattr(stopping, "_IMPATIENT", -1.0)
    with stop_on_signals(), pytest.raises(KeyboardInterrupt):
        for _ in range(2):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_take_no_signals():
    asked = []

    def run() -> None:
        with stop_on_signals() as request:
            asked.append(request.asked)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert asked == [False]
