"""From a generated set to batches of stage 1."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.data.batch_options import BatchOptions
from patchalign3d_training.data.distill_batches import DistillLoader
from patchalign3d_training.data.layout import ItemFiles, PublishedLayout
from patchalign3d_training.features.run import ShapeViews, listed_items, make_features
from patchalign3d_training.features.target_options import FeatureOptions
from patchalign3d_training.features.teacher import Teacher
from patchalign3d_training.synthesis.dataset import write_dataset

OPTIONS = FeatureOptions(teacher="test_vit", size=64, views=4, patches=16, patch_size=8)


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    import timm

    torch.manual_seed(0)
    model = timm.create_model("test_vit", num_classes=0, global_pool="", img_size=64, reg_tokens=2)
    return Teacher(model, "test_vit", 64, torch.device("cpu"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_dataset(tmp_path, 4, 7, ["mug", "chair"], workers=1)
    (tmp_path / "labeled/split/val.txt").write_text("")
    return tmp_path


@pytest.mark.slow
def test_features_of_a_generated_set_reach_stage_one(root: Path, teacher: Teacher):
    items = listed_items(root)
    done = make_features(root, items, teacher, OPTIONS)
    assert done == (4, 0, ())
    source = PublishedLayout(root, "train")
    item = source.load_distill(0)
    assert item.centers.shape == (16, 3) and item.features.shape == (16, 64)
    assert np.allclose(np.linalg.norm(item.features, axis=1), 1, atol=1e-3)
    exchanged = item.points[:, [0, 2, 1]]
    assert all((exchanged == center).all(axis=1).any() for center in item.centers)
    loader = DistillLoader(
        source, BatchOptions(points=64), batch_size=2, seed=0, first_step=0, last_step=2
    )
    assert [batch.features.shape for batch in loader] == [(2, 16, 64)] * 2
    values = torch.load(root / ItemFiles(items[0]).features, weights_only=True)
    assert values["item_id"] == items[0] and values["img_size"] == 64
    assert values["patch_feats"].dtype == torch.float16


@pytest.mark.slow
def test_a_stopped_run_goes_on_and_two_workers_write_the_same(root: Path, teacher: Teacher):
    items = listed_items(root)
    make_features(root, items, teacher, OPTIONS)
    before = {item: (root / ItemFiles(item).features).read_bytes() for item in items}
    (root / ItemFiles(items[2]).features).unlink()
    reported: list[tuple[int, int, str]] = []
    done = make_features(
        root, items, teacher, OPTIONS, workers=2, report=lambda *told: reported.append(told)
    )
    assert (done.written, done.kept) == (1, 3) and reported == [(1, 1, items[2])]
    assert _tensors(root, items[2]).equal(_loaded(before[items[2]]))
    assert make_features(root, items, teacher, OPTIONS).kept == 4


def _tensors(root: Path, item: str) -> torch.Tensor:
    return torch.load(root / ItemFiles(item).features, weights_only=True)["patch_feats"]


def _loaded(data: bytes) -> torch.Tensor:
    import io

    return torch.load(io.BytesIO(data), weights_only=True)["patch_feats"]


@pytest.mark.slow
def test_other_options_do_not_mix(root: Path, teacher: Teacher):
    items = listed_items(root)
    make_features(root, items[:1], teacher, OPTIONS)
    more = replace(OPTIONS, views=2)
    with pytest.raises(ConfigError, match="views 4, now 2.*--force"):
        make_features(root, items, teacher, more)
    assert make_features(root, items, teacher, more, force=True).written == 4
    assert json.loads((root / "labeled/features.json").read_text())["views"] == 2


def test_shapes_without_a_mesh_are_named(root: Path, teacher: Teacher):
    items = listed_items(root)
    (root / ItemFiles(items[1]).mesh).unlink()
    torch.save(torch.zeros(3), root / ItemFiles(items[3]).point_faces)
    done = make_features(root, items, teacher, OPTIONS)
    assert done.written == 2
    assert [problem.item for problem in done.problems] == [items[1], items[3]]
    assert "there is no mesh" in done.problems[0].reason
    assert "do not fit together" in done.problems[1].reason
    assert not list(root.rglob(".*"))


def test_a_sets_own_pictures_say_the_same_as_drawing_them(root: Path, teacher: Teacher):
    """Pictures and face maps drawn beforehand lead to nearly the features of drawing them."""
    from patchalign3d_cli.pictures.camera import aim
    from patchalign3d_cli.pictures.frame import picture_frame
    from patchalign3d_cli.pictures.layer import Viewport
    from patchalign3d_cli.pictures.raycast import RayCaster
    from patchalign3d_cli.shapes import load_shape
    from patchalign3d_training.features.views import viewpoints

    (item,) = listed_items(root)[:1]
    options = replace(OPTIONS, views=6)
    drawn = ShapeViews(root, [item], options, 64, 4)[0]
    files = ItemFiles(item)
    mesh = load_shape(root / files.mesh)
    placed = picture_frame(mesh).apply(mesh.vertices)
    caster, viewport, maps = RayCaster(placed, mesh.faces), Viewport(0, 0, 64, 64), []
    (root / files.images).mkdir()
    for number, viewpoint in enumerate(viewpoints(6)):
        camera = aim(placed, viewport, viewpoint)
        hits = caster.first_hits(
            camera.position.astype(np.float32), camera.directions(*viewport.pixel_centers())
        )
        maps.append(torch.from_numpy(hits.element.reshape(64, 64)))
        Image.fromarray(drawn.images[number]).save(root / files.images / f"{number:03d}.png")
    torch.save(torch.stack(maps), root / files.pixel_faces)
    read = ShapeViews(root, [item], options, 64, 4)[0]
    assert np.array_equal(read.images, drawn.images)
    tokens = teacher.tokens(read.images)
    from patchalign3d_training.features.targets import point_features

    one, other = (point_features(tokens, seen.sightings, seen.points, 20) for seen in (read, drawn))
    assert (one * other).sum(dim=1).mean() > 0.9
    (root / files.images / "9.png").write_bytes((root / files.images / "000.png").read_bytes())
    many = ShapeViews(root, [item], replace(options, views=7), 64, 4)[0]
    assert many.problem is not None and "none of the 6 face maps" in many.problem
