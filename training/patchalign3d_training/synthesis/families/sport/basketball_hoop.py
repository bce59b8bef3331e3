"""Basketball hoops; the board looks along +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    beam,
    box,
    cylinder,
    join,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
    wheel,
)

RIM_Y = 3.05  # height of the rim, metres


def build(hoop: Assembly, dice: Dice) -> None:
    """A hoop on a post or on a foot that rolls, or only the board with its ring, for a wall."""
    stand = dice.pick({"post": 3, "rolling": 3, "wall": 3})
    width = dice.between(1.0, 1.85)
    height = width * dice.between(0.55, 0.75)
    thick = dice.between(0.03, 0.08)
    low = RIM_Y - dice.between(0.1, 0.2) * height  # of the board
    shape = dice.pick({"square": 4, "fan": 2, "cut": 1})
    outline = _outline(dice, shape, width, height)
    board = prism(outline, thick, "z").on(low)
    hoop.add("backboard", board)
    front = 0.5 * thick
    if dice.chance(0.5):
        target = _border(0.33 * width, 0.3 * width, 0.03)
        level = RIM_Y + 0.18 * width
        hoop.add("backboard", target.moved(y=level, z=front), detail="square")
    if shape == "square" and dice.chance(0.6):
        edge = _border(width, height, 0.05).centred(on=board, axes="y")
        hoop.add("backboard", edge.moved(z=front))
    _ring(hoop, dice, front)
    if stand == "wall":
        if dice.chance(0.6):
            strut = beam((0.2, RIM_Y, -front), (0.2, RIM_Y, -0.5), 0.06, 0.06).both()
            hoop.add("arm", strut, strut.moved(y=0.35 * height))
    else:
        _stand(hoop, dice, RIM_Y + 0.2 * height, front, stand == "rolling")


def _outline(dice: Dice, kind: str, width: float, height: float) -> Points:
    """A rectangle, one with a round top (a fan), or one with cut corners."""
    if kind == "square":
        return rectangle(width, height, dice.between(0.0, 0.1), 4)
    half = 0.5 * width
    if kind == "fan":
        angle = np.linspace(0.0, np.pi, 13)
        arch = np.stack([half * np.cos(angle), 0.55 * height * np.sin(angle)], axis=1)
        return np.concatenate([[(-0.7 * half, -0.45 * height), (0.7 * half, -0.45 * height)], arch])
    cut = 0.3 * height
    right = [(half - cut, -0.5 * height), (half, cut - 0.5 * height), (half, 0.5 * height)]
    return np.array([*right, *((-x, y) for x, y in reversed(right))])


def _border(width: float, height: float, band: float) -> Mesh:
    """Four strips about a field, which stand a little proud of z = 0."""
    level = box(width, band, 0.012).moved(y=0.5 * (height - band)).both("y")
    upright = box(band, height, 0.012).moved(0.5 * (width - band)).both()
    return join(level, upright)


def _ring(hoop: Assembly, dice: Dice, front: float) -> None:
    """The rim on its bracket, with a net of cords, of a sheet, or without one."""
    radius, thick = dice.between(0.2, 0.26), dice.between(0.01, 0.025)
    out = front + dice.between(0.08, 0.16) + radius  # the ring's middle
    middle = (0.0, RIM_Y, out)
    hoop.add("rim", ring(radius, thick, "y", dice.pick({12: 1, 24: 2}), 6).at([middle]))
    plate = box(0.18, 0.16, 0.02).at([(0.0, RIM_Y - 0.04, front + 0.01)])
    arm = box(0.16, 0.03, out - radius - front + 0.03)
    bracket = arm.at([(0.0, RIM_Y - 0.01, 0.5 * (out - radius + front))])
    hoop.add("rim", plate, bracket)
    if dice.chance(0.8):
        long, narrow = dice.between(0.3, 0.5), dice.between(0.5, 0.75)
        hoop.add("net", _net(dice, radius, long, narrow).at([middle]))


def _net(dice: Dice, radius: float, long: float, narrow: float) -> Mesh:
    """Cords that cross each other down to a narrower end; or a thin cone."""
    levels = np.array([0.0, 0.3, 0.65, 1.0])
    radii = radius * np.interp(levels, [0.0, 0.65, 1.0], [1.0, narrow, 1.05 * narrow])
    if dice.chance(0.2):
        return lathe(np.stack([radii, -long * levels], axis=1)[::-1], 16)
    count, thick = dice.count(8, 12), dice.between(0.004, 0.01)
    step = np.pi / count
    cords = []
    for row in range(3):
        for side in (1, -1):
            ends = []
            for k in (row, row + 1):
                turn = step * (k - row) * side + step * row
                ends.append((radii[k] * np.cos(turn), -long * levels[k], radii[k] * np.sin(turn)))
            cords.append(rod(ends[0], ends[1], thick, sides=4))
    return join(*cords).around(count)


def _stand(hoop: Assembly, dice: Dice, top: float, front: float, rolling: bool) -> None:
    """A post behind the board, straight or leaning, with arms to the board and a foot."""
    back = -front - dice.between(0.4, 1.1)
    thick, round_post = dice.between(0.05, 0.11), dice.chance(0.6)
    lean = dice.between(0.0, 0.5) if rolling else 0.0
    start, end = (0.0, 0.1, back - lean), (0.0, top - dice.between(0.0, 0.5), back)
    post = rod(start, end, thick) if round_post else beam(start, end, 1.8 * thick, 1.8 * thick)
    hoop.add("pole", post)
    high, low = (0.0, end[1], back), (0.0, end[1] - 0.4, back)
    for root, level in ((high, top), (low, top - 0.4)):
        arm = rod(root, (0.25, level, -front), 0.03, sides=6).both()
        hoop.add("arm", arm if dice.chance(0.8) else rod(root, (0, level, -front), 0.05))
    if rolling:
        wide, deep = dice.between(0.7, 1.1), dice.between(0.9, 1.5)
        foot = box(wide, dice.between(0.15, 0.3), deep, 0.08).on(0.05)
        hoop.add("base", foot.moved(z=back - lean))
        if dice.chance(0.6):
            small = wheel(0.09, 0.06).on(0.0).moved(0.4 * wide, 0.0, back - lean + 0.5 * deep)
            hoop.add("wheel", small.both())
    elif dice.chance(0.6):
        hoop.add("base", cylinder(3.0 * thick, 0.08, sides=16).on(0.0).moved(z=back - lean))
