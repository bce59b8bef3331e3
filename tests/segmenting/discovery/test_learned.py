"""The learned order in which parts join, and what it knows of them."""

import numpy as np
import pytest

from patchalign3d_cli.geometry.mirror import Mirror
from patchalign3d_cli.results import PartTree
from patchalign3d_cli.segmenting.discovery import discover
from patchalign3d_cli.segmenting.discovery.forms import point_thickness
from patchalign3d_cli.segmenting.discovery.learned import merge_nodes, shipped_rule
from patchalign3d_cli.segmenting.discovery.merging import cheapest, coarsest
from patchalign3d_cli.segmenting.discovery.nodes import PAIR_FEATURES, Forms, Nodes
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.shapes import Shape

WORDS = (3, 5)


def drawn(size: int, seed: int) -> dict[str, np.ndarray]:
    """What a few points a node give, as sums over the node."""
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(size, 9, 3)) * 0.1 + rng.normal(size=(size, 1, 3)) * 0.4
    normals = rng.normal(size=(size, 9, 3))
    normals /= np.linalg.norm(normals, axis=2, keepdims=True)
    return {
        "areas": rng.uniform(0.5, 2, size),
        "odds": rng.dirichlet(np.ones(sum(WORDS)), size),
        "features": rng.normal(size=(size, 6)),
        "positions": points.mean(axis=1),
        "moments": np.einsum("rni,rnj->rij", points, points) / 9,
        "thickness": rng.normal(size=size),
        "normals": normals.mean(axis=1),
        "bending": np.einsum("rni,rnj->rij", normals, normals) / 9,
    }


def nodes(values: dict[str, np.ndarray], mirror: Mirror | None = None) -> Nodes:
    odds = np.split(values["odds"], np.cumsum(WORDS)[:-1], axis=1)
    forms = Forms(*(values[name] for name in Forms._fields))
    return Nodes(values["areas"], odds, values["features"], forms, mirror)


def test_joined_nodes_are_what_they_would_be_from_the_start():
    values = drawn(5, 0)
    joined = nodes(values)
    joined.join(1, 3)
    areas = values["areas"]
    share = areas[1] / (areas[1] + areas[3])
    for name, column in values.items():
        mean = share * column[1] + (1 - share) * column[3]
        column[1] = areas[1] + areas[3] if name == "areas" else mean
        values[name] = np.delete(column, 3, axis=0)
    fresh = nodes(values)
    pairs, expected = joined.pairs(1, np.array([0, 2, 4])), fresh.pairs(1, np.array([0, 2, 3]))
    variance = (
        22  # joined nodes vary inside, which the means that fresh ones are made of do not say
    )
    known = np.arange(PAIR_FEATURES) != variance
    assert np.allclose(pairs[:, known], expected[:, known])
    assert (pairs[:, variance] > expected[:, variance]).all()


def test_pairs_look_the_same_from_both_sides():
    mirror = Mirror(np.array([1.0, 0, 0]), 0.1, 0.02)
    some = nodes(drawn(6, 1), mirror)
    for one, two in ((0, 4), (5, 2)):
        assert np.allclose(some.pairs(one, np.array([two])), some.pairs(two, np.array([one])))


def test_steps_make_a_tree_and_repeat():
    trees = []
    for _ in range(2):
        steps = merge_nodes(nodes(drawn(12, 2)), shipped_rule())
        tree = PartTree(np.arange(12, dtype=np.int32), steps.merges, steps.costs, ("",) * 23)
        trees.append(tree.merges.tolist())
        assert (np.diff(steps.costs) >= 0).all() and np.isfinite(steps.costs).all()
    assert trees[0] == trees[1]


def test_the_choice_sees_only_nodes_that_are_left():
    some = nodes(drawn(9, 3))

    def watch(costs: np.ndarray) -> tuple[int, int]:
        one, two = cheapest(costs)
        assert one != two and some.alive[one] and some.alive[two]
        assert np.isposinf(costs[~some.alive]).all()
        return one, two

    assert len(merge_nodes(some, shipped_rule(), watch).merges) == 8


def test_alike_nodes_join_before_others():
    values = drawn(4, 4)
    one, two = np.eye(8)[0], np.eye(8)[3]
    values["odds"] = np.stack([one, one, two, two]) * 0.9 + 0.0125
    values["features"] = np.stack([np.eye(6)[k] for k in (0, 0, 1, 1)])
    for name in Forms._fields:
        values[name][1], values[name][3] = values[name][0], values[name][2]
    steps = merge_nodes(nodes(values), shipped_rule())
    assert coarsest(steps, 2)[0].tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_thickness_is_the_nearest_opposite_side():
    rng = np.random.default_rng(0)
    points, normals = rng.uniform(-1, 1, (300, 3)), rng.normal(size=(300, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    fast = point_thickness(points, normals)
    for row in range(0, 300, 29):
        slow = np.inf
        for other in range(300):
            line = points[other] - points[row]
            length = np.linalg.norm(line)
            inward = length and -(line @ normals[row]) / length > 0.85
            if inward and normals[row] @ normals[other] < -0.2:
                slow = min(slow, length)
        assert np.isclose(fast[row], slow) or (np.isnan(fast[row]) and np.isinf(slow))


def grid_box(low: tuple[float, ...], high: tuple[float, ...], cells: int = 12) -> list[np.ndarray]:
    """The triangles of a box, each side a grid."""
    sides = []
    steps = np.linspace(0, 1, cells + 1)
    a, b = (one.reshape(-1) for one in np.meshgrid(steps[:-1], steps[:-1], indexing="ij"))
    d = steps[1]
    square = [np.stack([a + x, b + y], axis=1) for x, y in ((0, 0), (d, 0), (d, d), (0, d))]
    for axis in range(3):
        for end in (0.0, 1.0):
            ring = [np.insert(one, axis, end, axis=1) for one in square]
            ring = ring if (axis == 1) != (end == 1.0) else ring[::-1]
            sides += [np.stack(ring[:3], axis=1), np.stack([ring[0], *ring[2:]], axis=1)]
    return [np.array(low) + one * (np.array(high) - np.array(low)) for one in sides]


@pytest.mark.slow
def test_parts_part_at_a_concave_edge():
    """A thin post on a flat block: two parts, however the encoder sees them."""
    block, post = (
        grid_box((-1, 0, -1), (1, 0.4, 1)),
        grid_box((-0.15, 0.4, -0.15), (0.15, 2.4, 0.15)),
    )
    triangles = np.concatenate(block + post)
    count = len(np.concatenate(block))
    vertices = triangles.reshape(-1, 3)
    shape = Shape(vertices, np.arange(len(vertices)).reshape(-1, 3))
    segmenter = load_segmenter("pa3d-mini", offline=True, backend="light")
    result = discover(segmenter, segmenter.encode(shape), count=2)
    areas, truth = shape.element_areas(), np.arange(len(triangles)) >= count
    wrong = min(areas[(result.labels == side) == truth].sum() for side in (0, 1)) / areas.sum()
    assert wrong < 0.03
    again = discover(segmenter, segmenter.encode(shape), count=2)
    assert np.array_equal(result.labels, again.labels)
    assert np.array_equal(result.tree.costs, again.tree.costs)
