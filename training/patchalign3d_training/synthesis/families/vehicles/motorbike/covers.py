"""What clothes a motorbike: fairing, windshield, fenders, lamps, luggage."""

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
    box,
    cylinder,
    dome,
    hull,
    join,
    prism,
    rod,
    skin,
    smooth,
    tube,
)


def add_fairing(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """A nose about the steering head with its lamps, and mostly panels down to the engine."""
    head_y, head_z = float(layout.head[1]), float(layout.head[2])
    tip, wide = head_z + dice.between(0.28, 0.42), dice.between(0.36, 0.5)
    tall, y = dice.between(0.34, 0.5), head_y - dice.between(0.08, 0.18)
    beak = Section(tip, 0.12, 0.1, y - 0.06)
    face = Section(tip - 0.06, 0.5 * wide, 0.5 * tall, y - 0.04)
    cheek, rear = (
        Section(tip - 0.2, 0.85 * wide, 0.85 * tall, y),
        Section(tip - 0.42, wide, tall, y),
    )
    nose = hull([beak, face, cheek, rear], dice.between(2.0, 3.0))
    open_behind = Mesh(nose.vertices, nose.faces[:-20])
    bike.add(FRAME, open_behind, detail="fairing")
    size, x = dice.between(0.045, 0.085), 0.22 * wide
    lamp = ball(size * dice.between(1.0, 1.5), size, 0.06, 10)
    slit = ball(dice.between(0.06, 0.09), dice.between(0.02, 0.035), 0.05, 10)
    lamps = dice.pick({"slits": 2, "two": 2, "one": 1})
    if lamps == "slits":
        slit = slit.turned("z", dice.between(0.0, 30.0)).turned("y", 25.0)
        bike.add("headlight", slit.moved(x, y - 0.02, tip - 0.08).both())
    elif lamps == "two":
        bike.add("headlight", lamp.moved(x, y - 0.02, tip - 0.1).both())
    else:
        bike.add("headlight", lamp.moved(0.0, y - 0.03, tip - 0.03))
    if dice.chance(0.7):
        _screen(bike, dice, (0.0, y + 0.4 * tall, tip - 0.22), 0.42 * wide)
    if dice.chance(0.75):
        _side_panels(bike, dice, tip, y, 0.42 * wide)


def _side_panels(bike: Assembly, dice: Dice, tip: float, y: float, x: float) -> None:
    """Two panels from the nose, which ends at z = `tip`, down to the engine; they lean outwards."""
    low, rear = dice.between(0.22, 0.45), dice.between(-0.35, 0.0)
    front = [(tip - 0.25, y + 0.1), (tip - 0.3, y - 0.25), (tip - 0.42, low + 0.1)]
    below = [(0.5 * (tip + rear) - 0.1, low - 0.06), (rear, low)]
    back = [(rear + 0.05, low + 0.25), (rear + 0.3, y - 0.2)]
    outline = smooth([*front, *below, *back], 24, closed=True)
    panel = prism(outline, 0.025, "x", 0.01).moved(x)
    lean = dice.between(0.0, 0.25) * (panel.vertices[:, 1] - y)
    leaning = panel.vertices + np.stack([lean, 0.0 * lean, 0.0 * lean], axis=1)
    bike.add(FRAME, Mesh(leaning, panel.faces).both(), detail="fairing")


def add_panels(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Closed sides from the steering head to the tail, and perhaps a belly pan below."""
    wide, low = dice.between(0.24, 0.38), dice.between(0.3, 0.5)
    end = float(layout.rear[2]) + dice.between(-0.1, 0.25)
    along = np.linspace(float(layout.head[2]) - 0.05, end, 6)
    top = np.linspace(float(layout.head[1]) - 0.15, layout.seat - 0.02, 6)
    bottom = low + np.array([0.2, 0.05, 0.0, 0.05, 0.25, 0.35]) * (layout.seat - low)
    widths = wide * np.array([0.5, 0.9, 1.0, 0.95, 0.85, 0.5])
    rows = np.stack([along, widths, top - bottom, 0.5 * (top + bottom)], axis=1)
    shell = hull([Section(*row) for row in rows.tolist()], dice.between(2.2, 5.0))
    bike.add(FRAME, shell, detail="fairing")
    if dice.chance(0.5):
        y, x = dice.between(0.24, 0.32), 0.8 * wide
        tip, front = Section(0.35, 0.5 * x, 0.1, y + 0.02), Section(0.2, x, 0.2, y)
        middle, rear = Section(-0.2, 0.9 * x, 0.16, y), Section(-0.4, 0.4 * x, 0.08, y)
        bike.add(FRAME, hull([tip, front, middle, rear], 3.0), detail="fairing")


def _screen(bike: Assembly, dice: Dice, at: tuple[float, float, float], half: float) -> None:
    """A bent sheet that leans back from `at`."""
    tall, lean = dice.between(0.08, 0.26), dice.between(0.4, 1.2)
    angle = np.linspace(-1.2, 1.2, 9)
    arc = np.stack([half * np.sin(angle), 0 * angle, half * (np.cos(angle) - 1.0)], axis=1)
    rows = [arc * (1.0 - 0.3 * s) + (0.0, s * tall, -lean * s * tall) for s in (0.0, 0.5, 1.0)]
    bike.add(FRAME, skin(np.stack(rows), closed=False).moved(*at), detail="fairing")


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
    deep = dice.between(0.3, 0.8) * layout.width
    radius = 1.06 * layout.radius + deep * (np.cos(across) - 0.4)
    x = np.broadcast_to(half * np.sin(across), (12, 7))
    grid = np.stack([x, radius * np.sin(along), radius * np.cos(along)], axis=-1)  # (12, 7, 3)
    guard = skin(grid, closed=False)
    return join(guard, guard.stretched(0.97, 0.985, 0.985)) if dice.chance(0.4) else guard


def add_lamps(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """A headlight before the fork; indicators; a light at the tail, of the same part to many."""
    size = dice.between(0.06, 0.12)
    spot = layout.head + (0.0, dice.between(-0.15, 0.02), dice.between(0.1, 0.2))
    kind = dice.pick({"round": 3, "square": 1, "twin": 1, "bullet": 1})
    if kind == "square":
        lamp = box(2 * size, 1.5 * size, size, 0.02)
    elif kind == "twin":
        lamp = cylinder(0.7 * size, size, "z", sides=14).moved(0.8 * size).both()
    else:
        pot = dome(size, size * (2.2 if kind == "bullet" else 1.1), 0.01).turned("x", -90.0)
        lamp = join(pot, ball(0.95 * size, 0.95 * size, 0.3 * size, 12))
        if dice.chance(0.3):
            lamp = join(lamp, ball(0.45 * size, sides=8).moved(1.9 * size).both())
    bike.add("headlight", lamp.at([spot]))
    bike.add(FRAME, rod(spot, spot - (0.0, 0.0, 0.15), 0.02, sides=6))
    low, back = dice.between(0.02, 0.15), dice.between(0.0, 0.22)
    tail = np.array([0.0, layout.seat - low, layout.rear[2] - back])
    if dice.chance(0.5):
        light = box(dice.between(0.06, 0.16), 0.05, 0.05, 0.015)
        bike.add(dice.one_of("headlight", FRAME), light.at([tail]))
    if dice.chance(0.4):
        stalk = rod((0.0, 0.0, 0.0), (0.16, 0.0, 0.0), 0.008, sides=5)
        blinker = join(ball(0.035, 0.03, 0.03, 8).moved(0.17), stalk).both()
        bike.add(dice.pick({"headlight": 1, FRAME: 2}), blinker.at([tail, spot]))


def add_luggage(bike: Assembly, dice: Dice, layout: MotorbikeLayout) -> None:
    """Saddle bags, a top case, a sissy bar with its pad, crash bars."""
    kind, seat, rear = layout.kind, layout.seat, float(layout.rear[2])
    if kind in ("road", "chopper") and dice.chance(0.35):
        bag = box(dice.between(0.12, 0.2), dice.between(0.2, 0.32), 0.45, 0.05)
        bike.add(FRAME, bag.moved(dice.between(0.2, 0.26), seat - 0.22, rear).both())
    if kind in ("road", "scooter") and dice.chance(0.2):
        bike.add(FRAME, box(0.4, 0.3, 0.35, 0.08).moved(0.0, seat + 0.14, rear - 0.22))
    if kind != "sports" and dice.chance(0.2):
        high = seat + dice.between(0.2, 0.45)
        foot, shoulder = (0.1, seat - 0.05, rear), (0.1, high, rear - 0.12)
        bar = tube([foot, shoulder, (0.0, high + 0.05, rear - 0.14)], 0.012, 10, 6)
        bike.add(FRAME, bar.both())
        if dice.chance(0.5):
            bike.add("seat", box(0.2, 0.2, 0.05, 0.02).moved(0.0, high - 0.08, rear - 0.08))
    if kind in ("road", "chopper") and dice.chance(0.25):
        top, out, low = (0.08, 0.62, 0.32), (0.34, 0.5, 0.3), (0.08, 0.24, 0.28)
        bike.add(FRAME, tube([top, out, low], 0.014, 12, 6).both())
