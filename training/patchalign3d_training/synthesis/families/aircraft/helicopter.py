"""A helicopter with one or two main rotors; its nose looks along +z."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, box, cylinder, hull, rod, tube, wing


def build(heli: Assembly, dice: Dice) -> None:
    """A helicopter with one or two main rotors; its nose looks along +z."""
    width, tall = dice.between(0.45, 0.7), dice.between(0.55, 0.8)
    rows = [(0.95, 0.15 * width, 0.15 * tall, -0.12), (0.8, 0.6 * width, 0.6 * tall, -0.06)]
    rows += [(0.35, width, tall, 0.0), (-0.3, 0.95 * width, 0.9 * tall, 0.03)]
    heli.add("body", hull([*rows, (-0.75, 0.3 * width, 0.35 * tall, 0.1)], dice.between(2.0, 3.0)))
    end = -dice.between(1.7, 2.3)
    boom = hull([(-0.5, 0.3 * width, 0.3 * tall, 0.12), (end, 0.08, 0.1, 0.16)])
    heli.add("tail", boom)
    fin = [(0, 0.1, end + 0.1), (0, 0.1 + dice.between(0.25, 0.5), end - 0.1)]
    heli.add("tail", wing(fin, [0.35, 0.2], 0.1, upright=True))
    if dice.chance(0.6):
        flat = [(0, 0.15, end + 0.3), (dice.between(0.25, 0.45), 0.15, end + 0.25)]
        heli.add("tail", wing(flat, [0.22, 0.16], 0.1).both())
    vane = box(0.05, 0.3, 0.02).moved(0, 0.16).around(dice.one_of(2, 4), "z").turned("y", 90.0)
    heli.add("tail", vane.moved(0.08, 0.3, end), detail="tail rotor")
    reach = dice.between(1.3, 1.9)
    blade = box(reach, 0.02, dice.between(0.08, 0.14)).moved(0.5 * reach)
    rotor = blade.around(dice.pick({2: 1, 3: 1, 4: 2, 5: 1}), start=dice.between(0, 90))
    top = 0.5 * tall + dice.between(0.12, 0.3)
    heli.add("rotor", rotor.moved(0, top), cylinder(0.07, 0.08).moved(0, top))
    heli.add("rotor", rod((0, 0.4 * tall, 0), (0, top, 0), 0.04))
    heli.add(
        "body",
        hull([(0.3, 0.1, 0.1, 0.45 * tall), (0.0, 0.3, 0.25, 0.5 * tall), (-0.5, 0.1, 0.1, 0.3)]),
    )
    low, x = -0.5 * tall - dice.between(0.12, 0.25), 0.55 * width
    if dice.chance(0.7):
        path = [(x, low + 0.1, 0.75), (x, low, 0.6), (x, low, -0.5)]
        heli.add("skid", tube(path, 0.025, 12).both())
        for z in (0.35, -0.25):
            strut = rod((0.3 * width, -0.4 * tall, z), (x, low, z), 0.02, sides=6)
            heli.add("skid", strut.both())
    else:
        wheel = cylinder(0.09, 0.06, "x").moved(0.4 * width, low, -0.2)
        heli.add("skid", wheel.both(), cylinder(0.09, 0.06, "x").moved(0, low, 0.6))
        heli.add("skid", rod((0, -0.4 * tall, 0.6), (0, low, 0.6), 0.02))
        heli.add("skid", rod((0.4 * width, 0, -0.2), (0.4 * width, low, -0.2), 0.02).both())
