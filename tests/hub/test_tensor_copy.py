from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import ByteSource, LocalBytes, RemoteBytes
from patchalign3d_cli.hub.tensor_copy import TensorCopy, copy_tensors, plan_copies, total_bytes
from patchalign3d_cli.hub.tensor_index import read_pickle_index, read_safetensors_index
from support.hub_models import pickled
from support.hub_server import FakeHub


def values(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


STATE = {
    "a": values(50, 7),
    "b": values(3, seed=1).half(),
    "nothing": torch.zeros(0, 2),
    "steps": torch.tensor([7]),
    "visual.w": values(100, 40, seed=2),
    "z": values(9000, seed=3),
}
WANTED = [name for name in STATE if not name.startswith("visual.")]


def is_wanted(name: str) -> bool:
    return name in WANTED


def run(
    sources: Sequence[ByteSource],
    copies: Sequence[TensorCopy],
    path: Path,
    commit: str = "c",
) -> int:
    reported: list[int] = []
    copy_tensors(sources, copies, {"commit": commit}, path, reported.append)
    return sum(reported)


def local_plan(
    tmp_path: Path, dtype: torch.dtype = torch.float32
) -> tuple[LocalBytes, tuple[TensorCopy, ...]]:
    path = tmp_path / "source"
    path.write_bytes(save(STATE))
    source = LocalBytes(path)
    return source, plan_copies([read_safetensors_index(source)], is_wanted, dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_the_wanted_tensors_are_copied(tmp_path: Path, dtype: torch.dtype) -> None:
    source, copies = local_plan(tmp_path, dtype)
    path = tmp_path / "copy"
    assert run([source], copies, path) == total_bytes(copies)
    copied = load_file(path)
    assert set(copied) == set(WANTED)
    for name in WANTED:
        expected = STATE[name].to(dtype) if STATE[name].is_floating_point() else STATE[name]
        assert copied[name].dtype == expected.dtype
        assert torch.equal(copied[name], expected)


def test_every_tensor_lies_aligned(tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_bytes(pickled({"odd": values(3), "steps": torch.tensor([7, 8])}))
    source = LocalBytes(path)
    copies = plan_copies([read_pickle_index(source)], lambda name: True, torch.float16)
    run([source], copies, tmp_path / "copy")
    for place in read_safetensors_index(LocalBytes(tmp_path / "copy")):
        assert place.start % place.dtype.itemsize == 0
    assert load_file(tmp_path / "copy")["steps"].tolist() == [7, 8]


def test_several_files_become_one(tmp_path: Path) -> None:
    sources = []
    for i, names in enumerate((["z", "visual.w"], ["a", "b", "steps", "nothing"])):
        path = tmp_path / f"shard{i}"
        path.write_bytes(save({name: STATE[name] for name in names}))
        sources.append(LocalBytes(path))
    indexes = [read_safetensors_index(source) for source in sources]
    run(sources, plan_copies(indexes, is_wanted, torch.float32), tmp_path / "copy")
    copied = load_file(tmp_path / "copy")
    assert all(torch.equal(copied[name], STATE[name].to(copied[name].dtype)) for name in WANTED)


@pytest.mark.many
@pytest.mark.parametrize("kind", ["safetensors", "pickle"])
def test_neighbours_are_asked_for_together_and_the_rest_never(
    hub: FakeHub, tmp_path: Path, kind: str
) -> None:
    state = {f"text{i:02}": values(40, 11, seed=i) for i in range(12)}
    state |= {f"visual.{i:02}": values(5, seed=i) for i in range(20)}
    state |= {f"word{i:02}": values(31, seed=i) for i in range(9)}
    content = save(state) if kind == "safetensors" else pickled(state)
    commit = hub.add("org/repo", {"weights": content})
    source = RemoteBytes("org/repo", commit, "weights", len(content))
    read = read_safetensors_index if kind == "safetensors" else read_pickle_index
    index = read(source)
    hub.requests.clear()
    copies = plan_copies([index], lambda name: not name.startswith("visual."), torch.float32)
    run([source], copies, tmp_path / "copy")
    ranges = hub.fetched("weights")
    assert len(ranges) == 2
    image = [place for place in index if place.name.startswith("visual.")]
    assert all(
        stop <= place.start or start >= place.stop for start, stop in ranges for place in image
    )
    copied = load_file(tmp_path / "copy")
    assert len(copied) == 21
    assert all(torch.equal(copied[name], state[name]) for name in copied)


@pytest.mark.many
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_whatever_was_written_is_kept(hub: FakeHub, tmp_path: Path, dtype: torch.dtype) -> None:
    """Cut the written file anywhere: what comes out is equal, and only the rest is fetched."""
    content = save(STATE)
    commit = hub.add("org/repo", {"weights": content})
    source = RemoteBytes("org/repo", commit, "weights", len(content))
    copies = plan_copies([read_safetensors_index(source)], is_wanted, dtype)
    path = tmp_path / "copy"
    run([source], copies, path)
    whole = path.read_bytes()
    full = sum(copy.location.stop - copy.location.start for copy in copies)
    header = len(whole) - total_bytes(copies)
    for cut in [0, 1, 4, header - 1, header, *range(header + 1, len(whole) + 1, 1999), len(whole)]:
        path.write_bytes(whole[:cut])
        hub.requests.clear()
        assert run([source], copies, path) >= total_bytes(copies)
        assert path.read_bytes() == whole
        kept = max(0, cut - header)
        assert hub.bytes_of("weights") <= full - kept + 8
    assert hub.bytes_of("weights") == 0


def test_a_partial_file_of_another_commit_is_begun_anew(tmp_path: Path) -> None:
    source, copies = local_plan(tmp_path)
    run([source], copies, tmp_path / "fresh", commit="new")
    path = tmp_path / "copy"
    run([source], copies, path, commit="old")
    run([source], copies, path, commit="new")
    path.write_bytes(path.read_bytes() + b"more than there should be")
    run([source], copies, path, commit="new")
    assert path.read_bytes() == (tmp_path / "fresh").read_bytes()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 1e30])
def test_values_that_do_not_survive_are_refused(tmp_path: Path, bad: float) -> None:
    path = tmp_path / "source"
    path.write_bytes(save({"a": torch.tensor([0.0, bad])}))
    source = LocalBytes(path)
    copies = plan_copies([read_safetensors_index(source)], lambda name: True, torch.float16)
    with pytest.raises(ModelError, match=r"a of .* not finite in F16; try --text-dtype fp32"):
        run([source], copies, tmp_path / "copy")


def test_a_large_tensor_goes_through_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("patchalign3d_cli.hub.tensor_copy.PIECE_BYTES", 1000)
    source, copies = local_plan(tmp_path, torch.float16)
    run([source], copies, tmp_path / "copy")
    assert torch.equal(load_file(tmp_path / "copy")["z"], STATE["z"].half())
