import json
import zipfile
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import LocalBytes, RemoteBytes
from patchalign3d_cli.hub.tensor_index import (
    TensorLocation,
    read_pickle_index,
    read_safetensors_index,
)
from support.hub_models import Payload, pickled
from support.hub_server import FakeHub

STATE = {
    "scale": torch.tensor(1.5),
    "half": torch.arange(7, dtype=torch.float16).reshape(7, 1),
    "brain": torch.linspace(0, 1, 12).bfloat16().reshape(3, 4),
    "empty": torch.zeros(0, 3),
    "large": torch.randn(300, 41, generator=torch.Generator().manual_seed(0)),
    "whole": torch.arange(5),
}


def local(path: Path, content: bytes) -> LocalBytes:
    path.write_bytes(content)
    return LocalBytes(path)


def assert_places(content: bytes, places: tuple[TensorLocation, ...]) -> None:
    """Every tensor, read from its place, is the one that was written."""
    assert {place.name for place in places} == set(STATE)
    assert [place.start for place in places] == sorted(place.start for place in places)
    for place in places:
        raw = bytearray(content[place.start : place.stop])
        values = torch.frombuffer(raw, dtype=place.dtype) if raw else torch.zeros(0)
        assert place.dtype == STATE[place.name].dtype
        assert torch.equal(values.reshape(place.shape), STATE[place.name])


def without_version(content: bytes, path: Path) -> bytes:
    """The archive as PyTorch wrote it before it noted a format version, entries where they were."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist()]
    old = next(name for name in names if name.endswith(".format_version"))
    new = old.replace(".format_version", ".format_absent_"[: len(".format_version")])
    assert len(new) == len(old)
    return content.replace(old.encode(), new.encode())


def test_safetensors(tmp_path: Path) -> None:
    content = save(STATE, {"format": "pt"})
    assert_places(content, read_safetensors_index(local(tmp_path / "a", content)))


def test_pickle(tmp_path: Path) -> None:
    content = pickled(STATE)
    assert_places(content, read_pickle_index(local(tmp_path / "a", content)))


def test_pickle_of_an_older_pytorch(tmp_path: Path) -> None:
    content = without_version(pickled(STATE), tmp_path / "archive")
    assert_places(content, read_pickle_index(local(tmp_path / "a", content)))


def test_pickle_header_takes_few_requests_and_no_tensor(hub: FakeHub, tmp_path: Path) -> None:
    state = {f"layer{i}": torch.randn(40, 40) for i in range(50)}
    content = without_version(pickled(state), tmp_path / "archive")
    commit = hub.add("org/repo", {"model.bin": content})
    places = read_pickle_index(RemoteBytes("org/repo", commit, "model.bin", len(content)))
    assert len(places) == 50
    ranges = hub.fetched("model.bin")
    assert len(ranges) < 25
    # The zip's directory at the end is looked for in 4,096 bytes; nothing else reaches tensors.
    inside = [
        (start, stop)
        for start, stop in ranges
        for place in places
        if start < place.stop and place.start < stop and stop < len(content) - 8192
    ]
    assert inside == []


def test_unaligned_zip_is_read_by_its_own_headers(tmp_path: Path) -> None:
    path = tmp_path / "original"
    path.write_bytes(pickled(STATE))
    repacked = tmp_path / "repacked"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(repacked, "w") as target:
        for entry in archive.infolist():
            if not entry.filename.endswith((".format_version", ".storage_alignment")):
                target.writestr(entry.filename, archive.read(entry))
    content = repacked.read_bytes()
    assert_places(content, read_pickle_index(LocalBytes(repacked)))


def test_views_of_one_storage(tmp_path: Path) -> None:
    base = torch.arange(24.0).reshape(4, 6)
    content = pickled({"all": base, "rows": base[1:3], "all again": base})
    places = {p.name: p for p in read_pickle_index(local(tmp_path / "a", content))}
    assert places["all"].start == places["all again"].start
    rows = places["rows"]
    values = torch.frombuffer(bytearray(content[rows.start : rows.stop]), dtype=torch.float32)
    assert values.tolist() == list(range(6, 18))


def test_a_transposed_tensor_is_refused(tmp_path: Path) -> None:
    source = local(tmp_path / "a", pickled({"turned": torch.randn(3, 4).T}))
    with pytest.raises(ModelError, match="turned of .* cannot be read in parts"):
        read_pickle_index(source)


def test_a_pickle_with_code_is_refused_and_nothing_runs(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    source = local(tmp_path / "a", pickled({"weight": torch.zeros(3), "more": Payload(trap)}))
    with pytest.raises(ModelError, match="could run code"):
        read_pickle_index(source)
    assert not trap.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "zip format"),
        (b"no weights at all, just a few words", "zip format"),
        (pickled([1, 2]), "no state dict"),
        (pickled(STATE, _use_new_zipfile_serialization=False), "zip format"),
        (pickled(STATE)[:-2000], "zip format"),
    ],
)
def test_pickles_that_are_none(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        read_pickle_index(local(tmp_path / "a", content))


def test_a_compressed_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data/0", bytes(1000))
    with pytest.raises(ModelError, match="compressed"):
        read_pickle_index(LocalBytes(path))


def header(entries: object) -> bytes:
    text = json.dumps(entries).encode()
    return len(text).to_bytes(8, "little") + text + bytes(64)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 16,
        header([1]),
        header({"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 17]}}),
        header({"a": {"dtype": "F32", "shape": [400], "data_offsets": [0, 1600]}}),
        header({"a": {"dtype": "F32", "shape": [4], "data_offsets": [-16, 0]}}),
        header({"a": {"dtype": "X9", "shape": [4], "data_offsets": [0, 16]}}),
        header({"a": {"dtype": "F32", "data_offsets": [0, 16]}}),
        header({"a": 5}),
    ],
)
def test_damaged_safetensors_headers(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ModelError):
        read_safetensors_index(local(tmp_path / "a", content))


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 4000), flip=st.integers(0, 4000), pickle=st.booleans())
def test_damage_never_surprises(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int, pickle: bool
) -> None:
    """Whatever is damaged in the header: places inside the file, or a `ModelError`."""
    content = bytearray((pickled if pickle else save)(STATE))
    content[-1 - flip if pickle else flip] ^= 0xFF
    source = local(tmp_path_factory.mktemp("d") / "a", bytes(content[: len(content) - cut]))
    try:
        places = (read_pickle_index if pickle else read_safetensors_index)(source)
    except ModelError:
        return
    assert all(0 <= place.start <= place.stop <= source.size for place in places)
