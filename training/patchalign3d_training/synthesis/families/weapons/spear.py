"""Spears, lances, tridents and halberds; the point is up along y."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.poles import pole
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    cylinder,
    lengthwise,
    prism,
    ring,
    rod,
    smooth,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A spear with a flat, leaf-shaped or round tip, a trident, a halberd or a lance."""
    spear = model.group()
    kind = dice.pick({"spear": 5, "trident": 2, "halberd": 3, "lance": 1})
    toy = dice.between(1.3, 2.2) if dice.chance(0.35) else 1.0  # stout and short
    length, radius = dice.between(1.2, 2.2) / toy, toy * dice.between(0.012, 0.022)
    if kind == "lance":
        _lance(spear, dice, length, radius)
    else:
        pole(spear, dice, length, radius)
        {"spear": _tip, "trident": _trident, "halberd": _halberd}[kind](spear, dice, length, toy)
        if dice.chance(0.7):
            tall = toy * dice.between(0.03, 0.09)
            spear.add("collar", cylinder(1.5 * radius, tall, sides=8).moved(y=length))
        if dice.chance(0.3):
            _tassel(spear, dice, length - 0.06, radius)
        if dice.chance(0.4):
            spike = cylinder(
                0.1 * radius, toy * dice.between(0.05, 0.12), top=1.1 * radius, sides=8
            )
            spear.add("butt", spike.under(0.01))
    upside_down = dice.chance(0.15)
    model.take(spear, lambda mesh: mesh.turned("x", 180.0) if upside_down else mesh)


def _leaf(dice: Dice, long: float, half: float) -> Points:
    """A blade's outline from y = 0 up, (n, 2): a leaf, a rhomb or a broad point with barbs."""
    kind = dice.pick({"leaf": 2, "rhomb": 2, "barbed": 1})
    if kind == "leaf":
        return lengthwise(
            [(0.25 * half, 0.0), (half, 0.35 * long), (0.5 * half, 0.75 * long), (0.0, long)], 24
        )
    belly = (half, dice.between(0.2, 0.45) * long)
    right = [(0.3 * half, 0.0), belly, (0.0, long)]
    if kind == "barbed":
        right = [(0.25 * half, 0.0), (0.25 * half, 0.3 * long), (half, 0.1 * long), (0.0, long)]
    return np.array([*right, *((-x, y) for x, y in right[-2::-1])])


def _sharpened(plate: Mesh, half: float) -> Mesh:
    """A plate that is thin at its edges in x."""
    x, y, z = plate.vertices.T
    thin = np.clip(1.0 - np.abs(x) / half, 0.1, 1.0)
    return Mesh(np.stack([x, y, z * thin], axis=1), plate.faces)


def _tip(spear: Assembly, dice: Dice, top: float, toy: float) -> None:
    """A flat blade or a cone; perhaps with a crossbar below it."""
    long, half = toy * dice.between(0.15, 0.4), toy * dice.between(0.025, 0.06)
    if dice.chance(0.2):
        cone = cylinder(0.5 * half, long, top=0.0, sides=dice.one_of(4, 6, 10))
        spear.add("blade", cone.on(top - 0.01))
    else:
        plate = prism(_leaf(dice, long, half), toy * dice.between(0.01, 0.03), "z")
        blade = _sharpened(plate, half) if dice.chance(0.6) else plate
        spear.add("blade", blade.moved(y=top))
    if dice.chance(0.25):
        reach = toy * dice.between(0.05, 0.12)
        wing = [(0.01, top, 0), (reach, top + 0.02, 0), (1.1 * reach, top + 0.07, 0)]
        spear.add("guard", sweep(smooth(wing, 6), 0.008 * toy, sides=6).both())


def _trident(spear: Assembly, dice: Dice, top: float, toy: float) -> None:
    """Three prongs on a bow."""
    half, long = toy * dice.between(0.08, 0.14), toy * dice.between(0.18, 0.3)
    thick = toy * dice.between(0.008, 0.015)
    root, corner = (0, top, 0), (half, top + 0.05 * toy, 0)
    side = smooth([root, (0.6 * half, top, 0), corner, (half, top + 0.8 * long, 0)], 10)
    spear.add("blade", sweep(side, thick, sides=6).both())
    spear.add("blade", rod(root, (0, top + long, 0), thick, sides=6))
    barb = cylinder(2.2 * thick, 6.0 * thick, top=0.0, sides=4)
    spear.add("blade", barb.moved(y=top + long), barb.moved(half, top + 0.8 * long).both())


def _halberd(spear: Assembly, dice: Dice, top: float, toy: float) -> None:
    """An axe at one side, a hook or spike at the other, a long point above."""
    reach, tall = toy * dice.between(0.14, 0.28), toy * dice.between(0.1, 0.18)
    thick = toy * dice.between(0.01, 0.025)
    bulge = dice.between(0.0, 0.3) * reach
    edge = smooth([(reach, -tall), (reach + bulge, 0.0), (reach, tall)], 8)
    axe = np.concatenate([[(0.0, -0.25 * tall)], edge, [(0.0, 0.25 * tall)]])
    axe_mesh = prism(axe, thick, "z").moved(y=top - 0.08)
    spear.add("blade", axe_mesh.both() if dice.chance(0.25) else axe_mesh)
    hook = np.array([(0.0, 0.3 * tall), (-0.8 * reach, -0.4 * tall), (0.0, -0.3 * tall)])
    spear.add("blade", prism(hook, thick, "z").moved(y=top - 0.08))
    point = cylinder(1.2 * thick, toy * dice.between(0.1, 0.3), top=0.0, sides=4)
    spear.add("blade", point.on(top - 0.02))


def _lance(spear: Assembly, dice: Dice, length: float, radius: float) -> None:
    """A knight's lance: a long cone, a bell that guards the hand, a grip behind it."""
    grip = 0.22 * length
    thick = 2.2 * radius
    spear.add("shaft", cylinder(thick, 0.9 * (length - grip), top=0.5 * radius, sides=12).on(grip))
    spear.add("shaft", cylinder(radius, grip, sides=10).on(0.0))
    tip = cylinder(0.9 * radius, 0.12, top=0.0, sides=8)
    spear.add("blade", tip.on(grip + 0.9 * (length - grip) - 0.02))
    bell = cylinder(3.5 * thick, 1.5 * thick, top=1.2 * thick, sides=14).on(grip - 0.02)
    spear.add("guard", bell)
    spear.add("butt", ball(1.6 * radius, sides=10))


def _tassel(spear: Assembly, dice: Dice, level: float, radius: float) -> None:
    """Feathers or hair that hang below the head."""
    count, long = dice.count(3, 8), dice.between(0.08, 0.2)
    feather = rod(
        (radius, 0, 0), (2.2 * radius + 0.02, -long, 0), 0.3 * radius, 0.7 * radius, sides=5
    )
    spear.add("tassel", feather.moved(y=level).around(count))
    spear.add("collar", ring(1.15 * radius, 0.3 * radius, "y", 12, 5).moved(y=level))
