"""Where training puts a cloud: turned, scaled, shifted, jittered, normalised."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.rotation import X, Y, Z, axis_rotation
from patchalign3d_training.data.batch_options import BatchOptions

# The published augmentation's defaults.
_CHANCE = 0.9
_TURN = np.deg2rad(20)  # about each axis
_SCALE = (0.9, 1.1)
_SHIFT = 0.02
_JITTER, _JITTER_LIMIT = 0.01, 0.05


class PosedCloud(NamedTuple):
    """A cloud and positions that go with it.

    Attributes:
        points: (N, 3) float32, y up.
        companions: (C, 3) float32, y up.
    """

    points: NDArray[np.float32]
    companions: NDArray[np.float32]


def posed(
    points: NDArray[np.floating],
    options: BatchOptions,
    random: np.random.Generator,
    companions: NDArray[np.floating] | None = None,
) -> PosedCloud:
    """Put a cloud where training wants it; its companions move along, unjittered.

    Args:
        points: (N, 3), y up.
        options: `yaw`, `augment` and `normalize` count.
        random: Source of randomness.
        companions: (C, 3) in the frame of `points` (cached patch centres); None for none.
    """
    cloud = points.astype(np.float64)
    moved = np.zeros((0, 3)) if companions is None else companions.astype(np.float64)
    if options.yaw:
        turn = axis_rotation(Y, random.uniform(0, 2 * np.pi)).T
        cloud, moved = cloud @ turn, moved @ turn
    if options.augment:
        cloud, moved = augmented(cloud, random, moved)
    if options.normalize:
        center = cloud.mean(axis=0)
        scale = max(float(np.linalg.norm(cloud - center, axis=1).max()), 1e-12)
        cloud, moved = (cloud - center) / scale, (moved - center) / scale
    return PosedCloud(cloud.astype(np.float32), moved.astype(np.float32))


def augmented(
    points: NDArray[np.float64], random: np.random.Generator, companions: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The published augmentation, with probability 0.9.

    Rotation of up to 20 degrees about each axis, scale 0.9 to 1.1, shift up to 0.02, jitter of
    deviation 0.01 clipped at 0.05 (published defaults).

    Args:
        points: (N, 3), y up.
        random: Source of randomness.
        companions: (C, 3), moved along with the points but not jittered.
    """
    if random.random() >= _CHANCE:
        return points, companions
    matrix = np.eye(3)
    for axis in (X, Y, Z):
        matrix = matrix @ axis_rotation(axis, random.uniform(-_TURN, _TURN)).T
    matrix = matrix * random.uniform(*_SCALE)
    shift = random.uniform(-_SHIFT, _SHIFT, 3)
    jitter = np.clip(_JITTER * random.standard_normal(points.shape), -_JITTER_LIMIT, _JITTER_LIMIT)
    return points @ matrix + shift + jitter, companions @ matrix + shift
