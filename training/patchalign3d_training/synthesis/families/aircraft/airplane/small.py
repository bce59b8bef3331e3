"""Propeller planes, gliders, biplanes and toys."""

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.airplane.mounted import (
    add_gear,
    floats_of,
    piston_pod,
    propeller_of,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import (
    ENGINE,
    BodyPlan,
    TailPlan,
    WingPlan,
    add_tail,
    body_of,
    hump,
    wing_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    cylinder,
    hull,
    prism,
    rod,
    superellipse,
    wing,
)


def add_propeller(plane: Assembly, dice: Dice) -> None:
    """A light aircraft or a warbird, one or two engines, on wheels or floats."""
    length, width = 2.4, dice.between(0.32, 0.46)
    twin = dice.chance(0.3)
    body = BodyPlan(length, width, nose=0.14, rear=dice.between(0.5, 0.65), rise=0.2)
    plane.add("body", body_of(dice, body))
    cabin = hump(length=1.0, width=0.8 * width, height=0.65 * width, rear=0.7)
    plane.add("body", cabin.moved(y=0.4 * width, z=0.05), detail="cockpit")
    high = dice.chance(0.4)
    level = (0.62 if high else -0.32) * width
    plan = WingPlan(
        span=dice.between(2.4, 3.4),
        chord=dice.between(0.42, 0.65),
        root=(0.05 if high else 0.2 * width, level, dice.between(0.15, 0.4)),
        sweep=dice.between(0.0, 0.12),
        dihedral=dice.between(0.0, 0.1),
        taper=dice.between(0.45, 1.0),
    )
    plane.add("wing", wing_of(dice, plan))
    front = plan.root[2]
    if high and dice.chance(0.6):
        foot, top = (0.3 * width, -0.3 * width, front), (0.25 * plan.span, level, front)
        plane.add("wing", rod(foot, top, 0.015, sides=6).both())
    fin, fin_sweep = dice.between(0.3, 0.46), dice.between(0.1, 0.5)
    add_tail(plane, dice, length, TailPlan(fin, 0.2 * width, fin_sweep, "low"))
    screw = propeller_of(dice, dice.between(0.28, 0.42))
    if twin:
        mount = (dice.between(0.5, 0.7), level, front)
        plane.add(ENGINE, piston_pod(0.2, 0.9).at([mount]).both())
        plane.add(ENGINE, screw.moved(z=0.52).at([mount]).both(), detail="propeller")
    else:
        nose = (0.0, -0.05, 0.5 * length)
        cowl = cylinder(0.4 * width, 0.3, "z", top=0.34 * width).moved(z=-0.1)
        plane.add(dice.one_of(ENGINE, "body"), cowl.at([nose]))
        plane.add(ENGINE, screw.moved(z=0.06).at([nose]), detail="propeller")
    if dice.chance(0.12):
        plane.add(ENGINE, floats_of(length, width))
    elif dice.chance(0.6):
        add_gear(plane, dice, 0.7 * length, width)


def add_glider(plane: Assembly, dice: Dice) -> None:
    """A sailplane: a thin body under a long wing."""
    length, width = 1.8, dice.between(0.16, 0.24)
    tip = Section(0.9, 0.02, 0.02, -0.02)
    front = Section(0.75, 0.7 * width, 0.8 * width)
    cockpit = Section(0.4, width, 1.2 * width)
    waist = Section(0.0, 0.6 * width, 0.7 * width, 0.03)
    boom = Section(-0.4, 0.3 * width, 0.3 * width, 0.04)
    end = Section(-0.9, 0.15 * width, 0.2 * width, 0.05)
    plane.add("body", hull([tip, front, cockpit, waist, boom, end]))
    root = (0.02, 0.35 * width, 0.2)
    plan = WingPlan(dice.between(3.0, 4.2), chord=0.26, root=root, sweep=0.02, taper=0.4)
    plane.add("wing", wing_of(dice, plan))
    kind = dice.one_of("tee", "low")
    fin = dice.between(0.25, 0.35)
    add_tail(plane, dice, length, TailPlan(fin, y=0.05, sweep=0.25, kind=kind))


def add_twin_boom(plane: Assembly, dice: Dice) -> None:
    """A short pod; two booms, which count as tail, carry the fins behind it."""
    length, width, ahead = 1.5, dice.between(0.3, 0.45), 0.4
    pod = BodyPlan(length, width, nose=0.2, rear=dice.between(0.3, 0.5), rise=0.1)
    body = body_of(dice, pod).moved(z=ahead)
    plane.add("body", body)
    y, x = dice.between(-0.1, 0.5) * width, dice.between(0.4, 0.6)  # where a boom lies
    span, chord = dice.between(2.4, 3.4), dice.between(0.4, 0.6)
    plan = WingPlan(span, chord, (0.05, y, ahead), sweep=0.03, dihedral=0.04, taper=0.6)
    plane.add("wing", wing_of(dice, plan))
    fat = dice.between(0.03, 0.06)
    plane.add("tail", rod((x, y, ahead), (x, y, -1.2), fat, 0.5 * fat).both())
    tall, deep = dice.between(0.25, 0.45), dice.between(0.25, 0.35)
    fin = wing([(x, y, -1.0), (x, y + tall, -1.1)], [deep, 0.7 * deep], 0.1, upright=True)
    level = y + dice.one_of(0.0, 0.9) * tall
    bridge = wing([(-x, level, -1.05), (x, level, -1.05)], [deep, deep], 0.1)
    plane.add("tail", fin.both(), bridge)
    screw, size = propeller_of(dice, dice.between(0.25, 0.35)), dice.between(0.12, 0.2)
    if dice.chance(0.5):  # one propeller pulls, one pushes
        front, rear = ahead + 0.5 * length, ahead - 0.5 * length
        plane.add(ENGINE, screw.moved(z=front + 0.02), detail="propeller")
        plane.add(ENGINE, screw.moved(z=rear - 0.02), detail="propeller")
    else:
        mount = (x, y, ahead + 0.2)
        plane.add(ENGINE, piston_pod(size, 0.6).at([mount]).both())
        plane.add(ENGINE, screw.moved(z=0.32).at([mount]).both(), detail="propeller")
    if dice.chance(0.5):
        add_gear(plane, dice, 0.7 * length, width)


def add_biplane(plane: Assembly, dice: Dice) -> None:
    """Two wings over each other with struts between them."""
    length, width = 2.0, dice.between(0.3, 0.4)
    body = BodyPlan(length, width, nose=0.12, rear=0.7, rise=0.2)
    plane.add("body", body_of(dice, body))
    span, chord, front = dice.between(2.0, 2.8), dice.between(0.36, 0.5), 0.4
    low, high = -0.45 * width, dice.between(0.9, 1.3) * width  # of the lower and upper wing
    for y, reach in ((low, span * dice.between(0.85, 1.0)), (high, span)):
        plan = WingPlan(reach, chord, (0.0, y, front), dihedral=0.03, taper=0.9)
        plane.add("wing", wing_of(dice, plan))
    strut = rod((0.0, low, 0.325), (0.0, high, 0.325), 0.014, sides=6).in_row(2, 0.25, "z")
    inner, outer = 0.1 * span, 0.35 * span
    plane.add("wing", strut.moved(inner).both(), strut.moved(outer).both())
    add_tail(plane, dice, length, TailPlan(size=0.35, y=0.15 * width, sweep=0.3, kind="low"))
    nose = 0.45 * length
    cowl = cylinder(0.5 * width, dice.between(0.1, 0.3), "z", top=0.4 * width)
    plane.add(ENGINE, cowl.moved(z=nose))
    screw = propeller_of(dice, dice.between(0.35, 0.45))
    plane.add(ENGINE, screw.moved(z=nose + 0.2), detail="propeller")
    add_gear(plane, dice, 0.7 * length, width)


def add_toy(plane: Assembly, dice: Dice) -> None:
    """A wooden or clip-art aeroplane: a fat body, wings and tail like paddles."""
    length, width = 2.0, dice.between(0.35, 0.6)
    body = BodyPlan(length, width, nose=0.2, rear=dice.between(0.4, 0.7), rise=0.1)
    plane.add("body", body_of(dice, body))
    thick = dice.between(0.05, 0.14)
    sweep, power = dice.between(0.0, 0.5), dice.between(2.2, 6.0)

    def paddle(span: float, chord: float) -> Mesh:
        """A rounded plate whose halves are swept back."""
        flat = prism(superellipse(span, chord, power, 32), thick, "y", 0.4 * thick)
        x, y, z = flat.vertices.T
        return Mesh(np.stack([x, y, z - sweep * np.abs(x)], axis=1), flat.faces)

    span, chord = dice.between(1.6, 2.6), dice.between(0.4, 0.8)
    level, tail_share = dice.between(-0.3, 0.3) * width, dice.between(0.35, 0.6)
    rear = -0.4 * length
    plane.add("wing", paddle(span, chord).moved(y=level, z=dice.between(0.1, 0.4)))
    plane.add("tail", paddle(tail_share * span, 0.6 * chord).moved(y=0.05, z=rear))
    tall = dice.between(0.4, 0.8)
    fin = paddle(tall, dice.between(0.3, 0.5)).turned("z", 90.0)
    plane.add("tail", fin.on(-0.08 * tall).moved(z=rear + 0.02 * length))
    if dice.chance(0.4):
        screw = propeller_of(dice, dice.between(0.25, 0.4)).moved(z=0.5 * length + 0.03)
        plane.add(ENGINE, screw, detail="propeller")
    elif dice.chance(0.4):
        pod = cylinder(0.1, 0.35, "z", top=0.12, sides=12)
        under_wing = (0.25 * span, level - 0.15, 0.2)
        plane.add(ENGINE, pod.at([under_wing]).both())
