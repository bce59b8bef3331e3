"""Chairs out of one bent sheet, bucket or wire net, and chairs to lie in."""

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import SeatSize, arms
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    Room,
    beam,
    bowl,
    box,
    centres,
    centroids,
    prism,
    rod,
    smooth,
    strip,
    strip_rows,
    superellipse,
    sweep,
    tube,
)


def shell(chair: Assembly, dice: Dice) -> Room:
    """Seat and back bent out of one sheet.

    Returns:
        The room below it.
    """
    width, depth = dice.between(0.4, 0.6), dice.between(0.38, 0.52)
    height, rise = dice.between(0.36, 0.48), dice.between(0.28, 0.6)
    front, rear = 0.5 * depth, -0.5 * depth
    lean, fall = dice.between(0.05, 0.3), dice.between(0.0, 0.05)
    bend = dice.between(0.03, 0.14)
    side = [(rear - lean * rise, rise), (rear - lean * 0.5 * rise, 0.55 * rise)]
    side += [(rear - 0.02, 1.3 * bend), (rear + bend, 0.0), (0.0, -0.01), (0.7 * front, 0.01)]
    curve = smooth([*side, (front, -fall)], 25)
    share = np.linspace(1.0, 0.0, 25)
    narrow = 1.0 - dice.between(0.0, 0.4) * np.maximum(share - 0.6, 0.0) / 0.4
    if dice.chance(0.4):
        narrow -= dice.between(0.1, 0.45) * np.exp(-(((share - 0.48) / 0.1) ** 2))
    cup = dice.between(0.0, 0.12) * np.sin(np.pi * share)
    thick = dice.between(0.006, 0.03) if dice.chance(0.75) else 0.0
    sheet = strip(curve, width * narrow, thick, cup, 13).moved(0.0, height)
    upright = strip_rows(sheet, 25) < 10
    if thick == 0.0 and dice.chance(0.5):
        _net(chair, sheet.vertices.reshape(25, 13, 3), 10, dice.between(0.003, 0.006))
    else:
        chair.split(sheet, {"back": upright}, rest="seat")
    if dice.chance(0.35):
        chair.add("arm", *arms(dice, SeatSize(width, depth, height, thick)))
    return Room(width, depth, height - 0.02).within(0.85)


def _net(chair: Assembly, grid: Points, bend: int, radius: float) -> None:
    """Wires along the rows and columns of a (rows, columns, 3) grid; row `bend` ends the back."""
    for part, rows in (("back", grid[: bend + 1]), ("seat", grid[bend:])):
        for row in rows:
            chair.add(part, sweep(row, radius, sides=4))
        for column in range(grid.shape[1]):
            chair.add(part, sweep(rows[:, column], radius, sides=4))


def bucket_seat(chair: Assembly, dice: Dice) -> Room:
    """A shell that runs round from the back into the arms: bucket_seat, egg or swan chair.

    Returns:
        The room below it.
    """
    width, depth = dice.between(0.5, 0.75), dice.between(0.48, 0.7)
    height = dice.between(0.34, 0.46)
    rise = dice.between(0.3, 0.5) if dice.chance(0.65) else dice.between(0.6, 0.9)
    arm = dice.between(0.12, 0.28)
    angle = np.linspace(0.0, 2.0 * np.pi, 56, endpoint=False)
    behind = np.sin(angle)  # 1 at the rear, -1 in front
    back = np.clip((behind - dice.between(0.3, 0.6)) / 0.35, 0.0, 1.0)
    ends = np.clip((behind + dice.between(0.5, 0.85)) / dice.between(0.2, 0.5), 0.0, 1.0)
    rim = 0.01 + arm * ends**2 * (3 - 2 * ends) + (rise - arm) * back**2 * (3 - 2 * back)
    sheet = bowl(0.5 * width, 0.5 * depth, rim, 0.9, dice.between(-0.05, 0.3))
    sheet = sheet.moved(0, height)
    thick = dice.between(0.01, 0.06)
    row, column = np.divmod(np.arange(len(sheet.faces)) // 2, len(rim))
    low = (row < 4) | (rim[column] < 0.04)
    rear = behind > dice.between(0.35, 0.65)
    masks = {"seat": low, "back": rear[column]}
    chair.split(sheet, masks, rest="arm")
    if dice.chance(0.75):
        outer = sheet.moved(0, -height).stretched(1 + 2 * thick, 1.0, 1 + 2 * thick)
        chair.split(outer.moved(0, height - thick), masks, rest="arm")
    if dice.chance(0.4):
        pad = prism(superellipse(0.84 * width, 0.84 * depth, 2.5, 24), 0.06, "y", 0.02)
        chair.add("seat", pad.moved(0, height + 0.02))
    return Room(width, depth, height - thick).within(0.75)


def bent(chair: Assembly, dice: Dice) -> None:
    """A zigzag or S of one plate from the floor to the back."""
    width, depth = dice.between(0.4, 0.55), dice.between(0.42, 0.55)
    height, rise = dice.between(0.38, 0.46), dice.between(0.35, 0.5)
    front, rear = 0.5 * depth, -0.5 * depth
    side = [(rear - 0.12, height + rise), (rear, height), (front, height)]
    floor = dice.one_of((rear, 0.0), (front - 0.05, 0.0), (0.2 * front, 0.0))
    side += [floor, (front, 0.0) if floor[0] < 0 else (rear, 0.0)]
    curve = smooth(side, 33) if dice.chance(0.5) else _sharp(side, 8)
    plate = strip(curve, width, dice.between(0.012, 0.05), columns=5)
    row = strip_rows(plate, 33)
    chair.split(plate, {"back": row < 8, "seat": row < 16}, rest="leg")


def _sharp(corners: list[tuple[float, float]], steps: int) -> Points:
    points = np.asarray(corners)
    at = np.linspace(0.0, len(points) - 1, (len(points) - 1) * steps + 1)
    index = np.arange(len(points))
    return np.stack([np.interp(at, index, points[:, i]) for i in range(2)], axis=1)


def lounge(chair: Assembly, dice: Dice) -> None:
    """A deck chair, chaise, easy chair or garden chair with a low, sloping seat."""
    width, depth = dice.between(0.5, 0.75), dice.between(0.5, 0.65)
    front, rear = dice.between(0.32, 0.44), dice.between(0.18, 0.34)
    lean = np.radians(dice.between(15.0, 50.0))
    rise = dice.between(0.5, 0.85)
    long = dice.between(0.5, 0.8) if dice.chance(0.35) else 0.0
    top = (-0.5 * depth - rise * np.sin(lean), rear + rise * np.cos(lean))
    side = [top, (-0.5 * depth, rear), (0.5 * depth, front)]
    if long:
        side.append((0.5 * depth + long, front - dice.between(-0.05, 0.15)))
    kind = dice.pick({"slats": 2, "plate": 1, "pads": 1, "fabric": 1})
    for part, start, end in zip(("back", "seat", "seat"), side[:-1], side[1:], strict=False):
        chair.add(part, *_surface(dice, kind, start, end, width))
    thick = dice.between(0.012, 0.03)
    x = 0.5 * width
    rails = sweep([(x, y, z) for z, y in side], thick, sides=6).both()
    level = centroids(rails)
    chair.split(rails, {"back": level[:, 2] < -0.5 * depth}, rest="seat")
    _under(chair, dice, side, x, thick)
    if dice.chance(0.6):
        up = front + dice.between(0.15, 0.26)
        ahead = (x + 0.03, up, 0.5 * depth)
        reach = -0.5 * depth - (up - rear) * np.tan(lean)
        flat = np.array([[1, -0.15], [1, 0.15], [-1, 0.15], [-1, -0.15]]) * 0.05
        rest = sweep([ahead, (x + 0.03, up, reach)], 1.0, flat, normal=(1, 0, 0))
        chair.add(
            "arm",
            rest.both(),
            rod((x, front - 0.05, 0.42 * depth), (x + 0.03, up, 0.42 * depth), thick).both(),
        )


def _surface(
    dice: Dice,
    kind: str,
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
) -> list[Mesh]:
    """What one lies on between two points of the side view (z, y)."""
    if kind == "slats":
        count = dice.count(5, 9)
        ends = (0.0, *start[::-1]), (0.0, *end[::-1])
        if dice.chance(0.5):
            xs = centres(count, width)
            return [beam(*ends, 0.8 * width / count, 0.018).moved(x) for x in xs]
        share = (np.arange(count) + 0.5)[:, None] / count
        places = (1 - share) * np.array(start) + share * np.array(end)
        angle = np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0]))
        long = float(np.hypot(end[0] - start[0], end[1] - start[1]))
        slat = box(width, 0.018, 0.75 * long / count).turned("x", -angle)
        return [slat.moved(0, y, z) for z, y in places]
    thick = {"plate": 0.02, "pads": dice.between(0.05, 0.12), "fabric": 0.0}[kind]
    sag = -0.04 if kind == "fabric" else 0.0
    middle = (0.5 * (start[0] + end[0]), 0.5 * (start[1] + end[1]) + sag)
    return [strip(smooth([start, middle, end], 9), 0.98 * width, thick)]


def _under(
    chair: Assembly,
    dice: Dice,
    side: list[tuple[float, float]],
    x: float,
    thick: float,
) -> None:
    """Straight, crossing or sled legs below a lounge."""
    rear, front = side[1], side[-1]
    kind = dice.one_of("straight", "cross", "sled")
    if kind == "straight":
        for z, y in (rear, side[2], front):
            chair.add("leg", rod((x, y, z), (x, 0, z), thick, sides=6).both())
    elif kind == "cross":
        for (z, y), foot in ((rear, front[0]), (side[2], rear[0] - 0.1)):
            chair.add("leg", rod((0.95 * x, y, z), (0.95 * x, 0, foot), thick).both())
    else:
        path = [(x, rear[1], rear[0]), (x, 0.02, rear[0] - 0.05), (x, 0.02, front[0])]
        chair.add("leg", tube([*path, (x, front[1], front[0])], thick, 20, 6).both())
    chair.add("leg", rod((-x, 0.04, rear[0]), (x, 0.04, rear[0]), thick, sides=6))
