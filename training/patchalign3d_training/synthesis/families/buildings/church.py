"""Churches: a nave under a saddle roof and a tower with a spire."""

from patchalign3d_training.synthesis.families.buildings.masonry import (
    arched,
    gable,
    gable_wall,
    spire,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    join,
    ring,
)


def cross(height: float) -> Mesh:
    """A cross that stands on y = 0."""
    thick = 0.12 * height
    post = box(thick, height, thick).on(0.0)
    return join(post, box(0.6 * height, thick, thick).moved(y=0.68 * height))


def build(model: Assembly, dice: Dice) -> None:
    """The tower stands in front, at the side or rides on the roof; its door looks along +z."""
    width, length = dice.between(4.0, 7.0), dice.between(7.0, 13.0)
    wall, rise = dice.between(2.5, 5.0), width * dice.between(0.4, 0.9)
    model.add("wall", box(width, wall, length).on(0.0))
    model.add("wall", gable_wall(width, rise, length).moved(y=wall))
    model.add("roof", gable(width, length, rise, 0.2, dice.between(0.1, 0.5)).moved(y=wall))
    tall = dice.between(1.0, 1.8) * wall
    window = arched(dice.between(0.5, 0.9), min(tall, 0.65 * wall), 0.15)
    count = dice.count(2, 5)
    side = window.turned("y", 90.0).in_row(count, 0.85 * length / count, "z")
    model.add("window", side.moved(0.5 * width, 0.2 * wall).both())
    place = dice.pick({"front": 4, "side": 1, "roof": 2})
    size = dice.between(0.3, 0.5) * width
    at_x = {"front": 0.0, "side": 0.5 * (width + size), "roof": 0.0}[place]
    at_z = 0.5 * length + (0.3 * size if place == "front" else -0.5 * size)
    bottom = wall + 0.4 * rise if place == "roof" else 0.0
    top = wall + rise * dice.between(1.1, 2.2) + (0.5 if place == "roof" else 0.0)
    tower = model.group()
    _tower(tower, dice, size, bottom, top)
    model.take(tower, lambda mesh: mesh.moved(at_x, 0.0, at_z))
    front = at_z + 0.5 * size if place == "front" else 0.5 * length
    wide = dice.between(0.4, 0.6) * (size if place == "front" else 0.5 * width)
    model.add("door", arched(wide, min(1.7 * wide, 0.8 * wall), 0.2).moved(z=front - 0.05))
    if place != "front" or dice.chance(0.4):
        rose = join(cylinder(0.12 * width, 0.15, "z"), ring(0.12 * width, 0.06, "z"))
        model.add("window", rose.moved(0.0, wall + 0.15 * rise, max(front, 0.5 * length)))
    if dice.chance(0.4):
        apse = cylinder(0.35 * width, 0.8 * wall, sides=12).on(0.0).moved(z=-0.5 * length)
        half_roof = spire(0.4 * width, 0.5 * rise, 12).on(apse).moved(z=-0.5 * length)
        model.add("wall", apse)
        model.add("roof", half_roof)
    if dice.chance(0.35):
        step = box(2.0 * wide, 0.2, 0.6).on(0.0)
        model.add("stairs", join(step, box(2.4 * wide, 0.1, 1.1).on(0.0)).moved(z=front + 0.3))


def _tower(tower: Assembly, dice: Dice, size: float, bottom: float, top: float) -> None:
    """A square tower about the y axis with bell windows, a spire or an onion, and a cross."""
    tower.add("tower", box(size, top - bottom, size).on(bottom))
    bell = arched(0.35 * size, 0.6 * size, 0.12).moved(y=top - 0.9 * size, z=0.5 * size - 0.02)
    tower.add("window", bell.around(4))
    kind = dice.pick({"pyramid": 4, "cone": 1, "onion": 1, "dome": 1})
    tall = size * dice.between(0.8, 2.6)
    if kind == "onion":
        roof = ball(0.6 * size, 0.55 * size, 0.6 * size).on(top - 0.1)
        roof = join(roof, spire(0.3 * size, 0.7 * size, 12).on(top + 0.85 * size))
    elif kind == "dome":
        roof = dome(0.6 * size, 0.6 * size).on(top)
    else:
        sides = 4 if kind == "pyramid" else 12
        roof = spire(0.78 * size if sides == 4 else 0.6 * size, tall, sides, 0.1)
        roof = roof.turned("y", 180.0 / sides).on(top)
    tower.add("roof", roof)
    if dice.chance(0.8):
        tower.add("cross", cross(dice.between(0.3, 0.7) * size).on(float(roof.high[1]) - 0.05))
