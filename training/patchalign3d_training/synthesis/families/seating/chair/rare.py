"""Chairs on crossing legs, on wheels, out of a ball, and with a tablet or a step."""

import numpy as np

from patchalign3d_training.synthesis.families.seating.chair.pieces import SeatSize, arms, back, seat
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    beam,
    box,
    centroids,
    cylinder,
    ellipse,
    lathe,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    strip,
    sweep,
)


def crossed(chair: Assembly, dice: Dice) -> None:
    """A director's chair, a curule seat or a lounge chair on two crossing bows."""
    width, depth = dice.between(0.5, 0.75), dice.between(0.45, 0.7)
    height, thick = dice.between(0.36, 0.5), dice.between(0.012, 0.03)
    rise = dice.between(0.35, 0.55)
    x, z = 0.5 * width, 0.42 * depth
    if dice.chance(0.5):
        cross = beam((x, height, z), (-x, 0, z), 2 * thick, thick)
        chair.add("leg", cross.both().both("z"))
        chair.add("leg", beam((x, 0.01, z), (x, 0.01, -z), 2 * thick, thick).both())
        pad = dice.between(0.0, 0.03)
        sag = smooth([(-x, height), (0, height - dice.between(0.01, 0.06)), (x, height)], 9)
        chair.add("seat", strip(sag[::-1], 1.9 * z, pad, columns=4).turned("y", 90.0))
        up = height + dice.between(0.18, 0.26)
        for side in (z, -z):
            post = rod((x, height, side), (x, up, side), thick)
            chair.add("arm", post.both())
        chair.add("arm", box(0.06, 0.03, 2.1 * z).moved(x, up).both())
        top = height + rise
        chair.add("back", rod((x, up, -z), (x, top, -z), thick).both())
        chair.add("back", box(width, 0.5 * rise, 0.012).moved(0, top - 0.27 * rise, -z))
        return
    lean = dice.between(0.15, 0.4)
    front = [(-0.5 * depth - lean, height + rise), (-0.4 * depth, height), (0.5 * depth, 0.0)]
    bow = smooth(front, 20)
    rear = smooth(
        [(0.5 * depth, height + 0.02), (-0.1 * depth, 0.6 * height), (-0.5 * depth, 0)], 12
    )
    flat = rectangle(2 * thick, thick)
    for side in (x, -x):
        curve = np.stack([np.full(20, side), bow[:, 1], bow[:, 0]], axis=1)
        piece = sweep(curve, 1.0, flat, normal=(1, 0, 0))
        chair.split(piece, {"back": centroids(piece)[:, 1] > height}, rest="leg")
        path = np.stack([np.full(12, side), rear[:, 1], rear[:, 0]], axis=1)
        chair.add("leg", sweep(path, 1.0, flat, normal=(1, 0, 0)))
    pad = dice.between(0.05, 0.12)
    tilt = np.degrees(np.arctan2(lean, rise))
    board = box(width, pad, 0.95 * depth, 0.02).turned("x", -6.0)
    chair.add("seat", board.moved(0, height + 0.3 * pad))
    slab = box(width, 0.95 * rise, pad, 0.02).moved(0, 0.5 * rise).turned("x", -tilt)
    chair.add("back", slab.moved(0, height + pad, -0.45 * depth))


def sphere(chair: Assembly, dice: Dice) -> None:
    """A ball or a dish one sits in, on a foot."""
    radius, depth = dice.between(0.4, 0.6), dice.between(0.3, 0.9)
    foot = dice.between(0.08, 0.35)
    low = np.arccos(np.clip(dice.between(-0.2, 0.7), -1, 1))
    angle = np.linspace(low, np.pi, 22)
    outer = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    outer[-1, 0] = 0.0
    shell = lathe(np.concatenate([outer[::-1], 0.93 * outer]), 44)
    tilted = shell.turned("x", dice.between(35.0, 80.0)).stretched(z=0.6 + 0.4 * depth)
    middle = centroids(tilted)
    seated = (middle[:, 1] < -0.35 * radius) & (middle[:, 2] > -0.75 * radius)
    side = np.abs(middle[:, 0]) > dice.between(0.7, 0.85) * radius
    raised = tilted.moved(0, radius + foot)
    names = {"seat": seated, "arm": side} if dice.chance(0.5) else {"seat": seated}
    chair.split(raised, names, rest="back")
    disc = ellipse(1.1 * radius, 1.0 * radius, 24)
    chair.add("seat", prism(disc, 0.08, "y", 0.03).moved(0, foot + 0.5 * radius, 0.15 * radius))
    base = lathe(
        [(0, 0), (0.6 * radius, 0), (0.55 * radius, 0.03), (0.1, 0.06), (0.06, foot + 0.05)]
    )
    chair.add("leg", base)


def wheelchair(chair: Assembly, dice: Dice) -> None:
    """Two large and two small wheels carry the seat; footplates in front."""
    width, depth, height = dice.between(0.42, 0.5), dice.between(0.42, 0.48), 0.5
    x, tube = 0.5 * width + 0.02, 0.012
    size = SeatSize(width, depth, height, dice.between(0.02, 0.06))
    chair.add("seat", *seat(dice, size))
    rise = dice.between(0.4, 0.5)
    chair.add("back", box(width, 0.85 * rise, 0.02).moved(0, height + 0.5 * rise, -0.5 * depth))
    chair.add("back", rod((x, height, -0.5 * depth), (x, height + rise, -0.5 * depth), tube).both())
    grip = rod((x, height + rise, -0.5 * depth), (x, height + rise, -0.65 * depth), 1.3 * tube)
    chair.add("back", grip.both())
    chair.add("arm", *arms(dice, size, dice.one_of("loop", "post", "panel")))
    radius = dice.between(0.26, 0.32)
    wheel = ring(radius, 0.02, "x", 28, 6).moved(x + 0.06, radius, -0.3 * depth)
    hub = (x + 0.06, radius, -0.3 * depth)
    bar = rod((0, 0, 0), (0, radius, 0), 0.004, sides=4)
    spokes = [bar.around(10, "x").moved(*hub)]
    small = cylinder(0.09, 0.03, "x").moved(x, 0.09, 0.5 * depth)
    for piece in (wheel, small, *spokes):
        chair.add("leg", piece.both(), detail="caster")
    frame = [
        (x, height - 0.03, -0.5 * depth),
        (x, height - 0.03, 0.5 * depth),
        (x, 0.18, 0.6 * depth),
    ]
    chair.add("leg", sweep(frame, tube, sides=6).both())
    chair.add("leg", rod((x, height, -0.5 * depth), (x, 0.2, -0.45 * depth), tube).both())
    chair.add("leg", rod((x, 0.2, -0.45 * depth), (x, 0.2, 0.5 * depth), tube).both())
    plate = box(0.16, 0.015, 0.14).moved(0.25 * width, 0.1, 0.8 * depth)
    rail = rod((x, 0.3, 0.55 * depth), (0.3 * width, 0.1, 0.75 * depth), tube)
    chair.add("leg", plate.both(), rail.both())


def school(chair: Assembly, dice: Dice) -> None:
    """A high chair or a lecture chair: a board before or beside the sitter."""
    width, depth = dice.between(0.36, 0.46), dice.between(0.36, 0.44)
    high = dice.chance(0.5)
    height = dice.between(0.55, 0.7) if high else dice.between(0.42, 0.48)
    size = SeatSize(width, depth, height, dice.between(0.015, 0.05))
    chair.add("seat", *seat(dice, size))
    rise = dice.between(0.35, 0.5)
    for piece in back(dice, width, rise):
        chair.add("back", piece.turned("x", -8.0).moved(0, height, -0.47 * depth))
    out = dice.between(0.0, 0.15) if high else 0.02
    x, z = 0.45 * width, 0.45 * depth
    leg: Mesh = rod((x, height, z), (x + out, 0, z + out), 0.016)
    chair.add("leg", leg.both("x").both("z"))
    if high:
        step = box(width, 0.015, 0.14).moved(0, 0.35 * height, z + 0.08)
        chair.add("leg", step)
    chair.add("arm", *arms(dice, size, dice.one_of("loop", "post")))
    tray = prism(rectangle(1.2 * width, 0.26, 0.05), 0.018)
    lift = height + dice.between(0.2, 0.26)
    if high:
        chair.add("arm", tray.moved(0, lift, 0.6 * depth))
    else:
        chair.add("arm", tray.turned("y", 80.0).moved(0.5 * width, lift, 0.25 * depth))


def footed(chair: Assembly, dice: Dice) -> None:
    """An easy chair of bent pads with its stool's place taken by a leg rest."""
    width, height = dice.between(0.55, 0.75), dice.between(0.34, 0.42)
    thick, lean = dice.between(0.06, 0.13), dice.between(0.25, 0.5)
    rise, reach = dice.between(0.6, 0.8), dice.between(0.3, 0.5)
    spine = [(-0.3 - lean * rise, height + rise), (-0.33 - 0.4 * lean * rise, height + 0.5 * rise)]
    chair.add("back", strip(smooth([*spine, (-0.28, height)], 12), width, thick, 0.04))
    pan = smooth([(-0.28, height - 0.03), (0.0, height - 0.02), (0.3, height + 0.04)], 9)
    chair.add("seat", strip(pan, width, thick, 0.02))
    rest = smooth([(0.34, height + 0.02), (0.3 + reach, height - dice.between(0.0, 0.25))], 5)
    chair.add("seat", strip(rest, 0.9 * width, 0.8 * thick))
    if dice.chance(0.7):
        up = height + dice.between(0.12, 0.2)
        pad = box(0.09, 0.06, 0.45, 0.02).moved(0.5 * width + 0.05, up, 0.02)
        stem = box(0.04, up - height + 0.12, 0.12).moved(
            0.5 * width + 0.04, 0.5 * (up + height) - 0.06
        )
        chair.add("arm", pad.both(), stem.both())
    count = dice.one_of(4, 5)
    arm = beam((0, 0.08, 0), (0.34, 0.02, 0), 0.06, 0.03, 0.6).around(count, start=36.0)
    chair.add("leg", arm, cylinder(0.03, height - thick).on())
    chair.add("leg", ball(0.05, 0.04, 0.05).moved(0, 0.08))
