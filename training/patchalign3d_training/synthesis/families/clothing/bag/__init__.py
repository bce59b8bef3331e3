"""Bags and suitcases."""

import numpy as np

from patchalign3d_training.synthesis.families.clothing.bag.shoulder import (
    backpack,
    hobo,
    loop_of,
    messenger,
    soft_body,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    plane,
    prism,
    rectangle,
    sheet,
    skin,
    superellipse,
    sweep,
)


def build(bag: Assembly, dice: Dice) -> None:
    """A handbag, tote, suitcase, backpack, briefcase, shoulder bag or duffel."""
    kinds = (_handbag, _handbag, _handbag, _tote, _suitcase, backpack, _duffel, _briefcase)
    dice.one_of(*kinds, _suitcase, _briefcase, _basket, hobo, messenger)(bag, dice)


def _handbag(bag: Assembly, dice: Dice) -> None:
    width, height = dice.between(0.6, 1.0), dice.between(0.4, 0.75)
    depth = width * dice.between(0.18, 0.45)
    top = (width * dice.between(0.6, 1.05), depth * dice.between(0.2, 0.7))
    bag.add("body", soft_body(dice, (width, depth), top, height))
    half = top[0] * dice.between(0.2, 0.46)
    rise = dice.between(0.12, 0.8)
    z = dice.between(0.1, 0.4) * top[1]
    if dice.chance(0.5):
        bag.add("handle", loop_of(dice, half, height, rise, z).both("z"))
    else:
        bag.add("handle", loop_of(dice, half, height, rise))
    if dice.chance(0.3):
        low = dice.between(0.0, 0.6) * height
        strip = box(dice.between(0.02, 0.05), height - low, 0.014)
        lean = np.degrees(np.arctan2(0.5 * (depth - top[1]), height))
        run = strip.turned("x", -lean).moved(half, 0.5 * (height + low), 0.26 * (depth + top[1]))
        bag.add("handle", run.both().both("z"))
    if dice.chance(0.3):
        tall = dice.between(0.3, 0.8) * height
        lean = np.degrees(np.arctan2(0.5 * (depth - top[1]), height))
        flap = box(0.97 * top[0], tall, 0.02, 0.01).moved(0, -0.5 * tall).turned("x", -lean)
        bag.add("body", flap.moved(0, 1.01 * height, 0.53 * top[1]), detail="flap")
    elif dice.chance(0.3):
        pocket = box(0.6 * width, 0.4 * height, 0.06, 0.02).moved(0, 0.3 * height, 0.5 * depth)
        bag.add("body", pocket, detail="pocket")


def _tote(bag: Assembly, dice: Dice) -> None:
    """A shopping bag, open on top."""
    width, height = dice.between(0.5, 0.9), dice.between(0.5, 1.0)
    depth = width * dice.between(0.15, 0.5)
    flare = dice.between(0.9, 1.25)
    lower = plane(rectangle(width, depth), "y")
    upper = plane(rectangle(width * flare, depth * flare), "y", height)
    bag.add("body", skin(np.stack([lower, upper]), caps=False), sheet(rectangle(width, depth)))
    if dice.chance(0.4):
        inner = skin(np.stack([lower * 0.97 + (0, 0.01, 0), upper * (0.97, 1, 0.97)]), caps=False)
        bag.add("body", inner)
    z = 0.48 * depth * flare
    loop = loop_of(dice, dice.between(0.1, 0.25) * width, height, dice.between(0.15, 0.6), z)
    bag.add("handle", loop.both("z"))


def _suitcase(bag: Assembly, dice: Dice) -> None:
    width, height = dice.between(0.4, 0.7), dice.between(0.55, 0.9)
    depth = dice.between(0.18, 0.32)
    case = prism(rectangle(width, height, 0.15 * width, 5), depth, "z", dice.between(0.01, 0.06))
    bag.add("body", case.moved(0, 0.5 * height))
    _lining(bag, dice, case.moved(0, 0.5 * height))
    for x in np.linspace(-0.35, 0.35, dice.count(0, 6)) * width:
        rib = box(0.02, 0.9 * height, 0.02, 0.006).moved(x, 0.5 * height, 0.5 * depth)
        bag.add("body", rib)
    if dice.chance(0.7):
        wheel = cylinder(0.035, 0.025, "x").moved(0.4 * width, -0.03, 0.4 * depth)
        bag.add("body", wheel.both().both("z"), detail="wheel")
    half, rise = 0.25 * width, dice.between(0.2, 0.5)
    if dice.chance(0.6):
        z = -0.4 * depth
        path = [
            (-half, height, z),
            (-half, height + rise, z),
            (half, height + rise, z),
            (half, height, z),
        ]
        bag.add("handle", sweep(path, dice.between(0.01, 0.02)))
    if dice.chance(0.6):
        bag.add("handle", loop_of(dice, 0.6 * half, height, 0.06))
    else:
        bag.add(
            "handle",
            loop_of(dice, 0.12, 0.5 * width, 0.05).turned("z", -90.0).moved(0, 0.5 * height),
        )


def _lining(bag: Assembly, dice: Dice, shell: Mesh) -> None:
    """The inner walls of a case, and what divides its two halves."""
    if dice.chance(0.5):
        return
    middle = 0.5 * (shell.vertices.min(axis=0) + shell.vertices.max(axis=0))
    size = shell.vertices.max(axis=0) - shell.vertices.min(axis=0)
    inner = 1.0 - 2.0 * dice.between(0.01, 0.03) * size.max() / size  # (3,)
    bag.add("body", Mesh((shell.vertices - middle) * inner + middle, shell.faces))
    if dice.chance(0.5):
        bag.add("body", box(0.9 * size[0], 0.9 * size[1], 0.01).moved(*middle))


def _basket(bag: Assembly, dice: Dice) -> None:
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
    half = 0.48 * width * flare
    bag.add("handle", loop_of(dice, half, 0.95 * height, dice.between(0.25, 0.6)))


def _briefcase(bag: Assembly, dice: Dice) -> None:
    width, height = dice.between(0.8, 1.1), dice.between(0.5, 0.75)
    depth = dice.between(0.1, 0.35)
    shell = prism(rectangle(width, height, dice.between(0.0, 0.08), 4), depth, "z", 0.01)
    bag.add("body", shell.moved(0, 0.5 * height))
    _lining(bag, dice, shell.moved(0, 0.5 * height))
    seam = frame(
        rectangle(1.01 * width, 1.01 * height), rectangle(0.99 * width, 0.99 * height), 0.01, "z"
    )
    bag.add("body", seam.moved(0, 0.5 * height))
    bag.add("handle", loop_of(dice, dice.between(0.12, 0.2), height, dice.between(0.08, 0.14)))
    if dice.chance(0.3):
        long = loop_of(dice, 0.48 * width, height, dice.between(0.5, 1.0))
        bag.add("handle", long)


def _duffel(bag: Assembly, dice: Dice) -> None:
    length, radius = dice.between(0.8, 1.1), dice.between(0.18, 0.28)
    section = superellipse(2 * radius, 2 * radius, dice.between(2.0, 3.5), 24)
    bag.add("body", prism(section, length, "x", 0.03).moved(0, radius))
    rise = dice.between(0.12, 0.35)
    loop = loop_of(dice, 0.2 * length, 1.8 * radius, rise, 0.5 * radius)
    bag.add("handle", loop.both("z"))
    if dice.chance(0.4):
        angle = np.linspace(0.0, 2.0 * np.pi, 28)
        band = np.stack(
            [np.zeros(28), radius * (1 + 1.02 * np.sin(angle)), 1.02 * radius * np.cos(angle)],
            axis=1,
        )
        hoop = sweep(band, 1.0, rectangle(0.05, 0.012), normal=(1, 0, 0))
        bag.add("handle", hoop.moved(0.2 * length).both())
    if dice.chance(0.4):
        bag.add("handle", loop_of(dice, 0.47 * length, 1.2 * radius, dice.between(0.5, 0.8)))
