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
    Mesh,
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
    body = _fighter_body(dice, jet)
    aft = centroids(body)[:, 2] < -dice.between(0.7, 0.88) * half  # (F,)
    plane.split(body, {ENGINE: aft & dice.chance(0.25)}, rest="body")
    glass = ball(dice.between(0.2, 0.3) * width, 0.3 * width, dice.between(0.2, 0.4))
    canopy = glass.moved(y=0.36 * width, z=dice.between(0.3, 0.55) * half)
    plane.add("body", canopy, detail="cockpit")
    if dice.chance(0.6):  # intakes at both sides, or one below
        deep = dice.between(0.6, 1.2)
        intake = box(0.32 * width, 0.5 * width, deep, 0.04)
        beside_body = (0.52 * width, -0.1 * width, 0.25 * half - 0.5 * deep)
        plane.add("body", intake.at([beside_body]).both())
    elif dice.chance(0.5):
        scoop = box(0.5 * width, 0.3 * width, 0.9, 0.05)
        plane.add("body", scoop.under(-0.3 * width))
    _fighter_wings(plane, dice, jet)
    _fighter_tail(plane, dice, jet)
    if dice.chance(0.93):
        _jet_nozzles(plane, dice, jet)
    if dice.chance(0.3):
        probe = rod((0.0, -0.03, 0.98 * half), (0.0, -0.03, 1.15 * half), 0.008, sides=5)
        plane.add("body", probe)
    if dice.chance(0.3):
        add_gear(plane, dice, 1.6 * half, width)


def _fighter_body(dice: Dice, jet: Jet) -> Mesh:
    """A pointed nose, a slim cockpit, broad shoulders, flat engine bays."""
    width, half = jet.width, jet.half
    flat = dice.between(0.6, 1.0)
    return hull(
        [
            Section(half, 0.02, 0.02, y=-0.03),
            Section(0.8 * half, 0.35 * width, 0.35 * width, y=-0.02),
            Section(0.47 * half, 0.62 * width, 0.7 * width),
            Section(0.13 * half, width, 0.8 * width),
            Section(-0.6 * half, 1.1 * width, flat * width),
            Section(-0.9 * half, 0.85 * width, 0.8 * flat * width),
        ],
        power=dice.between(2.0, 4.5),
    )


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
        strake = wing([root, tip], chords=[0.9, 0.4], thickness=0.05)
        plane.add("wing", strake.both())
    if delta and dice.chance(0.4):
        root = (0.3 * width, 0.1 * width, 0.45 * half)
        tip = (0.75 * width + 0.15, 0.1 * width, 0.3)
        canard = wing([root, tip], chords=[0.35, 0.15], thickness=0.06)
        plane.add("wing", canard.both())
    if not delta or dice.chance(0.3):
        rear, reach = -0.78 * half, dice.between(0.5, 0.75)
        line = [(0.3 * width, 0.0, rear), (reach, 0.0, rear - 0.25)]
        plane.add("tail", wing(line, chords=[0.45, 0.25], thickness=0.06).both())
    if dice.chance(0.5):
        pylon = box(0.02, 0.08, 0.2).on(0.02)
        for share in dice.many(0.3, 0.85, dice.count(1, 3)):
            hung = join(store_of(dice), pylon).under(0.0)
            plane.add(ENGINE, hung.at([plan.at(float(share))]).both())
    if dice.chance(0.25):
        rail = rod((0, 0, -0.3), (0, 0, 0.25), 0.03)
        plane.add("wing", rail.at([plan.at(1.0)]).both())


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
    half, sweep = dice.between(1.1, 1.8), dice.between(0.5, 0.9)  # half the span
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
    canopy = ball(0.08, 0.08, 0.2).moved(y=0.15, z=0.4)
    plane.add("body", canopy, detail="cockpit")
    if dice.chance(0.7):
        bulge = hump(length=0.6, width=0.26, height=0.16, rear=0.6)
        beside_body = (1.1 * center, 0.08, -0.1)
        plane.add(ENGINE, bulge.at([beside_body]).both())
    if dice.chance(0.6):
        root, top = (0.2, 0.03, -0.3), (0.2 + dice.between(0.1, 0.35), 0.35, -0.6)
        fin = wing([root, top], chords=[0.45, 0.25], thickness=0.06, upright=True)
        plane.add("tail", fin.both())


def add_bomber(plane: Assembly, dice: Dice) -> None:
    """A bomber of the forties: two or four propellers, glass nose, turrets, one or two fins."""
    length, width = dice.between(2.6, 3.2), dice.between(0.3, 0.42)
    body = BodyPlan(length, width, nose=dice.between(0.08, 0.15), rear=0.6, rise=0.3)
    plane.add("body", body_of(dice, body))
    glass = hump(length=0.45, width=0.5 * width, height=0.3 * width, rear=0.3)
    plane.add("body", glass.moved(y=0.45 * width, z=0.3 * length), detail="cockpit")
    dome = ball(0.3 * width, 0.25 * width).moved(y=0.45 * width)
    gun = rod((0.03, 0.5 * width, 0.0), (0.03, 0.55 * width, -0.3), 0.012, sides=5)
    turret = join(dome, gun.both())
    for z in (0.1 * length, -0.25 * length):
        if dice.chance(0.5):
            plane.add("body", turret.moved(z=z))
    plan = WingPlan(
        span=dice.between(3.2, 4.2),
        chord=dice.between(0.6, 0.85),
        root=(0.1, dice.between(-0.3, 0.4) * width, dice.between(0.2, 0.45)),
        sweep=0.08,
        dihedral=dice.between(0.0, 0.08),
    )
    plane.add("wing", wing_of(dice, plan))
    kind = dice.pick({"low": 2, "twin": 2, "cross": 1})
    fin = dice.between(0.4, 0.6)
    add_tail(plane, dice, length, TailPlan(fin, y=0.25 * width, sweep=0.25, kind=kind))
    screw = propeller_of(dice, dice.between(0.26, 0.36)).moved(z=0.5)
    for share in dice.one_of((0.28,), (0.25, 0.5)):  # of the half span
        x, y, _ = plan.at(share)
        mount = (x, y - 0.02, plan.root[2] + 0.1)
        plane.add(ENGINE, piston_pod(0.17, 0.85).at([mount]).both())
        plane.add(ENGINE, screw.at([mount]).both(), detail="propeller")
    if dice.chance(0.5):
        add_gear(plane, dice, 0.8 * length, width)
