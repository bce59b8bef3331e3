"""What aeroplanes are built of: bodies, wings, tails."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    box,
    hull,
    join,
    wing,
)

ENGINE = "engine or frame"
NOSE_LEAST, TAIL_LEAST = 0.02, 0.06  # how small a body's ends become, over its width
NOSE_DROP = 0.12  # how far the tip lies below the middle, over the height
WINGLET_OUT, WINGLET_UP = 0.06, 0.16  # over half the span
RAISED = {"low": 0.0, "tee": 0.97, "cross": 0.5, "twin": 0.0}
"""How high a stabiliser lies on the fin."""


@dataclass(frozen=True)
class BodyPlan:
    """An aeroplane's body about the origin, its nose at +z.

    Attributes:
        length: Along z.
        width: At the widest.
        nose: Share of the length over which it grows.
        rear: Share of the length over which it narrows again.
        rise: How far its end lies above its middle, over the height.
    """

    length: float
    width: float
    nose: float
    rear: float
    rise: float


@dataclass(frozen=True)
class WingPlan:
    """One half of a wing, along its quarter chord.

    Attributes:
        span: From tip to tip.
        chord: At the root.
        root: Where it begins.
        sweep: How far it runs backwards a metre of span.
        dihedral: How far it rises a metre of span.
        taper: Chord at the tip over that at the root.
        thickest: Thickness over chord that a wing may have.
    """

    span: float
    chord: float
    root: tuple[float, float, float]
    sweep: float = 0.0
    dihedral: float = 0.05
    taper: float = 0.35
    thickest: float = 0.16

    def at(self, share: float) -> tuple[float, float, float]:
        """A point on its line, `share` of the half span from the middle."""
        x = share * 0.5 * self.span
        return (x, self.root[1] + self.dihedral * x, self.root[2] - self.sweep * x)


def body_of(dice: Dice, body: BodyPlan) -> Mesh:
    """A body of round sections; more or less blunt in front and behind."""
    share = np.array([0.0, 0.05, 0.2, 0.5, 1.0])
    blunt = dice.between(1.6, 2.6)
    front = (1.0 - (1.0 - share) ** blunt) ** (1.0 / blunt)
    back = 1.0 - (1.0 - share) ** dice.between(1.3, 2.0)
    width, tall = body.width, body.width * dice.between(0.95, 1.2)
    sections = []
    for s, f in zip(share, front, strict=True):
        size = max(f, NOSE_LEAST)
        z = (0.5 - body.nose * s) * body.length
        sections.append(Section(z, width * size, tall * size, -NOSE_DROP * tall * (1.0 - f)))
    sections.append(Section(0.0, width, tall))
    for s, b in zip(share[::-1], back[::-1], strict=True):
        size = max(b, TAIL_LEAST)
        z = (body.rear * s - 0.5) * body.length
        sections.append(Section(z, width * size, tall * size, body.rise * tall * (1.0 - b)))
    return hull(sections, dice.between(1.9, 2.4))


def lined(dice: Dice, body: Mesh) -> Mesh:
    """A body and, in some models, the second wall inside it, a cabin floor, rows of seats."""
    pieces = [body]
    width, length = float(body.size[0]), float(body.size[2])
    if dice.chance(0.2):
        across, along = 0.95, 0.99
        pieces.append(body.stretched(across, across, along))
    if dice.chance(0.15):
        pieces.append(box(0.8 * width, 0.02, 0.7 * length).moved(y=-0.15 * width))
        bench, rest = box(0.25, 0.08, 0.1), box(0.25, 0.25, 0.03)
        seat = join(bench, rest.moved(y=0.1, z=-0.05))
        row = seat.scaled(0.9 * width).moved(0.22 * width, -0.1 * width).both()
        count = dice.count(4, 15)
        pieces.append(row.in_row(count, 0.58 * length / count, "z"))
    return join(*pieces)


def wing_of(dice: Dice, plan: WingPlan) -> Mesh:
    """Both halves. Nearly half of the wings are broader towards the root, some have winglets."""
    half = 0.5 * plan.span
    kink = dice.between(0.25, 0.45) if dice.chance(0.5) else 0.5
    reach = np.array([0.0, kink, 1.0]) * (half - plan.root[0])
    line = np.array(plan.root) + reach[:, None] * (1.0, plan.dihedral, -plan.sweep)
    middle = plan.chord * (1.0 - kink * (1.0 - plan.taper) * dice.between(1.0, 1.25))
    thick = 0.012 if dice.chance(0.15) else dice.between(0.4, 1.0) * plan.thickest
    root = plan.chord * (dice.between(1.15, 1.7) if dice.chance(0.45) else 1.0)
    line[0, 2] -= 0.25 * (root - plan.chord)
    small = plan.chord * plan.taper
    panel = wing(line, [root, middle, small], thick * plan.chord / root)
    if plan.thickest > 0.1 and dice.chance(0.2):
        rise = WINGLET_UP * half * dice.between(0.4, 1.0)
        tip = line[-1] + (WINGLET_OUT * half, rise, -0.5 * small)
        panel = join(panel, wing([line[-1], tip], [small, 0.5 * small], 0.08, upright=True))
    return panel.both()


@dataclass(frozen=True)
class TailPlan:
    """Fin and stabilisers.

    Attributes:
        size: Height of the fin.
        y: Height of its root.
        sweep: How far the fin's tip lies behind its root, over its height.
        kind: "low", "tee", "cross", "vee" or "twin".
    """

    size: float
    y: float
    sweep: float
    kind: str


def add_tail(plane: Assembly, dice: Dice, length: float, tail: TailPlan) -> None:
    """The tail at the rear end of a body of this length."""
    z = (dice.between(0.08, 0.16) - 0.5) * length
    size, y, back = tail.size, tail.y, tail.sweep * tail.size
    chord = size * dice.between(0.55, 0.95)
    if tail.kind == "vee":
        tip = (0.7 * size, y + 0.7 * size, z - back)
        plane.add("tail", wing([(0.0, y, z), tip], [chord, 0.5 * chord], 0.1).both())
        return
    raised = RAISED[tail.kind]
    level, root_z = y + raised * size, z - raised * back
    half = size * dice.between(0.8, 1.3)
    slope = dice.between(0.2, 1.0) * tail.sweep
    tip = (half, level + dice.between(-0.02, 0.1) * half, root_z - slope * half)
    plane.add("tail", wing([(0.0, level, root_z), tip], [0.8 * chord, 0.4 * chord], 0.09).both())
    upright = [(0.0, y - 0.05, z), (0.0, y + size, z - back)]
    fin = wing(upright, [chord, chord * dice.between(0.4, 0.8)], 0.1, upright=True)
    if tail.kind == "twin":
        plane.add("tail", fin.stretched(y=0.8).moved(0.95 * half).both())
    else:
        plane.add("tail", fin)


def hump(length: float, width: float, height: float, rear: float = 0.8) -> Mesh:
    """A streamlined lump along z about the origin: a fairing, a pod, a canopy."""
    shares = [(0.5, 0.3), (0.2, 1.0), (-0.2, 0.95), (-0.5, 1.0 - rear)]  # along, of the size
    return hull([Section(z * length, size * width, size * height) for z, size in shares])
