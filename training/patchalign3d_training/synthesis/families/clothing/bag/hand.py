"""Bags carried by hand: handbags, totes, baskets, duffels."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.bag.pieces import (
    BagSize,
    HandleLoop,
    Opening,
    handle_loop,
    soft_body,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    plane,
    prism,
    rectangle,
    sheet,
    skin,
    superellipse,
    sweep,
)


def handbag(bag: Assembly, dice: Dice) -> None:
    """A soft bag that narrows or widens to the top, with one or two loops, a flap or a pocket."""
    width, height = dice.between(0.6, 1.0), dice.between(0.4, 0.75)
    size = BagSize(width, height, depth=width * dice.between(0.18, 0.45))
    top = Opening(width * dice.between(0.6, 1.05), size.depth * dice.between(0.2, 0.7))
    bag.add("body", soft_body(dice, size, top))
    half, rise = top.width * dice.between(0.2, 0.46), dice.between(0.12, 0.8)
    z = dice.between(0.1, 0.4) * top.depth
    if dice.chance(0.5):
        bag.add("handle", handle_loop(dice, HandleLoop(half, height, rise, z)).both("z"))
    else:
        bag.add("handle", handle_loop(dice, HandleLoop(half, height, rise)))

    narrowing = 0.5 * (size.depth - top.depth)  # of the front on its way up
    lean = float(np.degrees(np.arctan2(narrowing, height)))
    if dice.chance(0.3):  # straps that run on down the walls
        low = dice.between(0.0, 0.6) * height
        band = box(dice.between(0.02, 0.05), height - low, 0.014).turned("x", -lean)
        band = band.moved(half, 0.5 * (height + low), 0.26 * (size.depth + top.depth))
        bag.add("handle", band.both().both("z"))
    if dice.chance(0.3):
        fall = dice.between(0.3, 0.8) * height
        flap = box(0.97 * top.width, fall, 0.02, 0.01).under(0.0).turned("x", -lean)
        bag.add("body", flap.moved(y=1.01 * height, z=0.53 * top.depth), detail="flap")
    elif dice.chance(0.3):
        pocket = box(0.6 * width, 0.4 * height, 0.06, 0.02).on(0.1 * height)
        bag.add("body", pocket.moved(z=0.5 * size.depth), detail="pocket")


def tote(bag: Assembly, dice: Dice) -> None:
    """A shopping bag, open on top."""
    width, height = dice.between(0.5, 0.9), dice.between(0.5, 1.0)
    depth = width * dice.between(0.15, 0.5)
    flare = dice.between(0.9, 1.25)  # of the opening against the bottom
    bottom, opening = rectangle(width, depth), rectangle(width * flare, depth * flare)
    lower, upper = plane(bottom, "y"), plane(opening, "y", height)
    bag.add("body", skin(np.stack([lower, upper]), caps=False), sheet(bottom))
    if dice.chance(0.4):
        lining = np.stack([lower * 0.97 + (0, 0.01, 0), upper * (0.97, 1, 0.97)])
        bag.add("body", skin(lining, caps=False))
    half, rise = dice.between(0.1, 0.25) * width, dice.between(0.15, 0.6)
    loop = HandleLoop(half, height, rise, z=0.48 * depth * flare)
    bag.add("handle", handle_loop(dice, loop).both("z"))


def basket(bag: Assembly, dice: Dice) -> None:
    """A basket, open on top, under one high hoop."""
    width, height = dice.between(0.5, 0.9), dice.between(0.25, 0.5)
    depth, power = width * dice.between(0.5, 1.0), dice.between(2.0, 5.0)
    flare, wall = dice.between(1.0, 1.4), dice.between(0.94, 0.98)
    share = np.linspace(0.0, 1.0, 6)
    bulge = 1.0 + (flare - 1.0) * share + dice.between(0.0, 0.12) * np.sin(np.pi * share)
    outline = plane(superellipse(width, depth, power, 28), "y")
    outer = [outline * (b, 1, b) + (0, height * s, 0) for s, b in zip(share, bulge, strict=True)]
    inner = [row * (wall, 1, wall) + (0, 0.01, 0) for row in outer[::-1]]
    bag.add("body", skin(np.stack([*outer, *inner])))
    hoop = HandleLoop(0.48 * width * flare, 0.95 * height, rise=dice.between(0.25, 0.6))
    bag.add("handle", handle_loop(dice, hoop))


def duffel(bag: Assembly, dice: Dice) -> None:
    """A roll that lies along x, with two loops, bands around it and perhaps a shoulder strap."""
    length, radius = dice.between(0.8, 1.1), dice.between(0.18, 0.28)
    section = superellipse(2 * radius, 2 * radius, dice.between(2.0, 3.5), 24)
    bag.add("body", prism(section, length, "x", 0.03).moved(y=radius))
    rise = dice.between(0.12, 0.35)
    loop = HandleLoop(0.2 * length, 1.8 * radius, rise, z=0.5 * radius)
    bag.add("handle", handle_loop(dice, loop).both("z"))
    if dice.chance(0.4):
        angle = np.linspace(0.0, 2.0 * np.pi, 28)
        circle = np.stack([0.0 * angle, np.sin(angle), np.cos(angle)], axis=1)
        around = 1.02 * radius * circle + (0.0, radius, 0.0)
        band = sweep(around, 1.0, rectangle(0.05, 0.012), normal=(1, 0, 0))
        bag.add("handle", band.moved(x=0.2 * length).both())
    if dice.chance(0.4):
        shoulder_strap = HandleLoop(0.47 * length, 1.2 * radius, rise=dice.between(0.5, 0.8))
        bag.add("handle", handle_loop(dice, shoulder_strap))
