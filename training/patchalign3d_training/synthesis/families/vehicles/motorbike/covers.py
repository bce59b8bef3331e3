"""What clothes a motorbike: fairing, windshield, closed sides, fenders."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import (
    FRAME,
    MotorbikeLayout,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    ball,
    hull,
    join,
    prism,
    skin,
    smooth,
)


@dataclass(frozen=True)
class _FairingNose:
    """The front of a fairing: where its tip and its middle lie, and how large it is."""

    tip: float  # z of its foremost point
    y: float  # height of its middle
    width: float
    height: float


def add_fairing(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """A nose about the steering head with its lamps, and mostly panels down to the engine."""
    head_y, head_z = float(layout.head[1]), float(layout.head[2])
    tip, wide = head_z + dice.between(0.28, 0.42), dice.between(0.36, 0.5)
    tall = dice.between(0.34, 0.5)
    nose = _FairingNose(tip, head_y - dice.between(0.08, 0.18), wide, tall)

    beak = Section(tip, 0.12, 0.1, nose.y - 0.06)
    face = Section(tip - 0.06, 0.5 * wide, 0.5 * tall, nose.y - 0.04)
    cheek = Section(tip - 0.2, 0.85 * wide, 0.85 * tall, nose.y)
    rear = Section(tip - 0.42, wide, tall, nose.y)
    closed = hull([beak, face, cheek, rear], dice.between(2.0, 3.0))
    rear_cap = 20  # triangles: the fairing is open towards the rider
    bike.add(FRAME, Mesh(closed.vertices, closed.faces[:-rear_cap]), detail="fairing")
    _fairing_lamps(bike, dice, nose)
    if dice.chance(0.7):
        screen = _screen(dice, half=0.42 * wide)
        bike.add(FRAME, screen.moved(y=nose.y + 0.4 * tall, z=tip - 0.22), detail="fairing")
    if dice.chance(0.75):
        _side_panels(bike, dice, nose)


def _fairing_lamps(bike: Assembly, dice: Dice, nose: _FairingNose) -> None:
    """Two slits, two round lamps or one in the middle."""
    radius, aside = dice.between(0.045, 0.085), 0.22 * nose.width
    lamp = ball(radius * dice.between(1.0, 1.5), radius, 0.06, 10)
    slit = ball(dice.between(0.06, 0.09), dice.between(0.02, 0.035), 0.05, 10)
    lamps = dice.pick({"slits": 2, "two": 2, "one": 1})
    if lamps == "slits":
        slit = slit.turned("z", dice.between(0.0, 30.0)).turned("y", 25.0)
        bike.add("headlight", slit.moved(aside, nose.y - 0.02, nose.tip - 0.08).both())
    elif lamps == "two":
        bike.add("headlight", lamp.moved(aside, nose.y - 0.02, nose.tip - 0.1).both())
    else:
        bike.add("headlight", lamp.moved(y=nose.y - 0.03, z=nose.tip - 0.03))


def _screen(dice: Dice, half: float) -> Mesh:
    """A bent sheet, `half` wide to either side, that leans back from the origin."""
    tall, lean = dice.between(0.08, 0.26), dice.between(0.4, 1.2)
    angle = np.linspace(-1.2, 1.2, 9)
    arc = np.stack([half * np.sin(angle), 0 * angle, half * (np.cos(angle) - 1.0)], axis=1)
    rows = [
        arc * (1.0 - 0.3 * share) + (0.0, share * tall, -lean * share * tall)
        for share in (0.0, 0.5, 1.0)  # from its foot to its upper edge
    ]
    return skin(np.stack(rows), closed=False)


def _side_panels(bike: Assembly, dice: Dice, nose: _FairingNose) -> None:
    """Two panels from the nose down to the engine; they lean outwards."""
    low, rear = dice.between(0.22, 0.45), dice.between(-0.35, 0.0)  # y and z of the lower corner
    tip, y = nose.tip, nose.y
    front = [(tip - 0.25, y + 0.1), (tip - 0.3, y - 0.25), (tip - 0.42, low + 0.1)]
    belly = [(0.5 * (tip + rear) - 0.1, low - 0.06), (rear, low)]
    back = [(rear + 0.05, low + 0.25), (rear + 0.3, y - 0.2)]
    outline = smooth([*front, *belly, *back], 24, closed=True)  # (z, y)
    panel = prism(outline, 0.025, "x", 0.01).moved(x=0.42 * nose.width)
    leaning = panel.vertices.copy()
    leaning[:, 0] += dice.between(0.0, 0.25) * (leaning[:, 1] - y)
    bike.add(FRAME, Mesh(leaning, panel.faces).both(), detail="fairing")


def add_panels(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Closed sides from the steering head to the tail, and perhaps a belly pan below."""
    wide, low = dice.between(0.24, 0.38), dice.between(0.3, 0.5)
    end = float(layout.rear[2]) + dice.between(-0.1, 0.25)
    along = np.linspace(float(layout.head[2]) - 0.05, end, 6)
    top = np.linspace(float(layout.head[1]) - 0.15, layout.seat - 0.02, 6)
    rising = np.array([0.2, 0.05, 0.0, 0.05, 0.25, 0.35])  # share of the way up to the seat
    bottom = low + rising * (layout.seat - low)
    widths = wide * np.array([0.5, 0.9, 1.0, 0.95, 0.85, 0.5])
    rows = np.stack([along, widths, top - bottom, 0.5 * (top + bottom)], axis=1)
    shell = hull([Section(*row) for row in rows.tolist()], dice.between(2.2, 5.0))
    bike.add(FRAME, shell, detail="fairing")
    if dice.chance(0.5):
        level, pan = dice.between(0.24, 0.32), 0.8 * wide
        tip, front = Section(0.35, 0.5 * pan, 0.1, level + 0.02), Section(0.2, pan, 0.2, level)
        middle, rear = Section(-0.2, 0.9 * pan, 0.16, level), Section(-0.4, 0.4 * pan, 0.08, level)
        bike.add(FRAME, hull([tip, front, middle, rear], 3.0), detail="fairing")


def add_fenders(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Arched guards over one or both wheels."""
    if dice.chance(0.8):
        guard = _fender(dice, layout, (45.0, 150.0), half=0.62 * layout.width)
        bike.add(FRAME, guard.at([layout.front]), detail="fender")
    if dice.chance(0.75):
        guard = _fender(dice, layout, (40.0, 175.0), half=0.9 * layout.width)
        bike.add(FRAME, guard.at([layout.rear]), detail="fender")


def _fender(dice: Dice, layout: MotorbikeLayout, reach: tuple[float, float], half: float) -> Mesh:
    """A guard about the origin from one angle (degrees from the front) to another; some double."""
    start, end = reach
    along = np.radians(np.linspace(start, end - dice.between(0.0, 50.0), 12))[:, None]
    across = np.linspace(-1.3, 1.3, 7)[None]
    bulge = dice.between(0.3, 0.8) * layout.width
    radius = 1.06 * layout.radius + bulge * (np.cos(across) - 0.4)
    x = np.broadcast_to(half * np.sin(across), (12, 7))
    grid = np.stack([x, radius * np.sin(along), radius * np.cos(along)], axis=-1)  # (12, 7, 3)
    guard = skin(grid, closed=False)
    inside = guard.stretched(0.97, 0.985, 0.985)
    return join(guard, inside) if dice.chance(0.4) else guard
