"""Flat cases to hold in the hand, and the buttons on them: phones, remotes, calculators."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Dice,
    Mesh,
    box,
    button,
    cylinder,
    join,
    prism,
    rectangle,
    ring,
    superellipse,
)


@dataclass(frozen=True)
class Slab:
    """A flat case about the origin that looks along +z; metres."""

    width: float
    height: float
    depth: float
    corner: float  # radius of its corners seen from the front

    @property
    def front(self) -> float:
        """The z of its front; the back's is its negative."""
        return 0.5 * self.depth

    def case(self, dice: Dice) -> Mesh:
        """The case: with corners, or swelling like an old handset; sharp or rounded edges."""
        edge = dice.pick({0.0: 2, 0.2: 3, 0.45: 2}) * self.depth
        if dice.chance(0.2):
            outline = superellipse(self.width, self.height, dice.between(4.0, 9.0), 36)
        else:
            outline = rectangle(self.width, self.height, self.corner, 5)
        return prism(outline, self.depth, "z", edge)


def pane(width: float, height: float, corner: float = 0.0) -> Mesh:
    """A thin pane about the origin to lay on a front."""
    return prism(rectangle(width, height, corner, 4), 0.012 * min(width, height), "z")


def key_of(dice: Dice, width: float, height: float) -> Mesh:
    """A button with its back in z = 0: flat, rounded, round or oval."""
    small = min(width, height)
    out = small * dice.between(0.08, 0.4)
    kind = dice.pick({"flat": 2, "rounded": 3, "round": 2, "oval": 2})
    if kind == "flat":
        return button(width, height, out)
    if kind == "rounded":
        outline = rectangle(width, height, dice.between(0.2, 0.45) * small, 3)
        return prism(outline, out, "z", 0.3 * out).moved(z=0.5 * out)
    if kind == "round":
        return button(small, small, out, small)
    return prism(superellipse(width, height, 2.3, 14), out, "z", 0.3 * out).moved(z=0.5 * out)


def steering_pad(dice: Dice, radius: float) -> Mesh:
    """A cross, a ring of four arrows about a round key, or a disc, its back in z = 0."""
    out = radius * dice.between(0.12, 0.3)
    kind = dice.pick({"ring": 3, "cross": 2, "disc": 1})
    if kind == "cross":
        bar = box(2 * radius, 0.66 * radius, out, 0.1 * out).moved(z=0.5 * out)
        return join(bar, bar.turned("z", 90.0))
    middle = cylinder(0.4 * radius, out, "z", sides=14).moved(z=0.5 * out)
    if kind == "ring":
        return join(middle, ring(0.8 * radius, 0.2 * radius, "z", 20, 6).stretched(z=0.8))
    return cylinder(radius, 0.7 * out, "z", top=0.85 * radius, sides=20).moved(z=0.35 * out)
