"""Triangle meshes: how they are moved, copied and put beside each other.

Frame of every generated object: y up, the front looks along +z, x to the side. Lengths are in
metres, or in any unit: the size of a finished object is made equal later.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]
Side = Literal["+x", "-x", "+y", "-y", "+z", "-z"]
_PLANES = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}


@dataclass(frozen=True, eq=False)
class Mesh:
    """A triangle mesh; every method returns a new one.

    Attributes:
        vertices: (V, 3) float64.
        faces: (F, 3) int64 indices into `vertices`.
    """

    vertices: NDArray[np.float64]
    faces: NDArray[np.int64]

    # How it lies

    @property
    def low(self) -> Vector:
        """The lower corner of its bounding box, (3,)."""
        return np.asarray(self.vertices.min(axis=0))

    @property
    def high(self) -> Vector:
        """The upper corner of its bounding box, (3,)."""
        return np.asarray(self.vertices.max(axis=0))

    @property
    def size(self) -> Vector:
        """Width, height and depth of its bounding box, (3,)."""
        return self.high - self.low

    @property
    def middle(self) -> Vector:
        """The middle of its bounding box, (3,)."""
        return 0.5 * (self.high + self.low)

    # Moves

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Mesh":
        """Shift it."""
        return Mesh(self.vertices + (x, y, z), self.faces)

    def turned(self, axis: str, degrees: float, at: ArrayLike = (0.0, 0.0, 0.0)) -> "Mesh":
        """Rotate it right-handed about a line along `axis` through the point `at`: a hinge."""
        first, second = _PLANES[axis]
        angle = np.radians(degrees)
        pivot = np.asarray(at, dtype=np.float64)
        vertices = self.vertices - pivot
        a, b = vertices[:, first].copy(), vertices[:, second].copy()
        vertices[:, first] = np.cos(angle) * a - np.sin(angle) * b
        vertices[:, second] = np.sin(angle) * a + np.cos(angle) * b
        return Mesh(vertices + pivot, self.faces)

    def pointing(self, direction: ArrayLike) -> "Mesh":
        """Rotate it about the origin so that what pointed up points along `direction`."""
        x, y, z = np.asarray(direction, dtype=np.float64)
        tilt = float(np.degrees(np.arctan2(np.hypot(x, z), y)))
        return self.turned("x", tilt).turned("y", float(np.degrees(np.arctan2(x, z))))

    def oriented(self, at: ArrayLike, along: ArrayLike, across: ArrayLike = (1, 0, 0)) -> "Mesh":
        """Put it somewhere in any attitude: a hand at a wrist, a wing at a shoulder.

        Args:
            at: Where its origin goes, (3,).
            along: The direction that +y goes to, (3,).
            across: The direction that +x goes to, as nearly as may be, (3,).
        """
        axes = axes_along(along, across)
        return Mesh(self.vertices @ axes + np.asarray(at, dtype=np.float64), self.faces)

    def stretched(self, x: float = 1.0, y: float = 1.0, z: float = 1.0) -> "Mesh":
        """Scale it about the origin, by an own factor along each axis."""
        return Mesh(self.vertices * (x, y, z), self.faces)

    def scaled(self, factor: float) -> "Mesh":
        """Scale it about the origin."""
        return Mesh(self.vertices * factor, self.faces)

    def mirrored(self, axis: str = "x") -> "Mesh":
        """Reflect it in the plane through the origin that `axis` stands on."""
        vertices = self.vertices.copy()
        vertices[:, "xyz".index(axis)] *= -1.0
        return Mesh(vertices, self.faces[:, ::-1])

    # Anchors: where it stands

    def on(self, below: "Mesh | float" = 0.0) -> "Mesh":
        """Raise or lower it until it stands on a height or on the top of another mesh."""
        top = below.high[1] if isinstance(below, Mesh) else below
        return self.moved(y=float(top - self.low[1]))

    def under(self, above: "Mesh | float") -> "Mesh":
        """Raise or lower it until it hangs from a height or from the underside of another mesh."""
        bottom = above.low[1] if isinstance(above, Mesh) else above
        return self.moved(y=float(bottom - self.high[1]))

    def beside(self, other: "Mesh", side: Side, gap: float = 0.0) -> "Mesh":
        """Shift it along one axis until it touches a side of another mesh's bounding box.

        Args:
            other: The mesh that stays.
            side: Which of its sides: "+z" is its front, "+x" its left, "+y" its top.
            gap: Space to leave; negative to sink in.
        """
        axis = "xyz".index(side[1])
        step = np.zeros(3)
        if side[0] == "+":
            step[axis] = other.high[axis] + gap - self.low[axis]
        else:
            step[axis] = other.low[axis] - gap - self.high[axis]
        return Mesh(self.vertices + step, self.faces)

    def centred(
        self, on: "Mesh | None" = None, axes: str = "xz", at: ArrayLike = (0.0, 0.0, 0.0)
    ) -> "Mesh":
        """Shift its middle to another mesh's middle, or to a point, along these axes alone."""
        goal = on.middle if on is not None else np.asarray(at, dtype=np.float64)
        chosen = np.array([axis in axes for axis in "xyz"])
        return Mesh(self.vertices + np.where(chosen, goal - self.middle, 0.0), self.faces)

    # Copies

    def both(self, axis: str = "x") -> "Mesh":
        """It and its mirror image."""
        return join(self, self.mirrored(axis))

    def around(self, count: int, axis: str = "y", start: float = 0.0) -> "Mesh":
        """`count` copies spread evenly about an axis, the first turned by `start` degrees."""
        return join(*(self.turned(axis, start + 360.0 * i / count) for i in range(count)))

    def at(self, places: ArrayLike) -> "Mesh":
        """One copy at each place, (n, 3)."""
        return join(*(self.moved(*place) for place in np.asarray(places, dtype=np.float64)))

    def at_corners(self, width: float, depth: float, inset: float = 0.0) -> "Mesh":
        """Four copies, mirrored to each other, at the corners of a rectangle about the origin.

        Args:
            width: The rectangle's extent along x.
            depth: Its extent along z.
            inset: How far inside the corners the copies' own origin comes to lie.
        """
        corner = self.moved(0.5 * width - inset, 0.0, 0.5 * depth - inset)
        return corner.both("x").both("z")

    def in_row(self, count: int, step: float, axis: str = "x") -> "Mesh":
        """`count` copies along an axis, `step` apart, their middle where it is now."""
        shifts = step * (np.arange(count) - 0.5 * (count - 1))
        return join(*(self.moved(**{axis: float(shift)}) for shift in shifts))

    def in_grid(self, columns: int, rows: int, step: tuple[float, float]) -> "Mesh":
        """Copies in columns along x and rows along y, `step` apart, about where it is now."""
        return self.in_row(columns, step[0], "x").in_row(rows, step[1], "y")

    # Looks

    def faceted(self, cells: int) -> "Mesh":
        """A low-poly look: vertices within a cell of its box fall together, `cells` a side."""
        size = np.maximum(self.size, 1e-9)
        cell = np.minimum(((self.vertices - self.low) / size * cells).astype(np.int64), cells - 1)
        key = cell @ np.array([cells * cells, cells, 1])
        _, first, kept = np.unique(key, return_index=True, return_inverse=True)
        sums = np.zeros((len(first), 3))
        np.add.at(sums, kept, self.vertices)
        faces = kept[self.faces]
        a, b, c = faces.T
        solid = (a != b) & (b != c) & (c != a)
        means = sums / np.bincount(kept)[:, None]
        return Mesh(means, faces[solid]) if solid.any() else self


def axes_along(along: ArrayLike, across: ArrayLike = (1.0, 0.0, 0.0)) -> NDArray[np.float64]:
    """Three unit axes x, y, z as rows, (3, 3): y along one direction, x near another one."""
    y = np.asarray(along, dtype=np.float64)
    y = y / np.linalg.norm(y)
    x = np.asarray(across, dtype=np.float64)
    x = x - (x @ y) * y
    if np.linalg.norm(x) < 1e-6:  # parallel: any other direction
        x = np.eye(3)[int(np.argmin(np.abs(y)))]
        x = x - (x @ y) * y
    x = x / np.linalg.norm(x)
    return np.stack([x, y, np.cross(x, y)])


def join(*meshes: Mesh) -> Mesh:
    """One mesh of several."""
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes])
    vertices = np.concatenate([mesh.vertices for mesh in meshes])
    faces = [mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]
    return Mesh(vertices, np.concatenate(faces))
