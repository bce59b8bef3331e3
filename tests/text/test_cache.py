import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save

from patchalign3d_cli.text.cache import LabelKey, TextCache

KEY = LabelKey("tower", "0" * 64, ("{}", "a {}"), None, "seat")


def unit(seed: int = 0, dimension: int = 8) -> NDArray[np.float32]:
    row = np.random.default_rng(seed).normal(size=dimension)
    return (row / np.linalg.norm(row)).astype(np.float32)


def entry(cache: TextCache, key: LabelKey = KEY) -> Path:
    assert cache.directory is not None
    return cache.directory / key.file_name


def test_keeps_and_returns(tmp_path: Path) -> None:
    cache = TextCache(tmp_path / "new" / "text")
    assert cache.load(KEY, 8) is None
    cache.store(KEY, unit())
    row = TextCache(tmp_path / "new" / "text").load(KEY, 8)
    assert row is not None and row.dtype == np.float32
    np.testing.assert_array_equal(row, unit())
    assert [path.name for path in (tmp_path / "new" / "text").iterdir()] == [KEY.file_name]


@pytest.mark.parametrize(
    "other",
    [
        LabelKey("tower 2", KEY.identity, KEY.templates, None, "seat"),
        LabelKey("tower", "1" * 64, KEY.templates, None, "seat"),
        LabelKey("tower", KEY.identity, ("{}",), None, "seat"),
        LabelKey("tower", KEY.identity, KEY.templates, "chair", "seat"),
        LabelKey("tower", KEY.identity, KEY.templates, "", "seat"),
        LabelKey("tower", KEY.identity, KEY.templates, None, "椅子"),
    ],
)
def test_every_field_of_the_key_counts(tmp_path: Path, other: LabelKey) -> None:
    cache = TextCache(tmp_path)
    cache.store(KEY, unit())
    assert cache.load(other, 8) is None


DAMAGE = {
    "empty": b"",
    "cut": save({"embedding": unit()})[:-3],
    "noise": bytes(range(256)),
    "another tensor": save({"other": unit()}),
    "another width": save({"embedding": unit(dimension=9)}),
    "another type": save({"embedding": unit().astype(np.float64)}),
    "no numbers": save({"embedding": np.full(8, np.nan, dtype=np.float32)}),
    "not of unit length": save({"embedding": np.ones(8, dtype=np.float32)}),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_a_miss_and_is_rewritten(tmp_path: Path, damage: str) -> None:
    cache = TextCache(tmp_path)
    entry(cache).write_bytes(DAMAGE[damage])
    assert cache.load(KEY, 8) is None
    cache.store(KEY, unit())
    np.testing.assert_array_equal(cache.load(KEY, 8), unit())


def test_a_folder_that_cannot_be_written_warns_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = TextCache(tmp_path / "file" / "text")
    (tmp_path / "weights").write_bytes(b"weights")
    with caplog.at_level(logging.WARNING):
        cache.store(KEY, unit())
        cache.store(KEY, unit())
        cache.file_sha256(tmp_path / "weights")
        assert cache.load(KEY, 8) is None
    assert len(caplog.messages) == 1
    assert str(tmp_path / "file" / "text") in caplog.text and "PA3D_HOME" in caplog.text


def test_a_full_disk_warns_and_leaves_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    TextCache(tmp_path).store(KEY, unit())
    assert "No space left on device" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    cache = TextCache(None)
    cache.store(KEY, unit())
    assert cache.load(KEY, 8) is None
    (tmp_path / "weights").write_bytes(b"abc")
    assert cache.file_sha256(tmp_path / "weights").startswith("ba7816bf8f01cfea")


def test_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"abc")
    first = TextCache(tmp_path / "text").file_sha256(path)
    assert first == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (memo,) = (tmp_path / "text").iterdir()
    memo.write_text(json.dumps(json.loads(memo.read_text()) | {"sha256": "remembered"}))
    assert TextCache(tmp_path / "text").file_sha256(path) == "remembered"
    os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns + 1))
    assert TextCache(tmp_path / "text").file_sha256(path) == first
    path.write_bytes(b"abcd")
    assert TextCache(tmp_path / "text").file_sha256(path) != first


@pytest.mark.parametrize("memo", [b"", b"[]", b'{"sha256": 3}', b"\xff"])
def test_a_damaged_memo_is_a_miss(tmp_path: Path, memo: bytes) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"abc")
    cache = TextCache(tmp_path / "text")
    digest = cache.file_sha256(path)
    next((tmp_path / "text").iterdir()).write_bytes(memo)
    assert cache.file_sha256(path) == digest


RACER = """
import sys
from pathlib import Path
import numpy as np
from patchalign3d_cli.text.cache import LabelKey, TextCache

cache = TextCache(Path(sys.argv[1]))
row = np.zeros(4096, dtype=np.float32)
for turn in range(40):
    for index in range(5):
        key = LabelKey("tower", "0", ("{}",), None, f"label {index}")
        found = cache.load(key, 4096)
        assert found is None and not turn or found is not None and found[index] == 1, (turn, found)
        row[:] = 0
        row[index] = 1
        cache.store(key, row)
"""


def test_racing_processes_share_a_cache(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, str(tmp_path / "text")]
    racers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    outcomes = [(racer.communicate()[1], racer.returncode) for racer in racers]
    assert outcomes == [("", 0)] * 4
    names = [path.name for path in (tmp_path / "text").iterdir()]
    assert len(names) == 5 and not any(name.startswith(".") for name in names)
