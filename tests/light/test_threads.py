"""Pieces of work on several threads: the same results, and no more threads than there should be."""

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from patchalign3d_cli.light import threads
from patchalign3d_cli.light.encoder import load_light_encoder
from patchalign3d_cli.light.threads import run_pieces, single_products, slices


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch):
    """Let encoders use so many threads."""
    return lambda count: monkeypatch.setattr(threads, "thread_count", lambda: count)


def product_threads() -> set[int]:
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


@given(count=st.integers(1, 500), most=st.integers(1, 500))
def test_slices_cover_all_rows_in_nearly_equal_pieces(count: int, most: int):
    pieces = slices(count, most)
    assert [row for piece in pieces for row in range(count)[piece]] == list(range(count))
    sizes = [piece.stop - piece.start for piece in pieces]
    assert max(sizes) <= most and max(sizes) - min(sizes) <= 1
    assert len(pieces) == -(-count // most)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_encoding_is_the_same_bits_on_any_threads_and_in_any_batch(
    tiny_model_directory: Path, use, count: int
):
    random = np.random.default_rng(4)
    clouds = [random.uniform(-0.5, 0.5, (size, 3)).astype(np.float32) for size in (2500, 2049)]
    encoder = load_light_encoder(tiny_model_directory)
    use(1)
    expected = [encoder.encode([points]) for points in clouds]
    use(count)
    together = encoder.encode(clouds)
    for row, single in enumerate(expected):
        again = encoder.encode([clouds[row]])
        for of_batch, alone, before in zip(together, again, single, strict=True):
            assert np.array_equal(alone, before)
            assert np.array_equal(of_batch[row][: before.shape[1]], before[0])


def test_pieces_run_at_once_and_answer_in_order(use):
    use(2)
    meeting = threading.Barrier(2, timeout=20)

    def meet(number: int) -> tuple[int, int]:
        meeting.wait()  # one thread alone would wait for ever
        return number, threading.get_ident()

    answers = run_pieces(meet, range(8))
    assert [number for number, _ in answers] == list(range(8))
    assert len({thread for _, thread in answers}) == 2


def test_one_thread_asks_nobody(use):
    use(1)
    assert run_pieces(lambda _: threading.get_ident(), range(3)) == [threading.get_ident()] * 3


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_in_a_piece_is_raised_and_the_next_work_is_done(use, count: int):
    use(count)
    with pytest.raises(ZeroDivisionError):
        run_pieces(lambda number: 1 // number, [1, 2, 0, 3])
    assert run_pieces(lambda number: number * 2, [1, 2, 3]) == [2, 4, 6]


def test_settings_of_numpy_hold_in_all_pieces(use):
    use(2)
    meeting = threading.Barrier(2, timeout=20)

    def setting(_: int) -> str:
        meeting.wait()
        return np.geterr()["over"]

    with np.errstate(over="ignore"):
        assert run_pieces(setting, range(2)) == ["ignore"] * 2


def test_products_have_one_thread_until_the_last_caller_is_done(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with threadpool_limits(limits=2, user_api="blas"):
        before = product_threads()
        first, second = single_products(), single_products()
        first.__enter__()
        second.__enter__()
        assert product_threads() == {1}
        first.__exit__(None, None, None)
        assert product_threads() == {1}
        second.__exit__(None, None, None)
        assert product_threads() == before
