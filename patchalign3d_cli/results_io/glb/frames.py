"""Where the positions of a GLB are counted from, and the nodes that put them into the world."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.results_io.single_precision import single_precision
from patchalign3d_cli.shapes.instances import mirrors
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import up_rotation

# float32 keeps 1 / 2**24 of a coordinate. Where the centre lies further out than this many
# half-sizes of the shape, nodes carry the way there and positions start from it.
_FAR = 64.0
# A node's matrix has to be a rotation and a scale: columns at right angles, to within this.
_SHEAR = 1e-5


class Frames:
    """Positions of a shape as float32, each in the frame of the node that it will hang under.

    Args:
        source: The shape.
        own: Whether its nodes keep their transforms; otherwise all is in the world's frame.

    Raises:
        OutputError: The coordinates are beyond what float32 can hold.
    """

    def __init__(self, source: Shape, own: bool) -> None:
        self._origin = exact_origin(source)
        self._matrices: dict[int, NDArray[np.float64]] = {}
        positions = source.vertices - self._origin  # (V, 3)
        for number, node in enumerate(source.nodes if own else ()):
            if (node.transform == np.eye(4)).all() or not _can_be_kept(node.transform):
                continue
            self._matrices[number] = node.transform
            run = slice(node.start, node.start + node.count)
            used: Any = run if source.faces is None else np.unique(source.faces[run])
            shifted = source.vertices[used] - node.transform[:3, 3]
            positions[used] = np.linalg.solve(node.transform[:3, :3], shifted.T).T
        self.positions = single_precision(positions, ".glb")  # (V, 3)

    def mirrored(self, number: int | None) -> bool:
        """Whether a node of the shape turns the winding of the faces that hang under it."""
        return number in self._matrices and mirrors(self._matrices[number])

    def placement(self, number: int | None) -> dict[str, Any]:
        """The transform of a glTF node: of a node of the shape, or None for the world's frame."""
        if number is not None and number in self._matrices:
            return {"matrix": self._matrices[number].T.reshape(-1).tolist()}  # column by column
        return {"translation": self._origin.tolist()} if self._origin.any() else {}


def upright_node(up: UpDirection) -> dict[str, Any]:
    """Name and matrix of the node that turns `up` to y; empty where it is y."""
    if up == "y":
        return {}
    turn = np.eye(4)
    turn[:3, :3] = up_rotation(up)
    return {"name": "upright", "matrix": turn.T.reshape(-1).tolist()}  # column by column


def exact_origin(source: Shape) -> NDArray[np.float64]:
    """Where positions start from, (3,): a place that float32 holds exactly; mostly zero."""
    low, high = source.bounds
    center = low / 2 + high / 2
    if np.abs(center).max() <= _FAR * (high / 2 - low / 2).max():
        return np.zeros(3)
    held: NDArray[np.float64] = center.astype(np.float32).astype(np.float64)
    return held


def _can_be_kept(transform: NDArray[np.float64]) -> bool:
    """Whether a glTF node can hold it: a rotation, a scale other than zero, and a shift."""
    linear = transform[:3, :3]
    lengths = np.linalg.norm(linear, axis=0)
    if not np.isfinite(transform).all() or not (lengths > 1e-12).all():
        return False
    unit = linear / lengths
    return bool(np.abs(unit.T @ unit - np.eye(3)).max() < _SHEAR)
