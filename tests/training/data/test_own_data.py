"""One's own labelled shapes as a training set."""

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.errors import DataError
from patchalign3d_training.data.own_data import OwnData
from patchalign3d_training.data.sources import open_training_set
from patchalign3d_training.data.survey import survey


def write_stool(folder: Path, name: str, tall: float = 1.0, suffix: str = "obj") -> None:
    """A seat on a post, z up, labelled by face; the post's underside is nothing."""
    post = trimesh.creation.cylinder(0.1, tall, sections=16)
    seat = trimesh.creation.box((1, 1, 0.2)).apply_translation((0, 0, tall / 2 + 0.1))
    mesh = trimesh.util.concatenate([post, seat])
    labels = np.repeat([1, 0], [len(post.faces), len(seat.faces)])
    labels[: len(post.faces)][post.face_normals[:, 2] < -0.9] = -1
    folder.mkdir(parents=True, exist_ok=True)
    mesh.export(folder / f"{name}.{suffix}")
    (folder / f"{name}.labels.txt").write_text("\n".join(map(str, labels)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        write_stool(tmp_path / "stool", f"stool_{number}", 1 + number / 10)
    (tmp_path / "parts.json").write_text(json.dumps({"stool": {"0": "seat", "1": "post"}}))
    return tmp_path


def test_points_carry_the_labels_of_their_places(folder: Path):
    cloud = OwnData(folder, "train", up="z").load(0)
    assert cloud.labels == ("seat", "post") and cloud.category == "stool"
    assert np.linalg.norm(cloud.points, axis=1).max() == pytest.approx(1, abs=1e-6)
    seat, post = cloud.masks
    assert not (seat & post).any() and 0 < (~seat & ~post).sum() < 200
    assert cloud.points[seat, 1].min() > cloud.points[post, 1].max() - 0.15  # y is up now
    again = OwnData(folder, "train", up="z").load(0)
    assert np.array_equal(again.points, cloud.points)


def test_pieces_of_a_mesh_are_regions(folder: Path):
    """Seat and post touch, but share no corner; a box alone has no regions."""
    cloud = OwnData(folder, "train", up="z").load(0)
    seat, _ = cloud.masks
    assert cloud.regions is not None and cloud.regions.dtype == np.int32
    assert np.array_equal(cloud.regions == cloud.regions[seat][0], seat)
    trimesh.creation.box((1, 1, 1)).export(folder / "stool" / "box.obj")
    (folder / "stool" / "box.labels.txt").write_text("0\n" * 12)
    (folder / "split").mkdir()
    (folder / "split" / "train.txt").write_text("stool/box\n")
    assert OwnData(folder, "train", up="z").load(0).regions is None


def test_labels_of_vertices_go_to_the_nearest_corner(tmp_path: Path):
    mesh = trimesh.creation.box((1, 1, 1)).subdivide()
    mesh.export(tmp_path / "box.ply")
    values = (mesh.vertices[:, 1] > 0.25).astype(int).tolist()
    labels = {"on": "vertices", "labels": values}
    (tmp_path / "box.labels.json").write_text(json.dumps(labels))
    (tmp_path / "other.ply").write_bytes((tmp_path / "box.ply").read_bytes())
    (tmp_path / "other.labels.json").write_text(json.dumps(labels))
    (tmp_path / "parts.json").write_text('["low", "high"]')
    cloud = OwnData(tmp_path, "train").load(0)
    high = cloud.points[cloud.masks[cloud.labels.index("high")], 1]
    low = cloud.points[cloud.masks[cloud.labels.index("low")], 1]
    assert high.min() > low.max() - 0.45 and high.mean() > low.mean() + 0.4


def test_further_names_mark_the_same_points(folder: Path):
    (folder / "parts.json").write_text('{"stool": {"0": "seat | cushion", "1": "post"}}')
    cloud = OwnData(folder, "train").load(0)
    assert cloud.labels == ("seat", "cushion", "post")
    assert np.array_equal(cloud.masks[0], cloud.masks[1])
    (folder / "parts.json").write_text('{"stool": {"0": "seat|", "1": "post"}}')
    with pytest.raises(DataError, match="'0' is no label .* with a name"):
        OwnData(folder, "train")


def test_splits_are_drawn_by_name_and_meet_nowhere(folder: Path):
    train, val = OwnData(folder, "train"), OwnData(folder, "val")
    assert len(train) == 11 and len(val) == 1
    assert set(train.items) | set(val.items) == {f"stool/stool_{i}.obj" for i in range(12)}
    assert OwnData(folder, "val").items == val.items


def test_written_splits_come_first(folder: Path):
    (folder / "split").mkdir()
    (folder / "split" / "train.txt").write_text("stool/stool_3.obj\nstool/stool_5\n")
    (folder / "split" / "val.txt").write_text("stool/stool_1\n")
    assert OwnData(folder, "train").items == ("stool/stool_3.obj", "stool/stool_5.obj")
    assert OwnData(folder, "val").items == ("stool/stool_1.obj",)
    (folder / "split" / "val.txt").write_text("chair_1\n")
    with pytest.raises(DataError, match="chair_1, which is no labelled shape"):
        OwnData(folder, "val")


def test_bad_shapes_are_counted_and_named(folder: Path):
    (folder / "stool" / "stool_3.labels.txt").write_text("0\n1\n")
    (folder / "stool" / "stool_4.obj").write_text("v 0 0 nonsense\n")
    source = OwnData(folder, "train")
    found = survey(source, "align")
    assert len(found.problems) == 2 and set(found.labels) == {"seat", "post"}
    assert "stool_3.obj" in found.summary() and "stool_4.obj" in found.summary()
    with pytest.raises(DataError, match="stage 1 cannot learn from"):
        source.load_distill(0)


def test_a_lone_shape_has_no_validation(tmp_path: Path):
    write_stool(tmp_path, "one")
    (tmp_path / "parts.json").write_text('["seat", "post"]')
    assert OwnData(tmp_path, "train").load(0).category == ""
    with pytest.raises(DataError, match="no shape in .* is for the split 'val'"):
        OwnData(tmp_path, "val")


def test_data_is_told_apart_by_what_it_holds(folder: Path, tmp_path_factory):
    from support.training_sets import write_set

    assert isinstance(open_training_set(folder, "train"), OwnData)
    tree = tmp_path_factory.mktemp("tree")
    items = write_set(tree, 3)
    assert open_training_set(tree, "train").items == items
    assert open_training_set(tree / "labeled", "train").items == items
    with pytest.raises(DataError, match=r"no training set here: cannot read .*val.txt"):
        open_training_set(tree, "val")
    with pytest.raises(DataError, match="no such folder"):
        open_training_set(tree / "none", "train")
    with pytest.raises(DataError, match="no labelled shape"):
        open_training_set(tmp_path_factory.mktemp("empty"), "train")
