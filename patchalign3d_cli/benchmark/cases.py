"""From a labelled shape to what is segmented and evaluated, under a protocol."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
from patchalign3d_cli.choices import Rotate
from patchalign3d_cli.datasets import LabelledShape
from patchalign3d_cli.shapes import Shape, sample_surface, up_rotation
from patchalign3d_cli.shapes.rotation import Y, axis_rotation, quaternion_rotation


@dataclass(frozen=True, eq=False)
class Case:
    """One shape as it is asked.

    Attributes:
        truth: The shape as the data set has it.
        shape: What is segmented.
        labels: (E,) int32, the truth about what is evaluated; negative where nothing is.
        weights: (E,) how much each counts; None for all alike.
        on_vertices: Whether vertices of a mesh are evaluated, in place of its own elements.
        rotation: (3, 3), how the shape was turned (points @ rotation.T); None where it was not.
    """

    truth: LabelledShape
    shape: Shape
    labels: NDArray[np.int32]
    weights: NDArray[np.float64] | None
    on_vertices: bool
    rotation: NDArray[np.float64] | None


def make_case(truth: LabelledShape, options: BenchmarkOptions, points: int) -> Case:
    """Bring a shape into the form that a protocol evaluates.

    Args:
        truth: The labelled shape.
        options: The protocol and the seed.
        points: How many points the published protocol draws.
    """
    rotation = draw_rotation(truth.item, truth.shape, options.rotate, options.seed)
    shape = truth.shape
    if rotation is not None:
        shape = replace(shape, vertices=shape.vertices @ rotation.T)
    if options.protocol == "published":
        chosen, elements = _drawn(truth, shape, points, options.seed)
        drawn = Shape(chosen, up=shape.up, up_assumed=shape.up_assumed)
        return Case(truth, drawn, truth.labels[elements], None, False, rotation)
    if truth.on == "faces":
        return Case(truth, shape, truth.labels, shape.element_areas(), False, rotation)
    if truth.on == "points":
        return Case(truth, shape, truth.labels, None, False, rotation)
    assert shape.faces is not None
    used = np.zeros(len(shape.vertices), dtype=bool)
    used[shape.faces.ravel()] = True  # a vertex without a face is on no surface to be segmented
    labels = np.where(used, truth.labels, -1).astype(np.int32)
    return Case(truth, shape, labels, None, True, rotation)


def evaluated_labels(case: Case, labels: NDArray[np.int32], parts: int) -> NDArray[np.int32]:
    """Predicted labels of what is evaluated, (E,).

    A vertex takes the label that most of the area of its faces has (-1 where that is unlabelled).

    Args:
        case: The case.
        labels: Labels of the elements of `case.shape`.
        parts: How many parts there are.
    """
    if not case.on_vertices:
        return labels
    faces = case.shape.faces
    assert faces is not None
    votes = np.zeros((len(case.shape.vertices), parts + 1))
    areas = case.shape.element_areas()  # (F,)
    columns = np.where(labels < 0, parts, labels)
    for corner in range(3):
        # The floor lets faces without area vote where a vertex has no other.
        np.add.at(votes, (faces[:, corner], columns), areas + 1e-300)
    winners = votes.argmax(axis=1)
    return np.where(winners == parts, -1, winners).astype(np.int32)


def draw_rotation(item: str, shape: Shape, rotate: Rotate, seed: int) -> NDArray[np.float64] | None:
    """The seeded rotation of an item, (3, 3), in the axes of its file.

    Args:
        item: Its name, which the draw depends on.
        shape: Says which axis is up.
        rotate: `none` (None is returned), `yaw` (about the up axis) or `so3` (any, uniformly).
        seed: Seed of the draw.
    """
    if rotate == "none":
        return None
    random = item_random(item, seed, 1)
    if rotate == "yaw":
        yaw = axis_rotation(Y, random.uniform(0.0, 2.0 * np.pi))
        upright = up_rotation(shape.up)
        turned: NDArray[np.float64] = upright.T @ yaw @ upright
        return turned
    w, x, y, z = random.standard_normal(4)  # a uniform direction in four dimensions
    return quaternion_rotation((x, y, z, w))


def item_random(item: str, seed: int, purpose: int) -> np.random.Generator:
    """A generator that depends on the seed, an item's name and a purpose alone."""
    key = int.from_bytes(hashlib.sha256(item.encode()).digest()[:8], "little")
    return np.random.default_rng([seed, key, purpose])


def _drawn(
    truth: LabelledShape, shape: Shape, count: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points drawn with replacement, (N, 3), and the labelled element of each, (N,)."""
    random = item_random(truth.item, seed, 0)
    if truth.on == "faces":
        samples = sample_surface(shape, count, int(random.integers(2**31)))
        return samples.points, samples.faces
    chosen = random.integers(len(shape.vertices), size=count)
    return shape.vertices[chosen], chosen
