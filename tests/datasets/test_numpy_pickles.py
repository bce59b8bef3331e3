"""The restricted unpickler: arrays, dictionaries and strings; nothing that runs."""

import io
import os
import pickle
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.datasets.numpy_pickles import read_pickled_npy
from patchalign3d_cli.errors import DataError

WHERE = Path("label.npy")


def npy(value: object, protocol: int = 3) -> bytes:
    """As np.save writes an object, with any pickle protocol."""
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        stream, {"descr": "|O", "fortran_order": False, "shape": ()}
    )
    pickle.dump(np.array(value, dtype=object), stream, protocol=protocol)
    return stream.getvalue()


@pytest.mark.parametrize("protocol", [2, 3, 4])
def test_dictionaries_of_arrays_come_back(protocol: int):
    value = {"semantic_seg": np.arange(-1, 5), "note": "x", "one": np.float32(2.5), "n": [1, "a"]}
    found = read_pickled_npy(npy(value, protocol), WHERE)
    assert np.array_equal(found["semantic_seg"], value["semantic_seg"])
    assert found["note"] == "x" and found["one"] == np.float32(2.5) and found["n"] == [1, "a"]


def test_pickles_of_older_numpy_are_read():
    data = npy({"semantic_seg": np.arange(3)}, 2).replace(b"numpy._core", b"numpy.core")
    assert read_pickled_npy(data, WHERE)["semantic_seg"].tolist() == [0, 1, 2]


def test_plain_arrays_are_read():
    stream = io.BytesIO()
    np.save(stream, np.arange(4))
    assert read_pickled_npy(stream.getvalue(), WHERE).tolist() == [0, 1, 2, 3]


class Bomb:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return os.mkdir, (str(self.mark),)


def test_code_is_refused_and_not_run(tmp_path: Path):
    mark = tmp_path / "boom"
    with pytest.raises(DataError, match=r"mkdir.*refused; nothing in it was executed"):
        read_pickled_npy(npy({"a": Bomb(mark)}), WHERE)
    assert not mark.exists()


@pytest.mark.parametrize("name", ["eval", "getattr", "__import__"])
def test_builtins_are_refused(name: str):
    body = b"\x80\x02cbuiltins\n" + name.encode() + b"\n(X\x01\x00\x00\x001tR."
    with pytest.raises(DataError, match="refused"):
        read_pickled_npy(npy(1)[:128] + body, WHERE)


@given(st.binary(max_size=80), st.integers(0, 400))
def test_damage_is_one_line(extra: bytes, cut: int):
    data = npy({"semantic_seg": np.arange(20)})
    try:
        read_pickled_npy(data[:cut] + extra, WHERE)
    except DataError as error:
        assert "label.npy" in str(error) and "\n" not in str(error)


@pytest.mark.parametrize("remember", [b"r\xff\xff\xff\x7f", b"r<#oK", b"p2000000000\n"])
def test_a_huge_number_in_the_memo_costs_no_memory(remember: bytes):
    body = b"\x80\x02X\x01\x00\x00\x00a" + remember + b"."
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match="damaged"):
            read_pickled_npy(npy(1)[:128] + body, WHERE)
        assert tracemalloc.get_traced_memory()[1] < 10e6
    finally:
        tracemalloc.stop()
