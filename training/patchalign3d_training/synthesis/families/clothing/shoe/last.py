"""The shape of a foot that shoes are built on: its outline, the wall above it, how it is raised."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, Mesh, Points, plane, smooth

# A left foot from above, (x, z) in lengths: from the heel along the inner side (+x is the little
# toe's side) round the toes and back.
FOOT = np.array(
    [(0, -0.5), (0.1, -0.43), (0.12, -0.2), (0.125, 0.0), (0.17, 0.2), (0.14, 0.38)]
    + [(0.03, 0.49), (-0.08, 0.47), (-0.16, 0.32), (-0.165, 0.15), (-0.11, -0.05)]
    + [(-0.11, -0.25), (-0.095, -0.43)]
)
COUNT = 40  # points around an outline


@dataclass(frozen=True, eq=False)
class Last:
    """What the upper of a shoe is shaped by; lengths in foot lengths, the toes at +z.

    Attributes:
        outline: (COUNT, 2) the foot from above, (x, z).
        toe: Height of the toe box.
        rim_front: Height of the opening's front.
        rim_rear: Height of the opening's rear.
        opening: Half of the opening's length.
        middle: Where the opening's middle lies along z.
        sole: Thickness of the sole.
        heel: How much higher the heel lies than the ball.
    """

    outline: Points
    toe: float
    rim_front: float
    rim_rear: float
    opening: float
    middle: float
    sole: float
    heel: float

    def rim(self) -> Points:
        """The edge of the opening, (COUNT, 3)."""
        side = self.outline[:, 1]  # the same point of the outline goes to the same side
        share = (side - side.min()) / (side.max() - side.min())
        z = self.middle - self.opening + 2 * self.opening * share
        half = 0.09 * np.sqrt(np.maximum(1.0 - ((z - self.middle) / self.opening) ** 2, 0.0))
        x = np.sign(self.outline[:, 0]) * half
        y = self.rim_rear + (self.rim_front - self.rim_rear) * share
        dip = 0.25 * min(self.rim_front, self.rim_rear) * np.sin(np.pi * share)  # at the ankle
        return np.stack([x, y - dip, z], axis=1)

    def wall(self, rows: int = 10, start: float = 0.0, end: float = 1.0) -> Points:
        """Rings from the sole up to the rim, (rows, COUNT, 3)."""
        foot, rim = plane(self.outline, "y"), self.rim()
        over = foot * (0.97, 1.0, 0.97)  # straight above the outline at the height of the toes
        ahead = np.clip(foot[:, 2] + 0.5, 0.0, 1.0)
        over[:, 1] = ahead * 1.5 * self.toe + (1.0 - ahead) * 0.6 * rim[:, 1]
        at = np.linspace(start, end, rows)[:, None, None]
        return (1 - at) ** 2 * foot + 2 * at * (1 - at) * over + at**2 * rim

    def instep(self, share: float) -> Points:
        """A point on the ridge, from the toes (0) to the opening's front (1), (3,)."""
        front = int(np.argmax(self.outline[:, 1]))
        point = self.wall(2, start=share)[0, front]
        return np.array([0.0, point[1], point[2]])

    def lift(self, z: Points) -> Points:
        """How high the underside of the foot lies at z, (n,)."""
        back = np.clip((0.12 - z) / 0.47, 0.0, 1.0)
        return self.heel * back * back * (3.0 - 2.0 * back)

    def raised(self) -> Callable[[Mesh], Mesh]:
        """A move that puts what was built on y = 0 upon the sole, over the heel."""

        def move(mesh: Mesh) -> Mesh:
            vertices = mesh.vertices.copy()
            vertices[:, 1] += self.sole + self.lift(vertices[:, 2])
            return Mesh(vertices, mesh.faces)

        return move


def shrunk(ring: Points, x: float, z: float) -> Points:
    """A ring made smaller or larger about its middle, (n, 3)."""
    middle = 0.5 * (ring.min(axis=0) + ring.max(axis=0))
    return np.asarray((ring - middle) * (x, 1.0, z) + middle)


def foot_outline(dice: Dice, pointed: float = 0.0) -> Points:
    """A foot from above, (COUNT, 2), slim or broad; `pointed` (0 to 1) narrows the toes."""
    foot = FOOT * (dice.between(0.85, 1.15), 1.0)
    outline = smooth(foot, COUNT, closed=True)
    toes = np.clip((outline[:, 1] - 0.1) / 0.4, 0.0, 1.0)
    outline[:, 0] *= 1.0 - 0.75 * pointed * toes**1.5
    outline[:, 1] += 0.1 * pointed * toes**2
    return outline
