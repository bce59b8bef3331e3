"""Packed sets: read like unpacked ones, a few shards at a time."""

import os
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
import zstandard
from filelock import FileLock

from patchalign3d_cli.errors import DataError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.batches import BatchLoader
from patchalign3d_training.data.layout import ItemFiles, PublishedLayout, paired_order
from patchalign3d_training.data.loading import epoch_order
from patchalign3d_training.data.shards import Shards
from patchalign3d_training.data.survey import Usable, survey
from support.training_sets import write_set

ITEMS = 30


def pack(root: Path, folder: Path, shards: int = 5, *, points_first: bool = True) -> None:
    """Pack a tree as the published shards are: points and rendered files sorted for themselves."""
    folder.mkdir()
    items = (root / "labeled/split/train.txt").read_text().split()
    for number in range(shards):
        own = items[number::shards]
        points = sorted(f"labeled/points/{item.rsplit('_', 1)[1]}" for item in own)
        rendered = sorted(f"labeled/rendered/{item}" for item in own)
        names = points + rendered if points_first else rendered + points
        if number == 0:
            names.append("labeled/split")
        path = folder / f"core_part-0000{number}.tar"
        with tarfile.open(path, "w") as tar:
            for name in names:
                tar.add(root / name, arcname=f"./{name}")
        data = path.read_bytes()
        half = len(data) // 2  # two frames, as parallel compressors write
        frames = [zstandard.compress(piece) for piece in (data[:half], data[half:])]
        path.with_suffix(".tar.zst").write_bytes(b"".join(frames))
        path.unlink()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    write_set(tmp_path / "tree", ITEMS)
    pack(tmp_path / "tree", tmp_path / "shards")
    return tmp_path / "shards"


@pytest.mark.parametrize("points_first", [True, False])
def test_shards_read_like_a_tree(tmp_path: Path, points_first: bool):
    items = write_set(tmp_path / "tree", ITEMS)
    for item in items[::2]:
        torch.save(torch.arange(300).int(), tmp_path / "tree" / ItemFiles(item).regions)
    pack(tmp_path / "tree", tmp_path / "shards", points_first=points_first)
    tree = PublishedLayout(tmp_path / "tree", "train")
    packed = PublishedLayout(Shards(tmp_path / "shards"), "train")
    assert packed.items == tree.items
    for index in (0, 7, 29, 3):
        one, other = tree.load(index), packed.load(index)
        assert one.labels == other.labels and one.item == other.item
        assert np.array_equal(one.points, other.points) and np.array_equal(one.masks, other.masks)
        assert (one.regions is None) == (other.regions is None) == bool(index % 2)
        assert one.regions is None or np.array_equal(one.regions, other.regions)
        assert np.array_equal(
            tree.load_distill(index).features, packed.load_distill(index).features
        )


def test_an_epoch_never_goes_back_to_a_shard(packed: Path):
    source = PublishedLayout(Shards(packed), "train")
    order = epoch_order(source, 3, 1)
    assert sorted(order) == list(range(ITEMS))
    shards = [int(index) % 5 for index in order]
    visits = [shards[start : start + 12] for start in (0, 12, 24)]
    assert [len(set(visit)) for visit in visits] == [2, 2, 1]
    assert len(set(visits[0][:6])) == 2  # mixed, not one after the other
    assert not np.array_equal(order, epoch_order(source, 3, 2))
    assert np.array_equal(order, epoch_order(source, 3, 1))


def test_few_spools_lie_there_and_shards_are_not_touched(packed: Path, own_home: Path):
    source = PublishedLayout(Shards(packed, spools=2), "train")
    for index in epoch_order(source, 0, 0):
        source.load(int(index))
        assert len(list((own_home / "shards").glob("*.spool"))) <= 2
    assert len(list(packed.iterdir())) == 5


def test_batches_of_shards_do_not_depend_on_where_a_run_began(packed: Path):
    text = {name: np.eye(3, dtype=np.float32)[i] for i, name in enumerate(("base", "top", "foot"))}

    def batches(first: int) -> list[tuple[str, ...]]:
        source = PublishedLayout(Shards(packed), "train")
        usable = Usable(source, survey(source, "align"))
        options = BatchOptions(points=16)
        loader = BatchLoader(
            usable, text, options, batch_size=4, seed=1, first_step=first, last_step=12
        )
        return [batch.items for batch in loader]

    assert batches(5) == batches(0)[5:]


@pytest.mark.slow
def test_reading_processes_see_the_same(packed: Path):
    text = {name: np.eye(3, dtype=np.float32)[i] for i, name in enumerate(("base", "top", "foot"))}
    loader = BatchLoader(
        PublishedLayout(Shards(packed, spools=2), "train"),
        text,
        BatchOptions(points=16),
        batch_size=5,
        seed=1,
        first_step=0,
        last_step=12,
    )
    read = torch.utils.data.DataLoader(loader, batch_size=None, num_workers=2)
    for own, other in zip(loader, read, strict=True):
        assert list(own.items) == list(other.items) and torch.equal(own.points, other.points)


def test_damage_is_one_line(packed: Path, tmp_path: Path):
    broken = packed / "core_part-00002.tar.zst"
    data = broken.read_bytes()
    for damage in (data[: len(data) // 3], b"garbage" + data[7:], data[:200] + data[260:]):
        broken.write_bytes(damage)
        with pytest.raises(DataError, match=r"core_part-00002.tar.zst: .*; fetch it again"):
            Shards(packed)
    with pytest.raises(DataError, match="no shards"):
        Shards(tmp_path / "tree")


def test_items_of_a_missing_shard_are_named(packed: Path):
    (packed / "core_part-00003.tar.zst").unlink()
    source = PublishedLayout(Shards(packed), "train")
    found = survey(source, "align")
    assert len(found.problems) == 6 and "none of the 4 shards" in found.problems[0].reason
    assert len(epoch_order(Usable(source, found), 0, 0)) == 24


def test_groups_pair_up():
    groups = np.repeat(np.arange(7), 4)
    order = paired_order(groups, np.random.default_rng(0))
    assert sorted(order) == list(range(28))
    assert all(len(set(groups[order[start : start + 8]])) == 2 for start in (0, 8, 16))


def test_making_room_spares_what_another_process_writes_or_opens(packed: Path, own_home: Path):
    folder = own_home / "shards"
    source = PublishedLayout(Shards(packed, spools=2), "train")
    held, written, old = (folder / name for name in ("held.spool", ".x.half.spool", "old.spool"))
    for path in (held, written, old):
        path.write_bytes(b"of another process")
        os.utime(path, (0, 0))
    with FileLock(folder / "held.lock"):
        for index in epoch_order(source, 0, 0):
            source.load(int(index))
        assert held.is_file() and written.is_file() and not old.exists()


def test_what_a_killed_process_left_is_cleared_away(packed: Path, own_home: Path):
    source = PublishedLayout(Shards(packed), "train")
    stamps = {path.stem for path in (own_home / "shards").glob("*.json")}
    for stamp in stamps:
        (own_home / "shards" / f".{stamp}.half.spool").write_bytes(b"half")
    for index in range(ITEMS):
        source.load(index)
    assert {path.stem for path in (own_home / "shards").glob("*.spool")} == stamps
