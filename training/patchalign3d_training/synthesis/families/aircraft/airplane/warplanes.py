"""Fighters, flying wings and bombers."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.airplane.mounted import (
    add_gear,
    piston_pod,
    propeller_of,
    store_of,
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
    Section,
    ball,
    box,
    centroids,
    cylinder,
    hull,
    join,
    lathe,
    prism,
    rod,
    wing,
)


@dataclass(frozen=True)
class Jet:
    """Sizes of a fighter: the width of its body, and half its length."""

    width: float
    half: float


def add_fighter(plane: Assembly, dice: Dice) -> None:
    """A jet with one or two engines in its body: delta, swept or straight wing."""
    jet = Jet(dice.between(0.28, 0.54), dice.between(1.3, 1.7))
    width, half = jet.width, jet.half
    flat = dice.between(0.6, 1.0)
    tip, nose = Section(half, 0.02, 0.02, -0.03), 0.35 * width
    cockpit = Section(0.47 * half, 0.62 * width, 0.7 * width)
    shoulder = Section(0.13 * half, width, 0.8 * width)
    bay = Section(-0.6 * half, 1.1 * width, flat * width)
    end = Section(-0.9 * half, 0.85 * width, 0.8 * flat * width)
    sections = [tip, Section(0.8 * half, nose, nose, -0.02), cockpit, shoulder, bay, end]
    body = hull(sections, dice.between(2.0, 4.5))
    aft = centroids(body)[:, 2] < -dice.between(0.7, 0.88) * half  # (F,)
    plane.split(body, {ENGINE: aft & dice.chance(0.25)}, rest="body")
    glass = ball(dice.between(0.2, 0.3) * width, 0.3 * width, dice.between(0.2, 0.4))
    canopy = glass.moved(0.0, 0.36 * width, dice.between(0.3, 0.55) * half)
    plane.add("body", canopy, detail="cockpit")
    if dice.chance(0.6):
        deep = dice.between(0.6, 1.2)
        intake = box(0.32 * width, 0.5 * width, deep, 0.04)
        intake = intake.moved(0.52 * width, -0.1 * width, 0.25 * half - 0.5 * deep)
        plane.add("body", intake.both())
    elif dice.chance(0.5):
        plane.add("body", box(0.5 * width, 0.3 * width, 0.9, 0.05).moved(y=-0.45 * width))
    _fighter_wings(plane, dice, jet)
    _fighter_tail(plane, dice, jet)
    if dice.chance(0.93):
        _jet_nozzles(plane, dice, jet)
    if dice.chance(0.3):
        probe = rod((0.0, -0.03, 0.98 * half), (0.0, -0.03, 1.15 * half), 0.008, sides=5)
        plane.add("body", probe)
    if dice.chance(0.3):
        add_gear(plane, dice, 1.6 * half, width)


def _jet_nozzles(plane: Assembly, dice: Dice, jet: Jet) -> None:
    """One or two nozzles, perhaps with a cone in them."""
    twin = dice.chance(0.5)
    radius, deep = (0.26 if twin else 0.36) * jet.width, dice.between(0.12, 0.4)
    outside, inside = [(radius, 0.5), (0.8 * radius, -0.5)], [(0.72 * radius, -0.5)]
    profile = np.array([*outside, *inside, (0.85 * radius, 0.5)]) * (1.0, deep)
    nozzle = lathe(profile, 14).turned("x", 90.0)
    if dice.chance(0.5):
        cone = cylinder(0.7 * radius, 0.8 * deep, "z", top=0.3 * radius, sides=12)
        nozzle = join(nozzle, cone)
    nozzle = nozzle.moved(z=-0.9 * jet.half - dice.between(0.0, 0.5) * deep)
    plane.add(ENGINE, nozzle.moved(0.3 * jet.width).both() if twin else nozzle)


def _fighter_wings(plane: Assembly, dice: Dice, jet: Jet) -> None:
    """Main wing, strakes and canards; stores under and at the wing."""
    width, half = jet.width, jet.half
    delta = dice.chance(0.5)
    level = dice.between(-0.2, 0.25) * width
    plan = WingPlan(
        span=dice.between(1.5, 2.4),
        chord=dice.between(1.2, 1.9) if delta else dice.between(0.7, 1.15),
        root=(dice.between(0.3, 0.52) * width, level, dice.between(-0.15, 0.3)),
        sweep=dice.between(0.6, 1.2) if delta else dice.between(0.4, 0.8),
        dihedral=dice.between(-0.05, 0.05),
        taper=dice.between(0.05, 0.25) if delta else dice.between(0.25, 0.45),
        thickest=0.08,
    )
    plane.add("wing", wing_of(dice, plan))
    if dice.chance(0.3):
        root, tip = (0.2 * width, level, 0.45 * half), (0.5 * width + 0.15, level, 0.1 * half)
        plane.add("wing", wing([root, tip], [0.9, 0.4], 0.05).both())
    if delta and dice.chance(0.4):
        root = (0.3 * width, 0.1 * width, 0.45 * half)
        tip = (0.75 * width + 0.15, 0.1 * width, 0.3)
        plane.add("wing", wing([root, tip], [0.35, 0.15], 0.06).both())
    if not delta or dice.chance(0.3):
        root, reach = (0.3 * width, 0.0, -0.78 * half), dice.between(0.5, 0.75)
        stabiliser = wing([root, (reach, 0.0, -0.78 * half - 0.25)], [0.45, 0.25], 0.06)
        plane.add("tail", stabiliser.both())
    if dice.chance(0.5):
        pylon = box(0.02, 0.08, 0.2).moved(y=0.06)
        for share in dice.many(0.3, 0.85, dice.count(1, 3)):
            x, y, z = plan.at(float(share))
            plane.add(ENGINE, join(store_of(dice), pylon).moved(x, y - 0.1, z).both())
    if dice.chance(0.25):
        x, y, z = plan.at(1.0)
        plane.add("wing", rod((x, y, z - 0.3), (x, y, z + 0.25), 0.03).both())


def _fighter_tail(plane: Assembly, dice: Dice, jet: Jet) -> None:
    """One fin, or two that lean outwards."""
    tall, chord = dice.between(0.35, 0.6), dice.between(0.5, 0.8)
    twin, lean = dice.chance(0.5), dice.between(0.0, 0.45)
    x = 0.45 * jet.width if twin else 0.0
    root = (x, 0.25 * jet.width, -0.62 * jet.half)
    tip = (x + lean * tall if twin else 0.0, tall, -0.85 * jet.half)
    fin = wing([root, tip], [chord, 0.28], 0.07, upright=True)
    plane.add("tail", fin.both() if twin else fin)


def add_flying_wing(plane: Assembly, dice: Dice) -> None:
    """A stealth aircraft: body and wing flow into each other."""
    half, sweep = dice.between(1.1, 1.8), dice.between(0.5, 0.9)
    nose, rear = dice.between(0.8, 1.1), dice.between(0.3, 0.6)
    tip = nose - sweep * half
    leading = [(0.0, nose), (half, tip), (half, tip - 0.2)]
    trailing = [(0.45 * half, -rear - 0.05), (0.25 * half, -rear - 0.25), (0.0, -rear)]
    right = prism(np.array([*leading, *trailing]), 0.06, "y", 0.02)
    center = 0.32 * half  # where the body ends
    outer = centroids(right)[:, 0] > center
    for side in (right, right.mirrored()):
        plane.split(side, {"wing": outer}, rest="body")
    beak, back = Section(nose - 0.1, 0.05, 0.05), Section(0.3, 1.1 * center, 0.3, 0.03)
    aft, end = Section(-0.2, center, 0.2, 0.02), Section(-rear, 0.3 * center, 0.05)
    plane.add("body", hull([beak, back, aft, end]))
    plane.add("body", ball(0.08, 0.08, 0.2).moved(0.0, 0.15, 0.4), detail="cockpit")
    if dice.chance(0.7):
        pod = hump(0.6, 0.26, 0.16, rear=0.6).moved(1.1 * center, 0.08, -0.1)
        plane.add(ENGINE, pod.both())
    if dice.chance(0.6):
        root, top = (0.2, 0.03, -0.3), (0.2 + dice.between(0.1, 0.35), 0.35, -0.6)
        plane.add("tail", wing([root, top], [0.45, 0.25], 0.06, upright=True).both())


def add_bomber(plane: Assembly, dice: Dice) -> None:
    """A bomber of the forties: two or four propellers, glass nose, turrets, one or two fins."""
    length, width = dice.between(2.6, 3.2), dice.between(0.3, 0.42)
    plane.add("body", body_of(dice, BodyPlan(length, width, dice.between(0.08, 0.15), 0.6, 0.3)))
    glass = hump(0.45, 0.5 * width, 0.3 * width, rear=0.3)
    plane.add("body", glass.moved(0.0, 0.45 * width, 0.3 * length), detail="cockpit")
    dome = ball(0.3 * width, 0.25 * width).moved(y=0.45 * width)
    gun = rod((0.03, 0.5 * width, 0.0), (0.03, 0.55 * width, -0.3), 0.012, sides=5)
    for z in (0.1 * length, -0.25 * length):
        if dice.chance(0.5):
            plane.add("body", join(dome, gun.both()).moved(z=z))
    plan = WingPlan(
        span=dice.between(3.2, 4.2),
        chord=dice.between(0.6, 0.85),
        root=(0.1, dice.between(-0.3, 0.4) * width, dice.between(0.2, 0.45)),
        sweep=0.08,
        dihedral=dice.between(0.0, 0.08),
    )
    plane.add("wing", wing_of(dice, plan))
    kind = dice.pick({"low": 2, "twin": 2, "cross": 1})
    add_tail(plane, dice, length, TailPlan(dice.between(0.4, 0.6), 0.25 * width, 0.25, kind))
    screw = propeller_of(dice, dice.between(0.26, 0.36))
    for share in dice.one_of((0.28,), (0.25, 0.5)):
        x, y, _ = plan.at(share)
        front = plan.root[2] + 0.1
        plane.add(ENGINE, piston_pod(0.17, 0.85).moved(x, y - 0.02, front).both())
        plane.add(ENGINE, screw.moved(x, y - 0.02, front + 0.5).both(), detail="propeller")
    if dice.chance(0.5):
        add_gear(plane, dice, 0.8 * length, width)
