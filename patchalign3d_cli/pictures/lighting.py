"""The lights of a picture and what a surface of one colour sends back."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera

_SKY, _GROUND = 0.68, 0.40  # light from straight above and from straight below
_KEY, _HEAD = 0.50, 0.18  # the lamp above the viewer's left shoulder, and one at the camera
_DEEP = 0.25  # what of the surroundings' light reaches a closed corner, from wall to wall
_GLOSS = 0.05
_KEY_PLACE = (-0.55, 0.75, -0.62)  # direction to the lamp along the camera's axes


class Lit(NamedTuple):
    """How much of the light reaches a position: each (Q,) float32, 0 to 1.

    Attributes:
        sky: Share of the surroundings that is open.
        key: Share of the lamp that is in sight.
    """

    sky: NDArray[np.float32]
    key: NDArray[np.float32]


def key_direction(camera: Camera) -> NDArray[np.float32]:
    """Unit vector towards the lamp, (3,) float32."""
    towards = np.array(_KEY_PLACE) @ camera.axes
    return (towards / np.linalg.norm(towards)).astype(np.float32)


def shaded(
    base: NDArray[np.float32],
    normals: NDArray[np.float32],
    directions: NDArray[np.float32],
    lit: Lit,
    camera: Camera,
) -> NDArray[np.float32]:
    """The light that surfaces send to the camera, (Q, 3) linear.

    Args:
        base: (Q, 3) linear colours.
        normals: (Q, 3) unit, towards the camera.
        directions: (Q, 3) unit, from the camera.
        lit: What reaches them.
        camera: Where the lamps hang.
    """
    lamp = key_direction(camera)
    halfway = lamp - directions
    halfway /= np.linalg.norm(halfway, axis=1, keepdims=True)
    sky = _DEEP + (1 - _DEEP) * lit.sky
    height = 0.5 + 0.5 * normals[:, 1]
    ambient = (_GROUND + (_SKY - _GROUND) * height) * sky
    key = _KEY * np.maximum(normals @ lamp, 0) * lit.key
    head = _HEAD * np.maximum(-np.einsum("qc,qc->q", normals, directions), 0) * sky
    gloss = np.maximum(np.einsum("qc,qc->q", normals, halfway), 0)
    for _ in range(3):
        gloss *= gloss
    gloss = gloss * gloss * gloss  # to the 24th power: how sharp the highlight is
    light: NDArray[np.float32] = (
        base * (ambient + key + head)[:, None] + (_GLOSS * gloss * lit.key)[:, None]
    )
    return light
