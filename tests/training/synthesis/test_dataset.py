from dataclasses import replace

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.catalog import CATEGORIES
from patchalign3d_training.synthesis.dataset import (
    NESTED_SHARE,
    label_rows,
    make_cloud,
    nested,
    write_dataset,
)
from patchalign3d_training.synthesis.kit import LabelledMesh
from patchalign3d_training.synthesis.sampling import SampledPoints


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    assert write_dataset(folder, 24, 3, workers=1) == 24
    return folder / "labeled"


@pytest.mark.slow
def test_layout_is_the_published_one(written):
    train = (written / "split/train.txt").read_text().split()
    val = (written / "split/val.txt").read_text().split()
    assert len(train) == 23 and len(val) == 1
    for item in train + val:
        category, uid = item.rsplit("_", 1)
        assert category in CATEGORIES
        points = torch.load(written / "points" / uid / "points.pt", weights_only=True)
        assert points.shape == (5000, 3) and points.dtype == torch.float32
        assert points.abs().max() == pytest.approx(0.75, abs=1e-5)
        faces = torch.load(written / "points" / uid / "point2face.pt", weights_only=True)
        assert faces.shape == (5000,) and faces.dtype == torch.int64
        merged = written / "rendered" / item / "oriented/masks/merged"
        masks = torch.load(merged / "mask2points.pt", weights_only=True)
        names = (merged / "mask_labels.txt").read_text().splitlines()
        assert masks.shape == (len(names), 5000) and masks.dtype == torch.bool
        assert masks.any(dim=1).any()
    assert not list(written.rglob("*.partial"))


def test_names_of_a_missing_part_mark_no_point():
    mesh, drawn = make_cloud("table", (3, 1))
    lacking = replace(mesh, face_part=np.where(mesh.face_part == 0, -1, mesh.face_part))
    drawn = drawn._replace(part=lacking.face_part[drawn.face])
    names, masks = label_rows(lacking, drawn)
    assert len(set(names)) == len(names)
    blank = {name for name, mask in zip(names, masks, strict=True) if not mask.any()}
    assert set(mesh.parts[0]) <= blank
    present = {i for i in range(len(mesh.parts)) if (drawn.part == i).any()}
    assert blank.isdisjoint(name for i in present for name in mesh.parts[i])


def rows_of_a_face(parts, within):
    """Names and masks of three points on the parts 0, 1, 2 of a made-up head."""
    names = tuple((part, f"the {part}") for part in parts)
    index = np.arange(3, dtype=np.int32)
    corners = np.arange(9, dtype=np.int64).reshape(3, 3)
    mesh = LabelledMesh(np.zeros((9, 3)), corners, index, names, np.full(3, -1, np.int32), ())
    drawn = SampledPoints(np.zeros((3, 3), np.float32), index, np.arange(3))
    labels, masks = label_rows(mesh, drawn, within)
    return dict(zip(labels, masks.tolist(), strict=True))


def test_parts_within_others_are_marked_as_both():
    rows = rows_of_a_face(("eye", "face", "head"), {"eye": "face", "face": "head"})
    assert rows["eye"] == [True, False, False]
    assert rows["face"] == rows["the face"] == [True, True, False]
    assert rows["head"] == [True, True, True]
    assert rows_of_a_face(("eye", "face", "head"), {})["head"] == [False, False, True]


def test_a_part_that_is_not_there_holds_nothing():
    rows = rows_of_a_face(("eye", "nose", "mouth", "face"), {"eye": "face"})
    assert rows["face"] == [False, False, False]


def test_nesting_is_drawn_for_each_part_alone():
    within = {"hand": "arm", "foot": "leg"}
    draws = [nested(within, np.random.default_rng(seed)) for seed in range(1000)]
    for part in within:
        share = np.mean([part in draw for draw in draws])
        assert share == pytest.approx(NESTED_SHARE, abs=0.05)
    assert {len(draw) for draw in draws} == {0, 1, 2}


def test_same_seed_same_bytes_and_any_prefix(written, tmp_path):
    write_dataset(tmp_path, 10, 3, workers=1)
    fresh = tree(tmp_path / "labeled")
    old = tree(written)
    assert len(fresh) > 40
    for name, content in fresh.items():
        if not name.startswith("split"):
            assert old[name] == content, name


def test_an_interrupted_run_is_completed(written, tmp_path):
    write_dataset(tmp_path, 6, 3, workers=1)
    before = tree(tmp_path)
    labeled = tmp_path / "labeled"
    item = (labeled / "split/train.txt").read_text().split()[2]
    (labeled / "rendered" / item).rename(labeled / "rendered" / f".{item}.partial")
    assert write_dataset(tmp_path, 6, 3, workers=1) == 1
    assert tree(tmp_path) == before
    assert write_dataset(tmp_path, 6, 3, workers=1) == 0


@pytest.mark.slow
def test_two_workers_write_what_one_writes(tmp_path):
    write_dataset(tmp_path / "one", 8, 5, ["mug", "car"], workers=1)
    write_dataset(tmp_path / "two", 8, 5, ["mug", "car"], workers=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.many
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_synonyms_share_their_mask_and_parts_do_not_overlap(category):
    mesh, drawn = make_cloud(category, (1, 2))
    names, masks = label_rows(mesh, drawn)
    rows = dict(zip(names, masks, strict=True)) if len(set(names)) == len(names) else None
    covered = np.zeros(len(drawn.points), dtype=int)
    for index, synonyms in enumerate(mesh.parts):
        mask = drawn.part == index
        if not mask.any():
            assert not set(synonyms) & set(names[: _part_rows(mesh, drawn)])
            continue
        covered += mask
        start = names.index(synonyms[0])
        assert names[start : start + len(synonyms)] == synonyms
        assert (masks[start : start + len(synonyms)] == mask).all()
        assert rows is None or (rows[synonyms[0]] == mask).all()
    assert covered.max() == 1
    assert (covered == 0).sum() == (drawn.part == -1).sum() < 2500
    assert (mesh.face_part[drawn.face] == drawn.part).all()


def _part_rows(mesh, drawn):
    return sum(len(names) for i, names in enumerate(mesh.parts) if (drawn.part == i).any())


def test_bad_requests_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="unknown category 'sofabed'"):
        write_dataset(tmp_path, 3, 0, ["sofabed"])
    with pytest.raises(ConfigError, match="must be above 0"):
        write_dataset(tmp_path, 0, 0)
    assert not list(tmp_path.iterdir())


def test_meshes_fit_their_points(written):
    from trimesh.triangles import closest_point

    from patchalign3d_cli.shapes import load_shape

    exact = 0
    for folder in sorted((written / "points").iterdir()):
        points = torch.load(folder / "points.pt", weights_only=True).numpy()
        faces = torch.load(folder / "point2face.pt", weights_only=True).numpy()
        mesh = load_shape(written / "meshes" / f"{folder.name}.ply")
        nearest = closest_point(mesh.vertices[mesh.faces[faces]], points.astype(np.float64))
        gaps = np.linalg.norm(nearest - points, axis=1)
        assert gaps.max() < 0.1  # noise, or a bend, which moves points of large faces most
        exact += gaps.max() < 1e-4
    assert exact > 8  # neither noise nor a bend of the pose, which moves points within a face


def test_regions_are_the_shells_of_the_mesh(written):
    from patchalign3d_cli.shapes import load_shape
    from patchalign3d_cli.shapes.regions import region_numbers

    several = 0
    for folder in sorted((written / "points").iterdir()):
        regions = torch.load(folder / "regions.pt", weights_only=True)
        faces = torch.load(folder / "point2face.pt", weights_only=True)
        assert regions.dtype == torch.int32 and regions.shape == faces.shape
        numbers = region_numbers(load_shape(written / "meshes" / f"{folder.name}.ply"))
        shells = np.zeros(len(faces), int) if numbers is None else numbers[faces.numpy()]
        pairs = {*zip(regions.tolist(), shells.tolist(), strict=True)}
        assert len(pairs) == len(np.unique(shells)) == len(np.unique(regions))
        several += len(pairs) > 1
    assert several > 12


def test_meshes_may_be_left_out(tmp_path):
    assert write_dataset(tmp_path, 2, 3, workers=1, meshes=False) == 2
    assert len(list(tmp_path.glob("labeled/points/*/regions.pt"))) == 2
    assert not (tmp_path / "labeled/meshes").exists()
    assert write_dataset(tmp_path, 2, 3, workers=1) == 2
    assert len(list((tmp_path / "labeled/meshes").iterdir())) == 2
