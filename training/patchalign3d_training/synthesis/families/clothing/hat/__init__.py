"""Hats other than caps: beanies, cowboy hats, witches', chefs', party and fur hats."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.hat.pieces import (
    HeadSize,
    brim_of,
    chin_strap,
    ear_flap,
    ribbon_band,
    round_top,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    bumpy,
    cylinder,
    skin,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A hat that looks along +z; its opening lies about y = 0."""
    kinds = {_brimmed: 5, _beanie: 3, _pointed: 3, _chef: 1, _mortarboard: 2, _ushanka: 1}
    head = HeadSize(dice.between(1.0, 1.25))
    dice.pick(kinds)(model, dice, head)


def _brimmed(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """Cowboy and fedora, bowler, top hat, sun hat, sombrero, bucket hat."""
    kind = dice.pick({"cowboy": 3, "bowler": 1, "top": 2, "sun": 2, "sombrero": 1, "bucket": 2})
    tall, reach = dice.between(0.6, 0.95), dice.between(0.4, 0.7)
    narrow, curl, droop = dice.between(0.75, 0.95), 0.0, 0.0
    if kind == "cowboy":
        curl = dice.between(0.2, 0.7)
    elif kind == "top":
        tall, reach = dice.between(0.9, 1.9), dice.between(0.25, 0.45)
        narrow, curl = dice.between(0.9, 1.15), dice.between(0.0, 0.25)
    elif kind == "sombrero":
        tall, reach, narrow = dice.between(0.9, 1.4), dice.between(1.0, 1.6), 0.5
        curl = dice.between(0.2, 0.5)
    elif kind == "bucket":
        droop = dice.between(0.4, 1.1)
    elif kind == "sun":
        reach, droop = dice.between(0.6, 1.3), dice.between(0.0, 0.3)
    rounded = kind in ("bowler", "sun") or dice.chance(0.2)
    if rounded:
        profile, slope = round_top(tall, 0.6), 0.1
    else:
        dent = dice.between(0.05, 0.25) if kind == "cowboy" else 0.0
        edge = 0.06 * tall
        profile = [(1.0, 0.0), (0.5 + 0.5 * narrow, 0.5 * tall), (narrow, tall - edge)]
        profile += [(0.93 * narrow, tall), (0.5 * narrow, tall - 0.7 * dent), (0.0, tall - dent)]
        slope = (1.0 - narrow) / tall
    crown = head.turned(profile)
    if kind == "cowboy":  # pinched in front
        vertices = crown.vertices.copy()
        rise, ahead = vertices[:, 1] / tall, np.clip(vertices[:, 2] / head.deep, 0.0, 1.0)
        vertices[:, 0] *= 1.0 - dice.between(0.1, 0.45) * ahead * np.clip(rise, 0.0, 1.0)
        crown = Mesh(vertices, crown.faces)
    model.add("crown", crown)
    if dice.chance(0.4):
        model.add("crown", crown.stretched(0.95, 0.97, 0.95))
    model.add("brim", brim_of(dice, head, reach, curl, droop))
    if dice.chance(0.65):
        ribbon_band(model, dice, head, 1.0, slope)
    if dice.chance(0.25):
        model.add("strap", chin_strap().both())


def _beanie(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """A knitted cap with a turned-up cuff, a pompom, and flaps over the ears on some."""
    tall = dice.between(0.9, 1.5)
    knitted = model.group()
    knitted.add("crown", head.turned(round_top(tall, 0.7)))
    if dice.chance(0.75):
        high = dice.between(0.2, 0.45)
        fold = [(1.0, -0.04), (1.1, 0.0), (1.1, high - 0.05), (1.04, high), (0.98, high)]
        knitted.add("band", head.turned(fold))
    if dice.chance(0.65):
        size = dice.between(0.15, 0.35)
        knitted.add("pompom", ball(size, sides=14).moved(y=tall + 0.7 * size))
    if dice.chance(0.35):
        half, long = dice.between(0.25, 0.4), dice.between(0.4, 0.8)
        knitted.add("ear flap", ear_flap(half, long, 0.08).moved(x=0.99).both())
        if dice.chance(0.6):
            path = [(1.0, -long, 0), (1.05, -1.5 * long, 0.05), (1.0, -2.0 * long, 0)]
            cord = tube(path, 0.035, 10, 6)
            tuft = ball(0.1, sides=10).moved(x=1.0, y=-2.0 * long)
            knitted.add("ear flap", cord.both())
            knitted.add("pompom", tuft.both())
    rough = bumpy(dice, 0.25, 0.03)
    model.take(knitted, rough if dice.chance(0.4) else lambda mesh: mesh)


def _pointed(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """A witch's, wizard's, party, elf's or Santa's hat: a cone that stands, bends or hangs."""
    tall = dice.between(1.2, 2.6)
    bend = dice.between(0.0, 1.4) if dice.chance(0.6) else 0.0
    heading = dice.between(0.0, 2 * np.pi)  # where the tip bends to
    level = np.array([np.cos(heading), 0.0, np.sin(heading)])
    rows, middle, steps = [], np.zeros(3), 10
    for share in np.linspace(0.0, 1.0, steps):
        rows.append(head.ring(0.0, max(1.0 - share, 0.02)) + middle)
        angle = bend * share**1.5
        upward = np.array([0.0, np.cos(angle), 0.0])
        middle = middle + (upward + np.sin(angle) * level) * tall / steps
    cone = skin(np.stack(rows), caps=True)
    model.add("crown", cone)
    tip = rows[-1].mean(axis=0)
    kind = dice.pick({"witch": 3, "party": 2, "santa": 2})
    if kind == "witch":
        reach, curl = dice.between(0.5, 1.1), dice.between(-0.2, 0.3)
        model.add("brim", brim_of(dice, head, reach, curl, droop=dice.between(0.0, 0.3)))
        if dice.chance(0.8):
            ribbon_band(model, dice, head, 1.0, 1.0 / tall)
    else:
        if dice.chance(0.85 if kind == "santa" else 0.4):
            model.add("pompom", ball(dice.between(0.12, 0.26), sides=12).at([tip]))
        if kind == "santa":
            thick = dice.between(0.12, 0.2)
            fur = sweep(head.ring(0.0, 1.0), thick, sides=8, loop=True)
            model.add("band", fur)
        elif dice.chance(0.6):
            model.add("strap", chin_strap().both())


def _chef(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """A white band under a puffed, pleated top."""
    tall = dice.between(0.4, 0.9)
    model.add("band", head.turned([(0.96, 0.0), (1.0, 0.0), (1.02, tall), (0.96, tall)]))
    puff, high = dice.between(1.15, 1.45), dice.between(0.5, 0.9)
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    folds = 1.0 + dice.between(0.02, 0.06) * np.cos(12 * angle)[:, None]
    rows = []
    for share, size in ((0.0, 1.0), (0.25, puff), (0.65, puff), (0.9, 0.8 * puff), (1.0, 0.0)):
        row = head.ring(0.0, size, 48) * folds
        row[:, 1] = tall + high * share
        rows.append(row)
    model.add("crown", skin(np.stack(rows), caps=False))


def _mortarboard(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """A graduate's square board on a skull cap, or a fez; with a tassel."""
    if dice.chance(0.3):
        tall, narrow = dice.between(0.9, 1.3), dice.between(0.65, 0.85)
        profile = [(1.0, 0.0), (narrow, tall), (0.0, tall)]
        model.add("crown", head.turned(profile))
        edge = narrow
    else:
        tall, edge = dice.between(0.45, 0.7), dice.between(1.1, 1.4)
        model.add("crown", head.turned([(1.0, -0.1), (0.98, tall), (0.0, tall)]))
        board = box(2 * edge, 0.06, 2 * edge).turned("y", 45.0).on(tall)
        model.add("board", board)
        tall += 0.06
    button = ball(0.08, 0.05, 0.08, 10).moved(y=tall)
    fall = dice.between(0.4, 0.9)
    reach = 1.02 * edge
    over = [(0, tall + 0.02, 0), (0.8 * reach, tall + 0.04, 0)]
    cord = tube([*over, (reach, tall - 0.1, 0), (reach, tall - fall, 0)], 0.025, 20, 6)
    fringe = cylinder(0.05, 0.3, top=0.1).mirrored("y").under(tall - fall).moved(x=reach)
    turn = dice.between(0.0, 360.0)
    model.add("tassel", *(piece.turned("y", turn) for piece in (button, cord, fringe)))


def _ushanka(model: Assembly, dice: Dice, head: HeadSize) -> None:
    """A fur hat with a turned-up front and flaps over the ears."""
    tall = dice.between(0.8, 1.1)
    group = model.group()
    top = [(1.0, 0.0), (1.05, 0.6 * tall), (0.9, 0.95 * tall), (0.0, tall)]
    turned_up = [(1.0, 0.0), (1.18, 0.05), (1.18, 0.5 * tall), (1.0, 0.55 * tall)]
    group.add("crown", head.turned(top))
    group.add("band", head.turned(turned_up))
    flap = ear_flap(dice.between(0.35, 0.5), dice.between(0.6, 1.0), 0.2)
    group.add("ear flap", flap.moved(x=1.05).both())
    fur = bumpy(dice, 0.15, 0.05)
    model.take(group, fur)
