"""What clothes a motorbike: fairing, windshield, fenders, lamps, luggage."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.motorbike.pieces import FRAME
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
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


def add_fairing(bike: Assembly, dice: Dice, head: Points) -> None:
    """A nose about the steering head with its lamps, and mostly panels down to the engine."""
    tip, wide = head[2] + dice.between(0.28, 0.42), dice.between(0.36, 0.5)
    tall, y = dice.between(0.34, 0.5), head[1] - dice.between(0.08, 0.18)
    rows = [(tip, 0.12, 0.1, y - 0.06), (tip - 0.06, 0.5 * wide, 0.5 * tall, y - 0.04)]
    rows += [(tip - 0.2, 0.85 * wide, 0.85 * tall, y), (tip - 0.42, wide, tall, y)]
    nose = hull(rows, dice.between(2.0, 3.0))
    bike.add(FRAME, Mesh(nose.vertices, nose.faces[:-20]), detail="fairing")
    size = dice.between(0.045, 0.085)
    lamp = ball(size * dice.between(1.0, 1.5), size, 0.06, 10)
    if dice.chance(0.4):
        slit = ball(dice.between(0.06, 0.09), dice.between(0.02, 0.035), 0.05, 10)
        slit = slit.turned("z", dice.between(0.0, 30.0)).turned("y", 25.0)
        bike.add("headlight", slit.moved(0.22 * wide, y - 0.02, tip - 0.08).both())
    elif dice.chance(0.6):
        bike.add("headlight", lamp.moved(0.22 * wide, y - 0.02, tip - 0.1).both())
    else:
        bike.add("headlight", lamp.moved(0, y - 0.03, tip - 0.03))
    if dice.chance(0.7):
        _screen(bike, dice, (0.0, y + 0.4 * tall, tip - 0.22), 0.42 * wide)
    if dice.chance(0.75):
        low, rear = dice.between(0.22, 0.45), dice.between(-0.35, 0.0)
        corners = [(tip - 0.25, y + 0.1), (tip - 0.3, y - 0.25), (tip - 0.42, low + 0.1)]
        corners += [(0.5 * (tip + rear) - 0.1, low - 0.06), (rear, low), (rear + 0.05, low + 0.25)]
        corners += [(rear + 0.3, y - 0.2)]
        x = 0.42 * wide
        panel = prism(smooth(corners, 24, closed=True), 0.025, "x", 0.01).moved(x)
        lean = dice.between(0.0, 0.25) * (panel.vertices[:, 1] - y)
        panel = Mesh(panel.vertices + np.stack([lean, 0 * lean, 0 * lean], axis=1), panel.faces)
        bike.add(FRAME, panel.both(), detail="fairing")


def add_panels(bike: Assembly, dice: Dice, head: Points, rear: Points, seat_y: float) -> None:
    """Closed sides from the steering head to the tail, and perhaps a belly pan below."""
    wide, low = dice.between(0.24, 0.38), dice.between(0.3, 0.5)
    end = rear[2] + dice.between(-0.1, 0.25)
    levels = np.linspace(head[2] - 0.05, end, 6)
    top = np.linspace(head[1] - 0.15, seat_y - 0.02, 6)
    bottom = low + np.array([0.2, 0.05, 0.0, 0.05, 0.25, 0.35]) * (seat_y - low)
    sizes = wide * np.array([0.5, 0.9, 1.0, 0.95, 0.85, 0.5])
    rows = np.stack([levels, sizes, top - bottom, 0.5 * (top + bottom)], axis=1)
    shell = hull([(a, b, c, d) for a, b, c, d in rows.tolist()], dice.between(2.2, 5.0))
    bike.add(FRAME, shell, detail="fairing")
    if dice.chance(0.5):
        y, x = dice.between(0.18, 0.26), 0.8 * wide
        pan = [
            (0.35, 0.5 * x, 0.1, y + 0.08),
            (0.2, x, 0.2, y + 0.06),
            (-0.2, 0.9 * x, 0.16, y + 0.06),
        ]
        bike.add(FRAME, hull([*pan, (-0.4, 0.4 * x, 0.08, y + 0.06)], 3.0), detail="fairing")


def _screen(bike: Assembly, dice: Dice, at: tuple[float, float, float], half: float) -> None:
    """A bent sheet that leans back from `at`."""
    tall, lean = dice.between(0.08, 0.26), dice.between(0.4, 1.2)
    angle = np.linspace(-1.2, 1.2, 9)
    arc = np.stack([half * np.sin(angle), 0 * angle, half * (np.cos(angle) - 1.0)], axis=1)
    rows = [arc * (1.0 - 0.3 * s) + (0.0, s * tall, -lean * s * tall) for s in (0.0, 0.5, 1.0)]
    bike.add(FRAME, skin(np.stack(rows), closed=False).moved(*at), detail="fairing")


def add_fenders(
    bike: Assembly,
    dice: Dice,
    front: Points,
    rear: Points,
    radius: float,
    width: float,
) -> None:
    """Arched guards over one or both wheels."""
    for center, start, end, likely in ((front, 45.0, 150.0, 0.8), (rear, 40.0, 175.0, 0.75)):
        if not dice.chance(likely):
            continue
        along = np.radians(np.linspace(start, end - dice.between(0.0, 50.0), 12))[:, None]
        across = np.linspace(-1.3, 1.3, 7)[None]
        deep = dice.between(0.3, 0.8) * width
        reach = 1.06 * radius + deep * (np.cos(across) - 0.4)
        half = (0.62 if center is front else 0.9) * width
        x = np.broadcast_to(half * np.sin(across), (12, 7))
        guard = np.stack([x, reach * np.sin(along), reach * np.cos(along)], axis=-1)  # (12, 7, 3)
        piece = skin(guard, closed=False)
        if dice.chance(0.4):
            piece = join(piece, piece.stretched(0.97, 0.985, 0.985))
        bike.add(FRAME, piece.moved(*center), detail="fender")


def add_lamps(bike: Assembly, dice: Dice, head: Points, rear: Points, seat_y: float) -> None:
    """A headlight before the fork; indicators; a light at the tail, of the same part to many."""
    size = dice.between(0.06, 0.12)
    at = head + (0, dice.between(-0.15, 0.02), dice.between(0.1, 0.2))
    kind = dice.pick({"round": 3, "square": 1, "twin": 1, "bullet": 1})
    if kind == "square":
        bike.add("headlight", box(2 * size, 1.5 * size, size, 0.02).moved(*at))
    elif kind == "twin":
        lamp = cylinder(0.7 * size, size, "z", sides=14).moved(0.8 * size)
        bike.add("headlight", lamp.both().moved(*at))
    else:
        deep = size * (2.2 if kind == "bullet" else 1.1)
        pot = dome(size, deep, 0.01).turned("x", -90.0)
        face = ball(0.95 * size, 0.95 * size, 0.3 * size, 12)
        bike.add("headlight", pot.moved(*at), face.moved(*at))
        if dice.chance(0.3):
            bike.add("headlight", ball(0.45 * size, sides=8).moved(1.9 * size).both().moved(*at))
    bike.add(FRAME, rod(at, at - (0, 0, 0.15), 0.02, sides=6))
    place = (0.0, seat_y - dice.between(0.02, 0.15), rear[2] - dice.between(0.0, 0.22))
    if dice.chance(0.5):
        light = box(dice.between(0.06, 0.16), 0.05, 0.05, 0.015).moved(*place)
        bike.add(dice.one_of("headlight", FRAME), light)
    if dice.chance(0.4):
        blinker = ball(0.035, 0.03, 0.03, 8).moved(0.17)
        stalk = rod((0, 0, 0), (0.16, 0, 0), 0.008, sides=5)
        for spot in (place, tuple(at)):
            pair = join(blinker, stalk).both().moved(*spot)
            bike.add(dice.pick({"headlight": 1, FRAME: 2}), pair)


def add_luggage(bike: Assembly, dice: Dice, kind: str, rear: Points, seat_y: float) -> None:
    """Saddle bags, a top case, a sissy bar, crash bars."""
    if kind in ("road", "chopper") and dice.chance(0.35):
        bag = box(dice.between(0.12, 0.2), dice.between(0.2, 0.32), 0.45, 0.05)
        bike.add(FRAME, bag.moved(dice.between(0.2, 0.26), seat_y - 0.22, rear[2]).both())
    if kind in ("road", "scooter") and dice.chance(0.2):
        bike.add(FRAME, box(0.4, 0.3, 0.35, 0.08).moved(0, seat_y + 0.14, rear[2] - 0.22))
    if kind != "sports" and dice.chance(0.2):
        low, high = seat_y - 0.05, seat_y + dice.between(0.2, 0.45)
        path = [(0.1, low, rear[2]), (0.1, high, rear[2] - 0.12), (0, high + 0.05, rear[2] - 0.14)]
        bike.add(FRAME, tube(path, 0.012, 10, 6).both())
        if dice.chance(0.5):
            pad = box(0.2, 0.2, 0.05, 0.02).moved(0, high - 0.08, rear[2] - 0.08)
            bike.add("seat", pad)
    if kind in ("road", "chopper") and dice.chance(0.25):
        guard = tube([(0.08, 0.62, 0.32), (0.34, 0.5, 0.3), (0.08, 0.24, 0.28)], 0.014, 12, 6)
        bike.add(FRAME, guard.both())
