"""Parts without words: the tree, its levels, and what it is made of."""

import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import PartTree
from patchalign3d_cli.segmenting.discovery import check_auto
from patchalign3d_cli.segmenting.discovery.merging import coarsest, merge_regions
from patchalign3d_cli.segmenting.discovery.regions import Regions, find_regions
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.shapes import Shape


def box(center: tuple[float, float, float], half: float) -> tuple[np.ndarray, np.ndarray]:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = [(a, b, c) for a, b, c, d in sides] + [(a, c, d) for a, b, c, d in sides]
    return corners * half + np.array(center), np.array(faces)


def boxes(centers: np.ndarray, half: float) -> Shape:
    made = [box(tuple(center), half) for center in centers]
    vertices = np.concatenate([one for one, _ in made])
    faces = np.concatenate([two + 8 * number for number, (_, two) in enumerate(made)])
    return Shape(vertices, faces.astype(np.int64))


def small_tree() -> PartTree:
    merges = np.array([[0, 1], [2, 3], [4, 5]], np.int32)
    names = ("leg", "leg", "", "seat", "leg", "seat", "")
    costs = np.array([1.0, 2.0, 9.0])
    return PartTree(np.array([3, 2, 1, 0, 0], np.int32), merges, costs, names)


def test_a_tree_is_cut_at_any_level():
    tree = small_tree()
    labels, names = tree.cut(2)
    assert labels.tolist() == [0, 0, 1, 1, 1]
    assert names == ("seat", "leg")
    labels, names = tree.cut(4)
    assert labels.tolist() == [0, 1, 2, 3, 3]
    assert names == ("seat", "part_0", "leg_0", "leg_1")
    assert tree.cut(1)[1] == ("part_0",)


def test_levels_that_a_tree_lacks_are_refused():
    with pytest.raises(ConfigError, match="choose --count from 1 to 4"):
        small_tree().cut(5)


def test_steps_that_join_a_node_twice_are_refused():
    merges = np.array([[0, 1], [0, 2]], np.int32)
    with pytest.raises(ValueError, match="once"):
        PartTree(np.array([0, 1, 2], np.int32), merges, np.array([1.0, 2.0]), ("",) * 5)


def test_regions_do_not_cross_loose_pieces():
    shape = boxes(np.array([[0, 0, 0], [5, 0, 0], [10, 0, 0]], float), 1.0)
    regions = find_regions(shape, 6)
    for region in range(int(regions.of.max()) + 1):
        assert len(np.unique(np.flatnonzero(regions.of == region) // 12)) == 1


def test_many_loose_pieces_give_few_regions():
    grid = np.stack(np.meshgrid(*[np.arange(12.0)] * 3), axis=-1).reshape(-1, 3)
    regions = find_regions(boxes(3 * grid, 1.0), 50)
    assert regions.of.max() + 1 <= 150
    assert np.isclose(regions.areas.sum(), 1)


def test_alike_regions_join_first_wherever_they_are():
    areas = np.full(4, 0.25)
    lengths = np.zeros((4, 4))
    lengths[0, 1] = lengths[1, 0] = 1.0
    regions = Regions(np.arange(4), areas, lengths, np.zeros((4, 4)))
    steps = merge_regions(regions, np.array([[0.0], [1.0], [0.1], [1.05]]))
    assert sorted(map(sorted, steps.merges[:2].tolist())) == [[0, 2], [1, 3]]
    leaf, top = coarsest(steps, 2)
    assert leaf[0] == leaf[2] != leaf[1] == leaf[3]
    assert sorted(top.merges[0].tolist()) == [0, 1]


def test_auto_stands_alone_among_names():
    with pytest.raises(ConfigError, match="auto finds the parts by itself"):
        check_auto(SegmentRequest(), ("auto", "leg"))
    check_auto(SegmentRequest(), ("leg", "automobile"))
