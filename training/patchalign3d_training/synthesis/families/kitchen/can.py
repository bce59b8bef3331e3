"""Cans: for drinks, for food, for spray."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    frame,
    join,
    lathe,
    pipe,
    ring,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A can that stands on y = 0, its body's radius 1."""
    sides = dice.pick({32: 4, 12: 1})
    dice.pick({_drink_can: 4, _food_can: 4, _spray_can: 3})(model, dice, sides)


def _wall(radius: float, low: float, high: float, sides: int) -> Mesh:
    return lathe([(radius, low), (radius, high)], sides)


def _drink_can(model: Assembly, dice: Dice, sides: int) -> None:
    """Narrow shoulders, a sunk top with a tab, a foot ring around a dished bottom."""
    height, neck = dice.between(2.6, 5.2), dice.between(0.78, 0.88)
    model.add("body", _wall(1.0, 0.25, height - 0.35, sides))
    model.add("body", lathe([(1.0, height - 0.35), (neck, height)], sides))
    foot = [(0.0, 0.2), (0.6, 0.08), (0.72, 0.0), (0.78, 0.0), (1.0, 0.25)]
    model.add("bottom", lathe(foot, sides))
    top = [(neck, height), (neck, height + 0.08), (0.92 * neck, height + 0.08)]
    model.add("lid", lathe([*top, (0.88 * neck, height - 0.04), (0.0, height - 0.04)], sides))
    if dice.chance(0.85):
        loop = frame(superellipse(0.34, 0.44, 2.5), superellipse(0.18, 0.26, 2.5), 0.04)
        tongue = box(0.3, 0.04, 0.3).moved(z=0.25)
        swing = dice.between(20.0, 90.0) if dice.chance(0.25) else 0.0
        tab = join(loop.moved(z=-0.18), tongue).turned("x", swing, at=(0, 0, 0.2))
        model.add("tab", tab.moved(y=height))
    if dice.chance(0.4):
        model.add("label", _wall(1.005, 0.35, height - 0.5, sides))


def _food_can(model: Assembly, dice: Dice, sides: int) -> None:
    """A straight or a flat can with beads, sealed rims, a label, perhaps opened."""
    height = dice.between(0.6, 1.0) if dice.chance(0.3) else dice.between(1.6, 3.2)
    rim = ring(1.0, 0.06, count=sides, sides=6)
    is_open = dice.chance(0.25)
    model.add("body", _wall(1.0, 0.0, height, sides))
    model.add("bottom", rim, cylinder(0.99, 0.03, sides=sides).on(0.02))
    lid = join(
        cylinder(0.97, 0.03, sides=sides),
        ring(0.75, 0.03, count=sides, sides=5).moved(y=0.02),
        ring(0.5, 0.02, count=sides, sides=5).moved(y=0.02),
    )
    if dice.chance(0.5):
        pull = ring(0.24, 0.035, count=16, sides=6).moved(0.0, 0.06, 0.35)
        stem = box(0.12, 0.04, 0.25).moved(0.0, 0.05, 0.7)
        swing = dice.between(75.0, 100.0) if is_open else 0.0
        tab = join(pull, stem).moved(y=height)
        model.add("tab", tab.turned("x", -swing, at=(0.0, height, -0.95)))
    swing = dice.between(75.0, 100.0) if is_open else 0.0
    model.add("lid", lid.moved(y=height - 0.02).turned("x", -swing, at=(0.0, height, -0.95)))
    model.add("lid" if not is_open else "body", rim.moved(y=height))
    if is_open:
        model.add("body", _wall(0.96, 0.04, height, sides))
    beads = dice.count(4, 10) if dice.chance(0.6) else 0
    if beads and height > 1.0:
        bead = ring(1.0, 0.035, count=sides, sides=5)
        model.add("body", bead.in_row(beads, 0.6 * height / beads, "y").moved(y=0.5 * height))
    if dice.chance(0.5):
        model.add("label", _wall(1.04, 0.12 * height, 0.88 * height, sides))


def _spray_can(model: Assembly, dice: Dice, sides: int) -> None:
    """A tall can with a dome, a nozzle to press or a cap over it."""
    height, dome = dice.between(3.6, 6.5), dice.between(0.25, 0.5)
    model.add("body", _wall(1.0, 0.08, height, sides), ring(1.0, 0.06, count=sides).moved(y=height))
    model.add("bottom", ring(0.98, 0.07, count=sides).moved(y=0.06), cylinder(0.97, 0.05).on(0.05))
    shoulder = [(1.0, height), (0.8, height + 0.6 * dome), (0.45, height + dome)]
    model.add("lid", lathe([*shoulder, (0.0, height + dome)], sides))
    top = height + dome
    if dice.chance(0.5):
        tall = dice.between(0.7, 1.4)
        wide = dice.pick({1.0: 2, 0.72: 2})
        shape = [
            (wide, height + 0.03),
            (0.95 * wide, height + tall),
            (0.8 * wide, height + tall + 0.1),
        ]
        model.add("cap", lathe([*shape, (0.0, height + tall + 0.1)], sides))
        return
    model.add("lid", pipe(0.5, 0.35, 0.12).moved(y=top))
    model.add("nozzle", cylinder(0.1, 0.25).on(top), cylinder(0.26, 0.4, top=0.22).on(top + 0.2))
    model.add("nozzle", ball(0.05).moved(y=top + 0.42, z=0.24))
    if dice.chance(0.4):
        model.add("label", _wall(1.01, 0.4, height - 0.4, sides))
