"""Microphones, in the hand, on a stand, on a desk; the speaker is at +z."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    button,
    cylinder,
    join,
    lathe,
    pipe,
    prism,
    ring,
    rod,
    superellipse,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A vocal, studio, retro or shotgun microphone, alone or on a stand."""
    microphone = model.group()
    kind = dice.pick({"vocal": 5, "studio": 3, "retro": 2, "stick": 1})
    {"vocal": _vocal, "studio": _studio, "retro": _retro, "stick": _stick}[kind](microphone, dice)
    stand = dice.pick({"none": 4, "floor": 3, "desk": 2})
    if kind == "retro" and stand == "none":
        stand = "desk"
    if stand == "none":
        if kind in ("vocal", "stick") and dice.chance(0.6):
            _cable(microphone, dice)
        model.take(microphone)
        return
    height = dice.between(1.0, 2.4) if stand == "desk" else dice.between(5.0, 8.0)
    lean = dice.between(0.0, 60.0) if kind in ("vocal", "stick") else dice.between(-10.0, 15.0)
    holder = pipe(0.2, 0.14, 0.4, sides=14)
    if kind != "retro":
        microphone.add("clip", holder.moved(y=-0.45))
        lug = box(0.12, 0.25, 0.12).moved(y=-0.5, z=-0.2)
        microphone.add("clip", lug)
    model.take(microphone, lambda mesh: mesh.turned("x", lean).moved(y=height + 0.5))
    _stand(model, dice, height, stand)


def _vocal(model: Assembly, dice: Dice) -> None:
    """A ball of mesh on a tapering handle from y = 0 down."""
    radius, long = dice.between(0.22, 0.36), dice.between(1.1, 1.9)
    sides = dice.pick({8: 1, 12: 1, 20: 3})
    tall = radius * dice.between(0.9, 1.2)
    grille = ball(radius, tall, radius, sides=sides).on(-0.1 * radius)
    model.add("head", grille)
    middle = float(grille.middle[1])
    if dice.chance(0.7):
        band = pipe(1.05 * radius, 0.95 * radius, dice.between(0.05, 0.12), sides=max(sides, 12))
        model.add("head", band.moved(y=middle), detail="band")
    neck, end = 0.75 * radius, dice.between(0.35, 0.6) * radius
    profile = [(0, -long), (end, -long), (0.9 * neck, -0.25 * long), (neck, 0.0), (0, 0.0)]
    model.add("body", lathe(profile, sides))
    if dice.chance(0.7):
        switch = button(0.1, 0.16, 0.05, 0.0).moved(y=-0.3 * long, z=0.8 * neck)
        model.add("button", switch)


def _studio(model: Assembly, dice: Dice) -> None:
    """A cylinder whose upper half is mesh, mostly in a ring of rubber bands."""
    radius, tall = dice.between(0.22, 0.34), dice.between(0.5, 0.9)
    body = cylinder(radius, dice.between(0.5, 1.0), sides=20).under(0.0)
    model.add("body", body)
    flat = superellipse(2 * radius, 2 * radius, dice.between(2.0, 3.0), 20)
    model.add("head", prism(flat, tall, "y", 0.3 * radius).on(0.0))
    if dice.chance(0.5):
        model.add("head", pipe(1.06 * radius, 0.9 * radius, 0.06).on(0.0), detail="band")
    if dice.chance(0.5):
        out = 1.7 * radius
        hoop = ring(out, 0.03, "y", 24, 6)
        model.add("clip", hoop.moved(y=-0.1), hoop.moved(y=-0.5))
        band = rod((radius, -0.3, 0), (out, -0.1, 0), 0.015, sides=4)
        model.add("clip", band.around(6))
    if dice.chance(0.5):
        model.add("button", button(0.08, 0.08, 0.04, 0.04).moved(y=-0.25, z=0.98 * radius))
    if dice.chance(0.3):  # a shield against breath before it
        disc = ring(0.4, 0.03, "z", 24, 6).moved(y=0.4, z=radius + 0.35)
        model.add("clip", disc, cylinder(0.39, 0.01, "z").moved(y=0.4, z=radius + 0.35))


def _retro(model: Assembly, dice: Dice) -> None:
    """A rounded head with upright ribs and a band about its middle, on a short foot."""
    width, tall, deep = dice.between(0.35, 0.5), dice.between(0.7, 1.0), dice.between(0.3, 0.45)
    core = ball(0.95 * width, 0.5 * tall, 0.95 * deep, sides=20).on(0.0)
    model.add("head", core)
    count = dice.count(6, 12)
    middle = 0.5 * tall
    hoop = ring(1.0, 0.06, "x", 24, 5).stretched(1.0, 0.5 * tall, deep)
    for share in np.linspace(-0.8, 0.8, count):
        size = float(np.sqrt(1.0 - share**2))
        rib = hoop.stretched(0.8 * width, size, size).moved(share * width, middle)
        model.add("head", rib)
    band = pipe(1.08, 0.9, dice.between(0.08, 0.16)).stretched(width, 1.0, deep)
    model.add("head", band.moved(y=middle), detail="band")
    model.add("body", cylinder(0.25 * width, 0.5, top=0.5 * width).under(0.05))
    if dice.chance(0.4):
        model.add("button", button(0.08, 0.1, 0.05).moved(y=-0.2, z=0.18))


def _stick(model: Assembly, dice: Dice) -> None:
    """A long slim tube with slots, or one with a foam cover or fur."""
    radius, long = dice.between(0.1, 0.16), dice.between(1.5, 2.5)
    model.add("body", cylinder(radius, 0.5 * long, sides=16).under(0.0))
    cover = dice.between(1.0, 2.2) * radius
    tube_piece = cylinder(cover, 0.6 * long, top=0.9 * cover, sides=16).on(0.0)
    model.add("head", tube_piece, ball(0.9 * cover, 0.6 * cover, 0.9 * cover).moved(y=0.6 * long))
    slot = pipe(1.03 * cover, 0.9 * cover, 0.03, sides=16)
    model.add("head", slot.in_row(dice.count(2, 6), 0.1, "y").moved(y=0.3 * long), detail="band")


def _cable(model: Assembly, dice: Dice) -> None:
    """A plug at the handle's end and the cord that hangs from it."""
    end = float(model.whole.low[1])
    plug = cylinder(0.11, 0.25, top=0.13).under(end + 0.02)
    aside, drop = dice.between(-1.0, 1.0), dice.between(0.8, 2.0)
    bends = [(0, end - 0.2, 0), (0.2 * aside, end - 0.6 * drop, 0.1), (aside, end - drop, 0.3)]
    model.add("cable", plug, tube([*bends, (1.8 * aside, end - 0.9 * drop, 0.5)], 0.05, 20, 6))


def _stand(model: Assembly, dice: Dice, height: float, kind: str) -> None:
    """A post on a plate or on three legs; floor stands may carry a boom."""
    thick = dice.between(0.06, 0.12)
    boom = kind == "floor" and dice.chance(0.3)
    away = -dice.between(1.0, 2.5) if boom else -0.2
    top = height * dice.between(0.75, 0.95) if boom else height
    lower = 0.55 * top
    model.add("stand", rod((0, 0.05, away), (0, lower, away), thick, sides=10))
    model.add("stand", rod((0, lower, away), (0, top, away), 0.7 * thick, sides=10))
    if boom:
        back = (0.0, top - 0.5 * (height - top), 1.5 * away)
        model.add("stand", rod(back, (0, height, -0.2), 0.6 * thick, sides=8))
        model.add("stand", ball(2.0 * thick, sides=10).moved(y=top, z=away))
    elif dice.chance(0.5):
        sleeve = cylinder(1.5 * thick, 0.4, sides=10).moved(y=lower, z=away)
        model.add("stand", sleeve)
    if dice.chance(0.5):
        wide = dice.between(0.7, 1.4) if kind == "desk" else dice.between(1.2, 2.0)
        plate = cylinder(wide, dice.between(0.1, 0.25), top=0.85 * wide, sides=24).on(0.0)
        model.add("base", plate.moved(z=away))
    else:
        reach, rise = dice.between(0.8, 2.0), dice.between(0.3, 1.0)
        leg = rod((0, rise, 0), (reach, 0.04, 0), 0.6 * thick, sides=8)
        foot = ball(thick, sides=8).moved(reach, 0.05)
        model.add("base", join(leg, foot).around(3, start=90.0).moved(z=away))
