"""Submarines; the bow looks along +z."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Section,
    box,
    cylinder,
    dome,
    hull,
    join,
    pipe,
    prism,
    ring,
    rod,
    superellipse,
    tube,
    wing,
)


def build(model: Assembly, dice: Dice) -> None:
    """A long dark one or a short round one of a cartoon: hull, tower, fins, screw, periscope."""
    cartoon = dice.chance(0.4)
    radius = 0.5
    length = radius * (dice.between(3.5, 5.5) if cartoon else dice.between(9.0, 15.0))
    half = 0.5 * length
    blunt = dice.between(0.75, 0.95)
    size = 2.0 * radius
    bow = [Section(half, 0.15 * size, 0.15 * size), Section(0.9 * half, 0.7 * size, 0.7 * size)]
    bow += [Section(blunt * 0.75 * half, size, size)]
    stern = [Section(-0.3 * half, size, size), Section(-0.8 * half, 0.55 * size, 0.55 * size)]
    model.add("hull", hull([*bow, *stern, Section(-half, 0.15 * size, 0.15 * size)]))
    if not cartoon and dice.chance(0.4):
        model.add("deck", box(0.5 * radius, 0.12, 1.3 * half, 0.05).moved(y=0.97 * radius))
    tall, long = dice.between(0.7, 1.2) * radius, (0.5 if cartoon else 0.22) * half
    z = dice.between(0.0, 0.3) * half
    tower = prism(
        superellipse(dice.between(0.4, 0.8) * radius, 2.0 * long, 2.4, 20), tall + 0.2, "y", 0.04
    )
    tower = tower.on(radius - 0.2).moved(z=z)
    model.add("tower", tower)
    top = radius + tall
    if dice.chance(0.75):
        x = dice.one_of(0.0, 0.1 * radius)
        reach = [(x, top - 0.1, z), (x, top + 0.45, z), (x, top + 0.55, z + 0.2)]
        scope = tube(reach, 0.05, 10, 6) if cartoon else rod(reach[0], reach[1], 0.03)
        model.add("periscope", scope, cylinder(0.07, 0.1, "z").moved(x, top + 0.55, z + 0.22))
        if dice.chance(0.4):
            model.add("periscope", rod((0.0, top, z - 0.2), (0.0, top + 0.3, z - 0.2), 0.025))
    span, chord = dice.between(0.8, 1.4) * radius, dice.between(0.4, 0.7) * radius
    fin = wing(
        [(0.1, 0.0, -0.82 * half), (0.3 * radius + span, 0.0, -0.87 * half)], [chord, 0.7 * chord]
    )
    model.add("fin", fin.around(4, "z", dice.pick({0.0: 3, 45.0: 1})))
    if dice.chance(0.6):
        at = (
            (0.3 * radius, radius + 0.6 * tall, z)
            if dice.chance(0.5)
            else (0.8 * radius, 0.0, 0.6 * half)
        )
        plane = wing(
            [at, (at[0] + 0.8 * radius, at[1], at[2] - 0.05)], [0.4 * radius, 0.3 * radius]
        )
        model.add("fin", plane.both())
    vane = box(0.16 * radius, 0.55 * radius, 0.03).moved(y=0.32 * radius).turned("y", 35.0)
    hub = cylinder(0.12 * radius, 0.25, "z", top=0.05)
    screw = join(vane.around(dice.count(3, 6), "z"), hub)
    model.add("propeller", screw.moved(z=-half - 0.08))
    if dice.chance(0.3):
        model.add("propeller", pipe(0.7 * radius, 0.63 * radius, 0.25, "z").moved(z=-half - 0.08))
    if cartoon or dice.chance(0.2):
        rim, glass = (
            ring(0.24 * radius, 0.05 * radius, "z"),
            dome(0.23 * radius, 0.1 * radius).turned("x", 90.0),
        )
        port = join(rim, glass).turned("y", 90.0).moved(0.97 * radius)
        model.add(
            "window", port.in_row(dice.count(2, 3), 0.62 * radius, "z").moved(z=0.15 * half).both()
        )
        if dice.chance(0.4):
            model.add(
                "window", dome(0.4 * radius, 0.3 * radius).turned("x", 90.0).moved(z=0.9 * half)
            )
    if dice.chance(0.5):
        model.add("hatch", cylinder(0.25 * radius, 0.08).on(top - 0.02).moved(z=z + 0.4 * long))
