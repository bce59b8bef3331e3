"""What the regions of a file do to the features of its points."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.checkpoint import save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.refinement import subdivide_mixed
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.transfer import element_carrier
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.shape import ShapeNode
from support.box_chairs import box_chair

TINY = EncoderConfig(128, 16, 8, (8, 8, 16, 16), width=24, depth=2, heads=2, position_width=8)
PLAIN = ModelConfig("plain", TINY, "distill", 6, text=None, point_neighbors=3)


@pytest.fixture(scope="module")
def segmenters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Segmenter, Segmenter]:
    """A model without a region decoder, and the same with one that has learned something."""
    torch.manual_seed(0)
    plain = PatchAlign3D(PLAIN)
    grown = PatchAlign3D(replace(PLAIN, name="grown", region_depth=1, region_width=32))
    grown.load_state_dict(plain.state_dict(), strict=False)
    assert grown.region_decoder is not None
    torch.nn.init.normal_(grown.region_decoder.correction.weight, std=0.3)
    folders: list[Path] = []
    for model in (plain, grown):
        folders.append(tmp_path_factory.mktemp(model.config.name))
        save_model(model, folders[-1])
    one, two = (load_segmenter(str(folder), backend="light") for folder in folders)
    return one, two


def change(
    segmenters: tuple[Segmenter, Segmenter], shape: Shape, options: EncodeOptions | None = None
) -> NDArray[np.float32]:
    """How far each point's feature moves, (N,)."""
    plain, grown = (segmenter.encode(shape, options) for segmenter in segmenters)
    assert np.array_equal(plain.points, grown.points)
    moved: NDArray[np.float32] = np.abs(plain.features - grown.features).max(axis=1)
    return moved


def test_shells_count_and_a_cloud_has_none(segmenters: tuple[Segmenter, Segmenter]):
    chair = Shape(*box_chair(1))
    assert change(segmenters, chair).min() > 0
    assert change(segmenters, chair, EncodeOptions(passes=3)).min() > 0
    assert change(segmenters, Shape(chair.vertices)).max() == 0
    assert change(segmenters, chair, EncodeOptions(regions=False)).max() == 0


def test_a_mesh_of_one_piece_is_left_as_it_is(segmenters: tuple[Segmenter, Segmenter]):
    chair = Shape(*box_chair(1))
    assert chair.faces is not None
    box = Shape(chair.vertices, chair.faces[:12])  # the first of its boxes
    assert change(segmenters, box).max() == 0


def test_nodes_of_a_file_count(segmenters: tuple[Segmenter, Segmenter]):
    chair = Shape(*box_chair(1))
    assert chair.faces is not None
    nodes = tuple(ShapeNode(name, start, 6, np.eye(4)) for name, start in (("a", 0), ("b", 6)))
    box = Shape(chair.vertices, chair.faces[:12], nodes=nodes)
    assert change(segmenters, box).min() > 0


def test_crumbs_say_nothing(segmenters: tuple[Segmenter, Segmenter]):
    random = np.random.default_rng(0)
    corners = random.uniform(-1, 1, (600, 1, 3)) + random.uniform(-0.05, 0.05, (600, 3, 3))
    crumbs = Shape(corners.reshape(-1, 3), np.arange(1800).reshape(-1, 3))
    assert change(segmenters, crumbs).max() == 0


def panel_with_knob() -> Shape:
    """A plate, and a small plate of its own that lies just above the middle of it."""
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], float)
    vertices = np.concatenate([square, square * 0.25 + [0.4, 0.4, 0.001]])
    return Shape(vertices, np.array([[0, 1, 2], [0, 2, 3], [4, 5, 6], [4, 6, 7]]))


def test_faces_take_scores_from_their_own_region(segmenters: tuple[Segmenter, Segmenter]):
    shape = panel_with_knob()
    plain, grown = (segmenter.encode(shape) for segmenter in segmenters)
    assert plain.regions is None and plain.center_regions is None
    assert grown.regions is not None and grown.regions.tolist() == [0, 0, 1, 1]
    around = grown.center_regions
    assert around is not None and np.array_equal(around, grown.elements // 2)
    one_hot = np.eye(2, dtype=np.float32)[around]
    assert np.allclose(element_carrier(grown, shape, "interpolate", 0)(one_hot)[2:], [0, 1])
    blurred = element_carrier(plain, shape, "interpolate", 0)(one_hot)
    assert blurred[2:, 0].min() > 0.2
    published = element_carrier(grown, shape, "nearest", 0)(one_hot)
    assert np.array_equal(published, element_carrier(plain, shape, "nearest", 0)(one_hot))


def test_finer_faces_and_cells_of_large_meshes_too(
    segmenters: tuple[Segmenter, Segmenter], monkeypatch: pytest.MonkeyPatch
):
    shape = panel_with_knob()
    features = segmenters[1].encode(shape)
    around = features.center_regions
    assert around is not None
    one_hot = np.eye(2, dtype=np.float32)[around]
    finer, origins = subdivide_mixed(shape, lambda points: (points[:, 0] > 0.5).astype(int), 0.05)
    expected = np.eye(2)[origins // 2]
    carry = element_carrier(features, finer, "interpolate", 0, origins)
    assert len(origins) > 20 and np.allclose(carry(one_hot), expected)
    monkeypatch.setattr("patchalign3d_cli.shapes.shape.MOST_SINGLE_FACES", 2)
    finer = Shape(finer.vertices, finer.faces)
    assert finer.cells is not None
    carry = element_carrier(features, finer, "interpolate", 0, origins)
    assert np.allclose(carry(one_hot), expected)
