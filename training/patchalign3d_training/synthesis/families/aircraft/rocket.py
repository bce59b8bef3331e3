"""Rockets and missiles."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    ball,
    box,
    cylinder,
    hull,
    join,
    lathe,
    prism,
    ring,
    rod,
    sheet,
    smooth,
    tube,
    wing,
)


def build(whole: Assembly, dice: Dice) -> None:
    """A missile, launcher, shuttle, toy or cartoon rocket; it stands on its tail or lies."""
    rocket = whole.group()
    kind = dice.pick(
        {"missile": 3, "launcher": 2, "toy": 1, "cartoon": 2, "ogive": 2, "shuttle": 1}
    )
    ratios = {"missile": (6.0, 20.0), "cartoon": (2.5, 4.5), "ogive": (3.0, 7.0)}
    long = dice.between(*ratios.get(kind, (4.0, 9.0)))
    radius = dice.between(0.4, 0.6)
    if kind == "ogive":
        profile, top = _ogive(rocket, dice, radius, long)
    else:
        nose = min(radius * dice.between(0.8, 4.0), 0.3 * long)
        top = long - nose
        profile = _stages(dice, kind) * (radius, top)
        wall = [(0, 0), *profile]
        sides = dice.one_of(6, 8, 10, 12, 16, 20)
        rocket.add("body", lathe(wall, sides))
        if dice.chance(0.2):
            rocket.add("body", lathe(np.array(wall) * (0.92, 0.98) + (0.0, 0.02), 16))
        _nose(rocket, dice, (profile[-1, 0], top, nose), sides)
    _fins(rocket, dice, kind, radius, long, profile[0, 0])
    if dice.chance(0.55):
        _nozzles(rocket, dice, radius, profile[0, 0])
    if kind == "launcher" and dice.chance(0.6):
        _boosters(rocket, dice, radius, top)
    if kind == "shuttle":
        _boosters(rocket, dice, radius, 0.8 * top)
        _orbiter(rocket, dice, radius, 0.7 * top)
    if dice.chance(0.4):
        for share in dice.many(0.1, 0.9, dice.count(1, 4)):
            at = float(np.interp(share * top, profile[:, 1], profile[:, 0]))
            rocket.add("body", ring(at, 0.05 * radius, "y", 20, 5).moved(0, share * top))
    if kind in ("missile", "launcher") and dice.chance(0.3):
        duct = box(0.12 * radius, 0.7 * top, 0.1 * radius).moved(radius, 0.45 * top)
        rocket.add("body", duct.around(dice.one_of(1, 2, 4)))
    if kind in ("cartoon", "ogive") and dice.chance(0.5):
        for share in (0.7, 0.5)[: dice.pick({1: 2, 2: 1})]:
            at = float(np.interp(share * top, profile[:, 1], profile[:, 0]))
            window = ring(0.3 * radius, 0.08 * radius, "z", 16, 6).moved(0, share * top, 0.97 * at)
            pane = cylinder(0.3 * radius, 0.1 * radius, "z").moved(0, share * top, 0.97 * at)
            rocket.add("body", window, pane, detail="window")
    lies = dice.chance(0.5)
    whole.take(rocket, lambda mesh: mesh.turned("x", 90.0) if lies else mesh)


def _stages(dice: Dice, kind: str) -> Points:
    """The outline of the body as shares of radius and height, from the tail, (n, 2)."""
    if kind == "cartoon":
        foot, belly = dice.between(0.4, 0.8), dice.between(0.95, 1.15)
        return smooth([(foot, 0), (belly, 0.35), (belly, 0.65), (0.85, 1.0)], 14)
    if kind == "launcher" and dice.chance(0.7):
        points, size, low = [(1.0, 0.0)], 1.0, 0.0
        for _ in range(dice.count(1, 3)):
            low += dice.between(0.15, 0.35)
            points += [(size, low), (size := size * dice.between(0.6, 1.1), low + 0.04)]
        return np.array([*points, (size, 1.0)])
    if dice.chance(0.2):
        skirt = dice.between(1.05, 1.4)
        return np.array([(skirt, 0.0), (1.0, 0.12), (1.0, 1.0)])
    return np.array([(1.0, 0.0), (1.0, 0.5), (1.0, 1.0)])


def _ogive(rocket: Assembly, dice: Dice, radius: float, long: float) -> tuple[Points, float]:
    """One smooth body, as of a V2, whose upper end is the nose; its outline and the seam."""
    foot, at = dice.between(0.4, 0.8), dice.between(0.35, 0.55)
    controls = [(foot, 0.0), (0.9, 0.5 * at), (1.0, at), (0.7, 0.5 * (1 + at)), (0.0, 1.0)]
    profile = np.maximum(smooth(controls, 22), 0.0) * (radius, long)
    body = lathe([(0, 0), *profile], dice.one_of(10, 20))
    lowest = body.vertices[body.faces][:, :, 1].min(axis=1)  # (F,)
    seam = long * dice.between(0.72, 0.88)
    rocket.split(body, {"nose": lowest > seam}, rest="body")
    return profile, seam


def _nozzles(rocket: Assembly, dice: Dice, radius: float, foot: float) -> None:
    bell = lathe([(0, 0.3), (0.35, 0.25), (0.5, -0.1), (0.75, -0.6), (0.7, -0.6), (0.3, 0.2)], 16)
    count = dice.pick({1: 3, 3: 1, 4: 1, 5: 1})
    size = foot * (dice.between(0.6, 1.2) if count == 1 else dice.between(0.3, 0.5))
    one = bell.stretched(size, size, size).moved(0.0 if count == 1 else 0.55 * radius)
    rocket.add("body", one.around(count), detail="nozzle")


def _orbiter(rocket: Assembly, dice: Dice, radius: float, long: float) -> None:
    """A shuttle on the tank's side: wings and tail count as fins, its front as a nose."""
    wide = dice.between(0.7, 1.0) * radius
    rows = [(long, 0.1 * wide, 0.1 * wide, 0.0), (0.93 * long, 0.6 * wide, 0.6 * wide, 0.0)]
    rows += [(0.75 * long, wide, wide, 0.05), (0.05 * long, wide, wide, 0.05)]
    hull_mesh = hull(rows, 2.6).turned("x", -90.0)
    lowest = hull_mesh.vertices[hull_mesh.faces][:, :, 1].min(axis=1)
    place = (0.0, 0.0, radius + 0.55 * wide)
    nose = (lowest > 0.74 * long) & dice.chance(0.6)
    rocket.split(hull_mesh.moved(*place), {"nose": nose}, rest="body")
    corners = [(0.4 * wide, 0.6 * long), (0.6 * wide, 0.4 * long), (1.8 * wide, 0.1 * long)]
    flat = prism(
        np.array([*corners, (1.8 * wide, 0.04 * long), (0.4 * wide, 0.04 * long)]), 0.08, "z"
    )
    upright = prism(np.array([(0, 0.3), (0.9 * wide, 0), (0.9 * wide, -0.3), (0, -0.2)]), 0.07, "x")
    rocket.add("fin", flat.both().moved(*place))
    rocket.add("fin", upright.moved(0, 0.15 * long, place[2] + 0.5 * wide))


def _nose(rocket: Assembly, dice: Dice, size: tuple[float, float, float], sides: int) -> None:
    """A cone, ogive or dome of this radius, at this height, this high."""
    radius, top, height = size
    blunt = dice.between(0.8, 2.6)
    share = np.linspace(0.0, 1.0, 3 if sides < 12 else 9)
    curve = np.stack([radius * (1.0 - share**blunt), top + height * share], axis=1)
    if dice.chance(0.3):
        curve[:, 0] *= 1.0 + 0.25 * np.sin(np.pi * np.minimum(1.5 * share, 1.0))
    curve[-1, 0] = 0.0
    rocket.add("nose", lathe(curve, sides))
    if dice.chance(0.25):
        tip = top + height
        rocket.add("nose", rod((0, tip - 0.05, 0), (0, tip + 0.5 * height, 0), 0.06 * radius))


def _fins(
    rocket: Assembly,
    dice: Dice,
    kind: str,
    radius: float,
    long: float,
    foot: float,
) -> None:
    count = dice.pick({4: 3, 3: 2, 6: 1})
    start = dice.between(0.0, 90.0)
    rings = dice.pick({1: 1, 2: 2, 3: 1}) if kind == "missile" else 1
    bare, grow = dice.chance(0.4), dice.between(1.0, 2.2 if long > 10.0 * radius else 1.4)
    if kind in ("launcher", "shuttle") and dice.chance(0.25):
        return
    for level in range(rings):
        span = radius * dice.between(0.8, 1.9) * grow
        chord = radius * dice.between(1.0, 2.6) * grow
        y = 0.0 if level == 0 else long * dice.between(0.3, 0.78)
        if level < 2 and kind == "missile" and dice.chance(0.2):
            chord, span = min(0.45 * long, 4.0 * chord), 0.7 * span
            y = min(y, 0.5 * long)
        slope = dice.between(-0.6, 0.4) if kind != "cartoon" else dice.between(-1.0, -0.2)
        tip = chord * dice.between(0.15, 0.9)
        root_x = 0.9 * foot if kind in ("cartoon", "ogive") else 0.95 * radius
        corners = [(root_x, y + chord), (root_x, y), (root_x + span, y + slope * span)]
        corners += [(root_x + span, y + slope * span + tip)]
        fin = prism(np.array(corners), radius * dice.between(0.04, 0.14), "z")
        if bare:
            flat = sheet(np.array(corners), "z")
            fin = join(flat, flat.moved(z=0.02 * radius)) if dice.chance(0.4) else flat
        elif dice.chance(0.25):
            fin = wing([(root_x, 0, 0), (root_x + span, 0, 0)], [chord, tip + 0.1], 0.1)
            fin = fin.turned("x", -90.0).moved(0, y + 0.6 * chord)
        elif kind == "cartoon" and dice.chance(0.5):
            path = [
                (root_x, y + chord, 0),
                (root_x + span, y + 0.3 * chord, 0),
                (root_x + span, y - 0.4, 0),
            ]
            fin = tube(path, 0.16 * radius, 12, 8).stretched(1, 1, 0.6)
        rocket.add("fin", fin.around(count, start=start))
        if kind != "missile" and dice.chance(0.15):
            pod = ball(0.3 * radius, 0.7 * radius, 0.3 * radius, 10)
            low = y + slope * span + 0.5 * tip
            rocket.add("fin", pod.moved(root_x + span, low).around(count, start=start))


def _boosters(rocket: Assembly, dice: Dice, radius: float, top: float) -> None:
    size, tall = radius * dice.between(0.3, 0.6), top * dice.between(0.35, 0.75)
    cone = lathe([(size, tall), (0.5 * size, tall + size), (0, tall + 1.8 * size)], 14)
    tank = cylinder(size, tall, sides=14).moved(0, 0.5 * tall)
    count, away = dice.pick({2: 2, 4: 1}), radius + 0.95 * size
    rocket.add("body", tank.moved(away).around(count), detail="booster")
    rocket.add("nose", cone.moved(away).around(count))
