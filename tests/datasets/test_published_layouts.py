"""Readers of published sets on tiny sets in their layouts."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.datasets import (
    FaustCoarse,
    LabelledSet,
    ObjaverseGeneral,
    PartNetE,
    ScanObjectNNParts,
    open_shapenetpart,
)
from patchalign3d_cli.datasets.shapenetpart import FIRST_LABEL, SHAPENETPART
from patchalign3d_cli.errors import ConfigError, DataError
from support import labelled_sets as tiny

OPENERS: dict[str, tuple[Callable[[Path], Path], Callable[[Path], LabelledSet]]] = {
    "shapenetpart": (tiny.write_shapenetpart, open_shapenetpart),
    "hdf5": (tiny.write_hdf5, open_shapenetpart),
    "faust": (tiny.write_faust, FaustCoarse),
    "partnete": (tiny.write_partnete, PartNetE),
    "scanobjectnn": (tiny.write_scanobjectnn, ScanObjectNNParts),
    "objaverse": (tiny.write_objaverse, ObjaverseGeneral),
}


def test_global_labels_are_numbered_as_published():
    assert sum(len(parts) for parts in SHAPENETPART.values()) == 50
    assert FIRST_LABEL["Chair"] == 12 and FIRST_LABEL["Motorbike"] == 30
    assert FIRST_LABEL["Table"] == 47


def test_shapenetpart_text(tmp_path: Path):
    found = open_shapenetpart(tiny.write_shapenetpart(tmp_path / "set"))
    assert found.items[:2] == ("03001627/a0", "03001627/a1") and len(found.items) == 4
    mug = found.load(2)
    assert (mug.category, mug.parts, mug.on) == ("Mug", ("handle", "cup"), "points")
    points = tiny.cloud(80, 36)
    assert np.allclose(mug.shape.vertices, points, atol=1e-5)
    assert np.array_equal(mug.labels, tiny.halves(points, 0, 1))


def test_shapenetpart_hdf5(tmp_path: Path):
    found = open_shapenetpart(tiny.write_hdf5(tmp_path / "shapenet_part_seg_hdf5_data").parent)
    assert len(found.items) == 6 and found.items[3] == "ply_data_test1.h5:0"
    chair = found.load(3)
    assert (chair.category, chair.parts[2]) == ("Chair", "leg")
    assert np.array_equal(chair.labels, tiny.halves(tiny.cloud(60, 0), 0, 2))


def test_faust(tmp_path: Path):
    found = FaustCoarse(tiny.write_faust(tmp_path / "set"))
    person = found.load(1)
    assert person.parts == ("head", "leg", "torso") and person.on == "vertices"
    assert person.labels.tolist() == [2, 1, 0, 1] and person.category == "human"


def test_partnete(tmp_path: Path):
    found = PartNetE(tiny.write_partnete(tmp_path / "set"))
    bottle = found.load(0)
    assert found.items == ("Bottle/100", "Bottle/101") and bottle.parts == ("lid",)
    assert np.array_equal(bottle.labels, tiny.halves(tiny.cloud(90, 0), -1, 0))


def test_scanobjectnn(tmp_path: Path):
    found = ScanObjectNNParts(tiny.write_scanobjectnn(tmp_path / "set"))
    assert found.items == ("chair/s1", "chair/s2")
    chair = found.load(0)
    assert chair.parts == ("background", "back", "arm", "base", "seat")
    back, seat = 1, 4  # labels 2 and 5 of the file
    assert np.array_equal(chair.labels, tiny.halves(tiny.cloud(70, 1), back, seat))
    assert np.allclose(chair.shape.vertices, tiny.cloud(70, 1))
    assert ScanObjectNNParts(tmp_path / "set", "train").items == ("chair/s0",)


def test_objaverse(tmp_path: Path):
    lamp = ObjaverseGeneral(tiny.write_objaverse(tmp_path / "set")).load(1)
    assert (lamp.item, lamp.category) == ("desk_lamp_0001", "desk lamp")
    points = tiny.cloud(50, 1)
    true = np.where(points[:, 0] < 0.1, -1, tiny.halves(points, 0, 1))
    assert np.array_equal(lamp.labels, true) and lamp.parts == ("base", "shade")


def test_objaverse_labels_of_one_name_are_one_part(tmp_path: Path):
    root = tiny.write_objaverse(tmp_path / "set")
    names = root / "seenclass" / "desk_lamp_0001" / "label_map.json"
    names.write_text('{"1": "lamp_shade", "2": "Lamp shade"}')
    lamp = ObjaverseGeneral(root).load(1)
    assert lamp.parts == ("lamp shade",) and set(lamp.labels.tolist()) == {-1, 0}


@pytest.mark.parametrize("name", OPENERS)
def test_each_file_missing_or_damaged_is_one_line_that_names_it(name: str, tmp_path: Path):
    write, opened = OPENERS[name]
    root = write(tmp_path / "set")
    files = sorted(path for path in root.rglob("*") if path.is_file())
    for path in files:
        if path.stem in ("s0", "s0_part"):
            continue  # of the other split
        data = path.read_bytes()
        for content in (None, b"", data[:-1] + b"\xff\xff", b"\x80\x04garbage"):
            path.unlink()
            if content is not None:
                path.write_bytes(content)
            if path.suffix in (".obj", ".ply", ".pcd"):
                path.write_bytes(data)
                break  # the shape readers have tests of their own
            with pytest.raises(DataError) as failure:
                found = opened(root)
                for index in range(len(found.items)):
                    found.load(index)
            assert "\n" not in str(failure.value) and path.name in str(failure.value)
            path.write_bytes(data)
    assert opened(root).items


@pytest.mark.parametrize("name", OPENERS)
def test_a_digest_follows_every_byte(name: str, tmp_path: Path):
    write, opened = OPENERS[name]
    first, again = opened(write(tmp_path / "a")), opened(write(tmp_path / "b"))
    digests = [first.load(index).sha256 for index in range(len(first.items))]
    assert digests == [again.load(index).sha256 for index in range(len(again.items))]
    assert all(len(digest) == 64 for digest in digests)


@pytest.mark.parametrize("name", OPENERS)
def test_an_empty_folder_says_what_is_missing_and_where_it_is_to_be_had(name, tmp_path: Path):
    with pytest.raises(DataError, match=r"missing.*https://.*--root"):
        OPENERS[name][1](tmp_path)
    with pytest.raises(DataError, match="there is no folder"):
        OPENERS[name][1](tmp_path / "none")


def test_unknown_splits_are_refused(tmp_path: Path):
    for opened in (open_shapenetpart, ScanObjectNNParts, ObjaverseGeneral):
        with pytest.raises(ConfigError, match="choose one of"):
            opened(tmp_path, "nonsense")


@pytest.mark.parametrize("name", OPENERS)
def test_an_axis_in_any_spelling(tmp_path: Path, name: str):
    write, opened = OPENERS[name]
    root = write(tmp_path / "set")
    assert opened(root, up="-Z").load(0).shape.up == "-z"  # type: ignore[call-arg]
    with pytest.raises(ConfigError, match="unknown up axis 'w'"):
        opened(root, up="w").load(0)  # type: ignore[call-arg]
