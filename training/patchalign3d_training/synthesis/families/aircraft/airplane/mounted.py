"""What hangs on aeroplanes: engines, propellers, landing gear, floats, stores."""

from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import ENGINE
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    cylinder,
    dome,
    hull,
    join,
    lathe,
    rod,
    wing,
)


def nacelle_of(dice: Dice, radius: float, length: float) -> Mesh:
    """A turbofan about the origin, intake at +z, mostly with a spinner in it."""
    half, lip = 0.5 * length, 0.9 * radius
    intake = [(0.0, 0.3 * half), (0.8 * radius, 0.3 * half), (0.82 * radius, half)]
    outside = [(lip, half), (radius, 0.75 * half), (radius, 0.0), (0.65 * radius, -half)]
    exhaust = [(0.55 * radius, -half), (0.3 * radius, -0.8 * half), (0.0, -1.35 * half)]
    shell = lathe([*intake, *outside, *exhaust], 16).turned("x", 90.0)
    if dice.chance(0.6):
        spinner = dome(0.35 * radius, 0.4 * half, sides=10).turned("x", 90.0)
        shell = join(shell, spinner.moved(z=0.3 * half))
    return shell


def piston_pod(width: float, length: float) -> Mesh:
    """The pod of a piston engine about the origin: blunt in front, pointed behind."""
    return hull(
        [
            Section(0.55 * length, 0.5 * width, 0.5 * width),
            Section(0.4 * length, width, width),
            Section(-0.05 * length, 0.95 * width, 0.95 * width),
            Section(-0.45 * length, 0.2 * width, 0.2 * width),
        ]
    )


def propeller_of(dice: Dice, radius: float) -> Mesh:
    """A propeller about the origin whose axis is z; now and then the disc of a turning one."""
    if dice.chance(0.06):
        return cylinder(radius, 0.01, "z", sides=20)
    count, broad = dice.pick({2: 2, 3: 2, 4: 1}), dice.between(0.07, 0.15)
    root, middle, tip = (
        Section(0.1, 0.04, 0.05),
        Section(0.6, broad, 0.03),
        Section(1.0, 0.05, 0.01),
    )
    vane = hull([root, middle, tip]).scaled(radius)
    spinner = dome(0.14 * radius, 0.25 * radius, sides=10).turned("x", 90.0)
    pitched = vane.turned("z", 25.0).turned("x", -90.0)
    return join(pitched.around(count, "z", dice.between(0.0, 90.0)), spinner)


def add_gear(plane: Assembly, dice: Dice, length: float, width: float) -> None:
    """Landing gear: engine or frame to most annotators, body to others."""
    part = dice.one_of(ENGINE, "body")
    radius, drop = width * dice.between(0.1, 0.2), -width * dice.between(0.7, 1.1)
    tyre = cylinder(radius, 0.6 * radius, "x", sides=12)
    if dice.chance(0.3):  # a bogie of four
        pair = tyre.moved(0.5 * radius).both()
        tyre = join(pair, pair.moved(z=-2.2 * radius))
    strut = rod((0.0, -drop, 0.0), (0.0, 0.0, 0.0), 0.2 * radius, sides=6)
    leg = join(strut, tyre).moved(y=drop)
    x, main = dice.between(0.3, 0.9) * width, leg.moved(z=-0.05 * length)
    plane.add(part, leg.moved(z=0.35 * length), main.moved(x).both(), detail="landing gear")
    if dice.chance(0.33):
        plane.add(part, main.moved(1.6 * x).both(), detail="landing gear")


def store_of(dice: Dice) -> Mesh:
    """A missile, bomb or drop tank about the origin, along z."""
    half, fat = dice.between(0.25, 0.45), dice.between(0.03, 0.1)
    blunt = dice.between(0.1, 0.6)
    tip, neck = Section(half, 0.01, 0.01), Section(0.7 * half, (blunt + 0.4) * fat, 0.8 * fat)
    body = hull([tip, neck, Section(0.3 * half, fat, fat), Section(-half, 0.5 * fat, 0.5 * fat)])
    if dice.chance(0.5):
        return body
    vane = wing([(0.0, 0.0, -0.8 * half), (0.06 + fat, 0.0, -0.9 * half)], [0.12, 0.06], 0.05)
    return join(body, vane.around(4, "z", 45.0))


def floats_of(length: float, width: float) -> Mesh:
    """The two floats of a seaplane with their struts."""
    half, low = 0.4 * length, -1.5 * width
    bow, step = Section(half, 0.1 * width, 0.1 * width, 0.05), 0.4 * width
    front = Section(0.7 * half, step, 0.3 * width)
    rear = Section(-0.3 * half, 0.45 * width, 0.35 * width)
    keel = hull([bow, front, rear, Section(-half, 0.15 * width, 0.15 * width, 0.06)], 2.6)
    strut = rod((0.7 * width, low, 0.0), (0.3 * width, 0.0, 0.0), 0.02, sides=6)
    pontoon = keel.moved(0.7 * width, low, 0.05)
    return join(pontoon, strut.in_row(2, 0.4, "z")).both()
