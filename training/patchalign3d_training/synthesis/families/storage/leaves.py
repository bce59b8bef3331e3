"""What closes a field in the front of furniture: doors and drawers of one look, and shelves.

Every category that uses doors has the parts `door`, `handle` and the detail `glass`; with drawers
a part `drawer`; with shelves a part `shelf`.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    HingeSide,
    Mesh,
    any_handle,
    bar_handle,
    box,
    centres,
    dome,
    edge_handle,
    frame,
    hinge,
    opened,
    panel,
    rectangle,
    sheet,
    tray,
    window_frame,
)


@dataclass(frozen=True)
class Field:
    """A rectangle of the front that something closes, in metres."""

    x: float  # its middle
    y: float
    z: float  # where the front is
    width: float
    height: float
    depth: float  # of the case behind it

    def rows(self, shares: list[float]) -> "list[Field]":
        """Fields one over the other that share its height, from below."""
        heights = [self.height * share / sum(shares) for share in shares]
        bottoms = [self.y - 0.5 * self.height + sum(heights[:i]) for i in range(len(heights))]
        middles = [low + 0.5 * tall for low, tall in zip(bottoms, heights, strict=True)]
        return [
            Field(self.x, y, self.z, self.width, tall, self.depth)
            for y, tall in zip(middles, heights, strict=True)
        ]

    def columns(self, count: int) -> "list[Field]":
        """Fields side by side that share its width, from -x."""
        wide = self.width / count
        return [
            Field(self.x + shift, self.y, self.z, wide, self.height, self.depth)
            for shift in centres(count, self.width).tolist()
        ]

    def uneven(self, shares: list[float]) -> "list[Field]":
        """Fields side by side that share its width in these proportions, from -x."""
        edges = self.x + self.width * (np.cumsum([0.0, *shares]) / sum(shares) - 0.5)
        return [
            replace(self, x=float(0.5 * (low + high)), width=float(high - low))
            for low, high in pairwise(edges)
        ]


@dataclass(frozen=True)
class Look:
    """How all doors and drawers of one piece of furniture are made."""

    panel: str  # a kind of `panel`, or "glass"
    thick: float
    gap: float  # left free between neighbours
    inset: bool  # whether the leaves lie within the case or before it
    handle: Mesh | None  # along x, back in z = 0
    grip: str  # "handle", "edge" or "long" (along the leaf), "cup", "recess" or "none"


def look_of(dice: Dice, panels: dict[str, int] | None = None, before: bool = False) -> Look:
    """A look: mostly plain leaves with bars or knobs; `before`: never within the case."""
    kinds = panels or {"plain": 5, "framed": 2, "raised": 1, "slats": 1, "glass": 1}
    grip = dice.pick({"handle": 8, "long": 2, "edge": 1, "cup": 1, "recess": 1, "none": 1})
    handle = any_handle(dice, dice.between(0.07, 0.2)) if grip == "handle" else None
    if grip == "long":
        thin, reach = dice.between(0.004, 0.009), dice.between(0.02, 0.045)
        handle = bar_handle(dice.between(0.3, 0.9), reach, thin)
    return Look(
        panel=dice.pick(kinds),
        thick=dice.between(0.008, 0.028),
        gap=dice.between(0.002, 0.012),
        inset=dice.chance(0.35) and not before,
        handle=handle,
        grip=grip,
    )


def add_door(
    model: Assembly, dice: Dice, look: Look, field: Field, side: HingeSide = "left", ajar: float = 0
) -> None:
    """One leaf with its handle beside the free edge.

    Args:
        model: Gets the parts `door` and `handle`.
        dice: For where the handle is.
        look: How the leaf is made.
        field: What it closes.
        side: Where it turns; a flap turns at the "bottom" or "top".
        ajar: Degrees that it stands open.
    """
    width, height = field.width - 2.0 * look.gap, field.height - 2.0 * look.gap
    leaf, face = model.group(), 0.5 * look.thick
    if look.panel == "glass":
        rim = min(0.18 * min(width, height), dice.between(0.02, 0.07))
        border, pane = window_frame(width, height, look.thick, rim)
        leaf.add("door", border)
        leaf.add("door", pane, detail="glass")
    else:
        leaf.add("door", panel(width, height, look.thick, look.panel))
    upright = side in ("left", "right")
    free = {"left": 1.0, "right": -1.0, "bottom": 1.0, "top": -1.0}[side]
    reach = 0.5 * (width if upright else height)
    inward = min(0.05, 0.2 * reach)  # from the free edge to the handle
    along = (
        dice.pick({0.0: 3, 0.2: 1, -0.2: 1, 0.36: 1, -0.36: 1}) * height
    )  # up or down from the middle
    along = along if upright and look.grip == "handle" else 0.0
    shift = (free * (reach - inward), along) if upright else (0.0, free * (reach - inward))
    grip = _grip(look, height if upright else width, upright)
    if grip is not None:
        leaf.add("handle", grip.moved(*shift, face))
    if upright and dice.chance(0.15):
        barrel = hinge(0.06, 0.006).moved(-free * reach, 0.0, face)
        leaf.add("door", barrel.in_row(2, 0.7 * height, "y"), detail="hinge")
    z = field.z - face if look.inset else field.z + face
    model.take(leaf, opened(side, width, height, ajar, (field.x, field.y, z)))


def _grip(look: Look, length: float, upright: bool) -> Mesh | None:
    """The handle of a leaf, along y if upright; None where there is none."""
    if look.grip == "none":
        return None
    if look.handle is not None:
        long = float(look.handle.size[0])
        grip = look.handle.scaled(min(1.0, 0.7 * length / long))
    elif look.grip == "edge":
        grip = edge_handle(0.9 * length, 0.02, 0.006)
    elif look.grip == "cup":
        wide = min(0.11, 0.6 * length)
        shell = dome(0.5 * wide, 0.024, thickness=0.003, sides=16).turned("x", 90.0)
        grip = shell.stretched(1.0, 0.6, 1.0)
    else:
        outer = rectangle(min(0.1, 0.6 * length), 0.03)
        grip = frame(outer, 0.85 * outer, 0.004, "z")
    return grip.turned("z", 90.0) if upright else grip


def add_doors(
    model: Assembly, dice: Dice, look: Look, field: Field, wings: int = 1, open_share: float = 0.15
) -> None:
    """One leaf or two that meet in the middle; `open_share` is the chance that they are ajar."""
    swings = dice.chance(open_share)
    for i, half in enumerate(field.columns(wings)):
        side: HingeSide = "right" if i == 1 or (wings == 1 and dice.chance(0.3)) else "left"
        wide = dice.one_of((5.0, 30.0), (30.0, 95.0), (95.0, 150.0))
        ajar = dice.between(*wide) if swings and dice.chance(0.8) else 0.0
        add_door(model, dice, look, half, side, ajar)


def add_drawer(
    model: Assembly, dice: Dice, look: Look, field: Field, open_share: float = 0.12
) -> None:
    """A front with a handle or two, and often the tray behind it; a few are pulled out."""
    out = dice.between(0.1, 0.7) * field.depth if dice.chance(open_share) else 0.0
    width, height = field.width - 2.0 * look.gap, field.height - 2.0 * look.gap
    drawer = model.group()
    kind = look.panel if look.panel in ("framed", "raised") and height > 0.12 else "plain"
    drawer.add("drawer", panel(width, height, look.thick, kind))
    if out > 0.0 or dice.chance(0.5):
        deep, low = dice.between(0.75, 0.92) * field.depth, dice.between(0.55, 0.9) * height
        inside = tray(0.93 * width, low, deep, dice.between(0.006, 0.014))
        drawer.add("drawer", inside.on(-0.48 * height).moved(z=-0.5 * (deep + look.thick)))
    grip = _grip(look, width, upright=False)
    if grip is not None:
        up = 0.38 * height if look.grip == "edge" else dice.pick({0.0: 3, 0.25: 1}) * height
        grip = grip.scaled(min(1.0, 0.7 * height / max(float(grip.size[1]), 1e-6)))
        pair = width > 0.5 and look.grip == "handle" and dice.chance(0.4)
        grip = grip.in_row(2, 0.55 * width) if pair else grip
        drawer.add("handle", grip.moved(0.0, up, 0.5 * look.thick))
    z = field.z + (-0.5 if look.inset else 0.5) * look.thick + out
    model.take(drawer, lambda mesh: mesh.moved(field.x, field.y, z))


def add_shelves(model: Assembly, dice: Dice, field: Field, count: int, thick: float) -> None:
    """Boards that part a field into `count` + 1 compartments; of sheet now and then."""
    deep = dice.between(0.75, 0.97) * field.depth
    flat = dice.chance(0.1)
    for row in field.rows([1.0] * (count + 1))[1:]:
        level = row.y - 0.5 * row.height
        at = {"x": field.x, "y": level, "z": field.z - field.depth + 0.5 * deep}
        board = sheet(rectangle(field.width, deep)) if flat else box(field.width, thick, deep)
        model.add("shelf", board.moved(**at))
